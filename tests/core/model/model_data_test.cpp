#define BOOST_TEST_MODULE model_data
#include "core/model/model_data.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>
#include <limits>

#include "core/base/error.hpp"
#include "tests/support/small_model.hpp"

using namespace alertsage;

BOOST_AUTO_TEST_SUITE(model_data)

BOOST_AUTO_TEST_CASE(takes_what_fits) {
  check(testing::small_model());
  check(testing::small_model(Link::softmax, DType::f32));
  check(testing::binary_model());
  ModelData longest = testing::small_model();
  longest.settings.text.ngram_max = kMaxNgram;
  check(longest);
  ModelData threshold = testing::small_model();
  threshold.settings.binarize = 0.0;
  check(threshold);
}

BOOST_AUTO_TEST_CASE(two_classes_have_one_decision_value_or_two_as_the_link_has_it) {
  const auto fits = [](ModelData model, Link link) {
    model.settings.link = link;
    try {
      check(model);
    } catch (const Error& error) {
      BOOST_TEST((error.kind() == ErrorKind::mismatch));
      return false;
    }
    return true;
  };
  const ModelData one = testing::binary_model();
  ModelData two = testing::small_model();
  two.labels.pop_back();
  two.intercepts.pop_back();
  two.weights.resize(2 * two.terms.size());
  for (const Link link : {Link::sigmoid, Link::modified_huber, Link::decision}) {
    BOOST_TEST(allows_single_output(link));
    BOOST_TEST(fits(one, link), name_of(link));
    BOOST_TEST(!fits(two, link), name_of(link));
  }
  for (const Link link : {Link::sigmoid_ovr, Link::softmax}) {
    BOOST_TEST(!allows_single_output(link));
    BOOST_TEST(!fits(one, link), name_of(link));
    BOOST_TEST(fits(two, link), name_of(link));
  }
}

BOOST_AUTO_TEST_CASE(names_of_settings_go_there_and_back) {
  for (const Link link :
       {Link::sigmoid_ovr, Link::softmax, Link::sigmoid, Link::modified_huber, Link::decision}) {
    BOOST_TEST((link_named(name_of(link)) == link));
  }
  for (const Tie tie : {Tie::first, Tie::last}) BOOST_TEST((tie_named(name_of(tie)) == tie));
  for (const LabelType type : {LabelType::text, LabelType::integer, LabelType::boolean}) {
    BOOST_TEST((label_type_named(name_of(type)) == type));
  }
  BOOST_CHECK_THROW(link_named("huber"), Error);
  BOOST_CHECK_THROW(tie_named("none"), Error);
  BOOST_CHECK_THROW(label_type_named("float"), Error);
}

BOOST_AUTO_TEST_CASE(refuses_each_way_in_which_parts_disagree) {
  struct Row {
    const char* says;
    std::function<void(ModelData&)> spoil;
  };
  const Row rows[] = {
      {"at least two classes", [](ModelData& m) { m.labels.resize(1); }},
      {"do not fit a sigmoid-ovr head", [](ModelData& m) { m.intercepts.pop_back(); }},
      {"do not fit a sigmoid head", [](ModelData& m) { m.settings.link = Link::sigmoid; }},
      {"7 terms but 6 idf values", [](ModelData& m) { m.idf.pop_back(); }},
      {"20 weights for 7 terms", [](ModelData& m) { m.weights.pop_back(); }},
      {"idf holds nan at index 2",
       [](ModelData& m) { m.idf[2] = std::numeric_limits<double>::quiet_NaN(); }},
      {"weights holds inf at index 4",
       [](ModelData& m) { m.weights[4] = std::numeric_limits<double>::infinity(); }},
      {"intercepts holds -inf",
       [](ModelData& m) { m.intercepts[0] = -std::numeric_limits<double>::infinity(); }},
      {"not 0 or greater: '-0.5'", [](ModelData& m) { m.settings.binarize = -0.5; }},
      {"not 0 or greater: 'nan'",
       [](ModelData& m) { m.settings.binarize = std::numeric_limits<double>::quiet_NaN(); }},
      {"not 0 or greater: 'inf'",
       [](ModelData& m) { m.settings.binarize = std::numeric_limits<double>::infinity(); }},
      {"'0 to 2'", [](ModelData& m) { m.settings.text.ngram_min = 0; }},
      {"'3 to 2'", [](ModelData& m) { m.settings.text.ngram_min = 3; }},
      {"64 at most: '1 to 65'", [](ModelData& m) { m.settings.text.ngram_max = 65; }},
      {"there twice: 'mail'", [](ModelData& m) { m.terms[0] = "mail"; }},
      {"there twice: 'malware'", [](ModelData& m) { m.labels[0] = "malware"; }},
      {"there twice: 'the'", [](ModelData& m) { m.stop_words[1] = "the"; }},
  };
  for (const Row& row : rows) {
    ModelData model = testing::small_model();
    row.spoil(model);
    BOOST_CHECK_EXCEPTION(check(model), Error, [&](const Error& error) {
      BOOST_TEST_MESSAGE(error.what());
      return std::string_view(error.what()).find(row.says) != std::string_view::npos;
    });
  }
}

BOOST_AUTO_TEST_SUITE_END()
