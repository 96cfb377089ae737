#define BOOST_TEST_MODULE joblib_writer
#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/format/joblib.hpp"
#include "tests/core/format/joblib_fixture.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;
using namespace alertsage::testing;

namespace {

void check_equal(const ModelData& a, const ModelData& b) {
  BOOST_TEST((a.settings == b.settings));
  BOOST_TEST(a.labels == b.labels, boost::test_tools::per_element());
  BOOST_TEST(a.stop_words == b.stop_words, boost::test_tools::per_element());
  BOOST_TEST(a.terms == b.terms, boost::test_tools::per_element());
  BOOST_TEST(a.idf == b.idf, boost::test_tools::per_element());
  BOOST_TEST(a.weights == b.weights, boost::test_tools::per_element());
  BOOST_TEST(a.intercepts == b.intercepts, boost::test_tools::per_element());
}

// `model` after it was written and read.
JoblibImport there_and_back(const ModelData& model) {
  const TemporaryDirectory directory;
  write_joblib_pair(model, directory / "v.joblib", directory / "c.joblib");
  return read_joblib(std::array{directory / "v.joblib", directory / "c.joblib"});
}

ModelData without_cleaning(ModelData model) {
  model.settings.text.cleaning = Cleaning::none;
  return model;
}

ErrorKind refusal(const ModelData& model) {
  const TemporaryDirectory directory;
  ErrorKind kind = ErrorKind::usage;
  try {
    write_joblib_pair(model, directory / "v.joblib", directory / "c.joblib");
  } catch (const Error& error) {
    kind = error.kind();
  }
  BOOST_TEST(std::filesystem::is_empty(directory.path()));
  return kind;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again_bit_for_bit) {
  for (const JoblibFixture& fixture : joblib_fixtures()) {
    BOOST_TEST_CONTEXT(fixture.name) {
      const ModelData model = read_joblib(fixture.files).model;
      const JoblibImport again = there_and_back(model);
      check_equal(again.model, model);
      BOOST_TEST(again.dropped.empty());
      BOOST_TEST(again.read[1].sklearn_version == "1.2.1");
    }
  }
}

BOOST_AUTO_TEST_CASE(every_head_and_dtype_has_a_form) {
  for (const DType dtype : {DType::f32, DType::f64}) {
    for (const Link link : {Link::sigmoid_ovr, Link::softmax}) {
      const ModelData model = without_cleaning(small_model(link, dtype));
      check_equal(there_and_back(model).model, model);
    }
    ModelData last = without_cleaning(small_model(Link::sigmoid_ovr, dtype));
    last.settings.tie = Tie::last;
    check_equal(there_and_back(last).model, last);
  }
  const ModelData binary = without_cleaning(binary_model());
  check_equal(there_and_back(binary).model, binary);
  // Two classes with a decision value each, which scikit-learn itself never makes.
  ModelData two = binary;
  two.settings.link = Link::sigmoid_ovr;
  two.weights.resize(2 * two.terms.size(), 0.5);
  two.intercepts = {0.25, -0.25};
  check_equal(there_and_back(two).model, two);
  two.settings.tie = Tie::last;
  check_equal(there_and_back(two).model, two);
}

// All used to be a OneVsRestClassifier, which takes the last of a tie.
BOOST_AUTO_TEST_CASE(sigmoids_are_of_the_estimator_that_decides_ties_so) {
  ModelData model = small_model(Link::sigmoid_ovr);
  BOOST_TEST(there_and_back(model).read[1].contents == "LogisticRegression");
  model.settings.tie = Tie::last;
  BOOST_TEST(there_and_back(model).read[1].contents == "OneVsRestClassifier of LogisticRegression");
}

BOOST_AUTO_TEST_CASE(cleaning_is_not_part_of_the_form) {
  const ModelData model = small_model();
  BOOST_TEST((model.settings.text.cleaning == Cleaning::alertsage));
  BOOST_TEST((there_and_back(model).model.settings.text.cleaning == Cleaning::none));
}

// A vocabulary of more than one SETITEMS, terms that are longer than a short string, labels beyond
// ASCII, and integers of every width.
BOOST_AUTO_TEST_CASE(a_large_vocabulary_survives) {
  ModelData model = without_cleaning(small_model());
  model.terms.clear();
  for (int i = 0; i < 70'000; ++i) model.terms.push_back("term" + std::to_string(i));
  model.terms[1] = std::string(300, 'x');
  model.terms[2] = "größe";
  model.labels = {"überfall", "\xF0\x9F\x94\xA5", "plain"};
  model.stop_words.clear();
  for (int i = 0; i < 2500; ++i) model.stop_words.push_back("stop" + std::to_string(i));
  model.idf.clear();
  model.weights.clear();
  for (std::size_t i = 0; i < model.terms.size(); ++i) {
    model.idf.push_back(1.0 + 1.0 / static_cast<double>(i + 1));
    for (int output = 0; output < 3; ++output)
      model.weights.push_back(static_cast<double>(i) / 7 - output);
  }
  check_equal(there_and_back(model).model, model);
}

BOOST_AUTO_TEST_CASE(what_has_no_form_is_refused_and_leaves_nothing_behind) {
  ModelData decision = small_model();
  decision.settings.link = Link::decision;
  BOOST_TEST((refusal(decision) == ErrorKind::unsupported));

  ModelData last = small_model(Link::softmax);
  last.settings.tie = Tie::last;
  BOOST_TEST((refusal(last) == ErrorKind::unsupported));

  // It used to be written as 0: the reader of answers checked the range, the writer of labels did
  // not.
  ModelData beyond = small_model();
  beyond.settings.label_type = LabelType::integer;
  beyond.labels = {"1", "2", "18446744073709551615"};
  BOOST_TEST((refusal(beyond) == ErrorKind::format));

  ModelData nul = small_model();
  nul.labels[0] += '\0';
  BOOST_TEST((refusal(nul) == ErrorKind::unsupported));

  ModelData not_utf8 = small_model();
  not_utf8.terms[0] = "\xFF";
  BOOST_TEST((refusal(not_utf8) == ErrorKind::format));

  ModelData twice = small_model();
  twice.terms[0] = twice.terms[1];
  BOOST_TEST((refusal(twice) == ErrorKind::mismatch));
}

BOOST_AUTO_TEST_CASE(arrays_are_aligned_as_joblib_aligns_them) {
  const TemporaryDirectory directory;
  write_joblib_pair(small_model(Link::softmax), directory / "v.joblib", directory / "c.joblib");
  const std::string classifier = read_text_file(directory / "c.joblib");
  const double first_weight = 1.5;
  const std::string bytes(reinterpret_cast<const char*>(&first_weight), sizeof first_weight);
  const std::size_t at = classifier.find(bytes, classifier.find("coef_"));
  BOOST_REQUIRE_NE(at, std::string::npos);
  BOOST_TEST(at % 16 == 0);
  BOOST_TEST(classifier[at - 1] == '\xFF');
}
