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
