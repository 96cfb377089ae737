// Files and pairs that are not imported, and what is said of them.
#define BOOST_TEST_MODULE joblib_refusals
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/format/joblib_document.hpp"
#include "core/format/sklearn_model.hpp"
#include "tests/core/format/joblib_fixture.hpp"
#include "tests/core/format/pickle_assembler.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;
using namespace alertsage::testing;

namespace {

// Whether `file` is a vectorizer or a classifier. Whatever the bytes are, nothing else may happen
// than that or an Error.
bool imports(const std::string& file) {
  try {
    const JoblibDocument document(as_bytes(file));
    sklearn::Parts parts;
    sklearn::collect_parts(document, parts);
    sklearn::Model model;
    if (parts.vectorizer) {
      sklearn::read_vectorizer(parts, model);
      sklearn::read_weighting(parts, model);
    }
    if (parts.classifier) sklearn::read_classifier(parts, model);
    return parts.vectorizer || parts.classifier;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

// One estimator, named many times, would be as many columns of weights.
BOOST_AUTO_TEST_CASE(an_estimator_is_not_copied_without_bound) {
  const std::uint8_t features = 200;
  const std::string estimator = object(
      "sklearn.linear_model._logistic", "LogisticRegression",
      text("coef_") + wrapper(dtype("f8"), integer(std::uint8_t{1}) + integer(features) + kTuple2) +
          std::string(features * sizeof(double), '\0') + text("intercept_") + 'G' +
          std::string(8, '\0') + text("classes_") +
          wrapper(dtype("i8"), integer(std::uint8_t{2}) + kTuple1) + std::string(16, '\0') +
          text("solver") + text("lbfgs"));
  const auto one_vs_rest = [&](int times) {
    std::string list = kEmptyList + estimator + kMemoize + kAppend + kMark;
    for (int i = 1; i < times; ++i) list += get(0);
    std::string classes;
    for (std::int32_t i = 0; i < times; ++i) classes += little_endian(i);
    const std::string binarizer =
        object("sklearn.preprocessing._label", "LabelBinarizer",
               text("y_type_") + text("multiclass") + text("classes_") +
                   wrapper(dtype("i4"), integer(times) + kTuple1) + classes);
    return kProto4 +
           object("sklearn.multiclass", "OneVsRestClassifier",
                  text("estimators_") + list + kAppends + text("label_binarizer_") + binarizer) +
           kStop;
  };
  BOOST_TEST(imports(one_vs_rest(2)));
  BOOST_TEST(!imports(one_vs_rest(100'000)));
}

BOOST_AUTO_TEST_CASE(two_of_a_kind_are_no_pair) {
  const JoblibFixture fixture = joblib_fixture("ovr");
  BOOST_TEST(contains(refusal(fixture.vectorizer, fixture.vectorizer), "two vectorizers"));
  BOOST_TEST(contains(refusal(fixture.classifier, fixture.classifier), "two classifiers"));
  BOOST_TEST(contains(refusal(fixture.vectorizer, "/nowhere/x.joblib"), "/nowhere/x.joblib"));
}

// scikit-learn fits naive Bayes to a single class. Of BernoulliNB that used to be taken for two, of
// which there was one intercept.
BOOST_AUTO_TEST_CASE(a_classifier_of_one_class_is_refused) {
  for (const std::string name : {"MultinomialNB", "ComplementNB", "BernoulliNB"}) {
    const std::string one = integer(std::uint8_t{1});
    const std::string estimator = object(
        "sklearn.naive_bayes", name,
        text("feature_log_prob_") + wrapper(dtype("f8"), one + integer(std::uint8_t{2}) + kTuple2) +
            std::string(16, '\0') + text("class_log_prior_") + wrapper(dtype("f8"), one + kTuple1) +
            std::string(8, '\0') + text("classes_") + wrapper(dtype("i8"), one + kTuple1) +
            std::string(8, '\0') + text("binarize") + 'G' + std::string(8, '\0'));
    BOOST_TEST(!imports(kProto4 + estimator + kStop), name);
  }
}

BOOST_AUTO_TEST_CASE(a_classifier_of_another_size_is_refused_and_one_that_fits_is_named) {
  const JoblibFixture ovr = joblib_fixture("ovr");
  const TemporaryDirectory directory;
  const std::filesystem::path other = directory / "other.joblib";
  const std::filesystem::path vectorizer = directory / "a_vectorizer.joblib";
  std::filesystem::copy(joblib_fixture("binary").classifier, other);
  std::filesystem::copy(ovr.vectorizer, vectorizer);
  BOOST_TEST(refusal(vectorizer, other) ==
             other.native() + ": the classifier wants 36 features, the vectorizer gives 31");

  std::filesystem::copy(ovr.classifier, directory / "fits.joblib");
  write_bytes(directory / "broken.joblib", "no pickle");
  BOOST_TEST(refusal(vectorizer, other) ==
             other.native() +
                 ": the classifier wants 36 features, the vectorizer gives 31; fits.joblib has "
                 "a classifier that fits");

  std::filesystem::remove(directory / "fits.joblib");
  std::filesystem::copy(joblib_fixture("binary").vectorizer, directory / "b_vectorizer.joblib");
  BOOST_TEST(
      contains(refusal(vectorizer, other), "; b_vectorizer.joblib has a vectorizer that fits"));
}

BOOST_AUTO_TEST_CASE(what_is_not_supported_is_refused_by_name) {
  const JoblibFixture ovr = joblib_fixture("ovr");
  std::ifstream file(joblib_fixture_directory() / "refused.json");
  const auto expected = nlohmann::json::parse(file).get<std::map<std::string, std::string>>();
  BOOST_TEST(expected.size() > 20);
  for (const auto& [name, excerpt] : expected) {
    const std::filesystem::path path = joblib_fixture_directory() / "refused" / (name + ".joblib");
    if (name.starts_with("model_")) {
      const std::string said = refusal(std::array{path});
      BOOST_TEST(contains(said, excerpt), name << ": " << said);
      BOOST_TEST(contains(said, path.native()), name << ": " << said);
      continue;
    }
    // With each of a pair's other halves, so that its own contents are what is wrong.
    const std::string beside_vectorizer = refusal(ovr.vectorizer, path);
    const std::string beside_classifier = refusal(path, ovr.classifier);
    const std::string& said =
        contains(beside_vectorizer, "two vectorizers") ? beside_classifier : beside_vectorizer;
    BOOST_TEST(contains(said, excerpt), name << ": " << said);
    BOOST_TEST(contains(said, path.native()), name << ": " << said);
  }
}

BOOST_AUTO_TEST_CASE(parts_that_disagree_are_refused) {
  const JoblibFixture ovr = joblib_fixture("ovr");
  const std::string vectorizer = read_text_file(ovr.vectorizer);
  const std::string classifier = read_text_file(ovr.classifier);
  const TemporaryDirectory directory;
  const auto with_vectorizer = [&](std::string_view from, std::string_view to) {
    write_bytes(directory / "v.joblib", with(vectorizer, from, to));
    return refusal(directory / "v.joblib", ovr.classifier);
  };
  const auto with_classifier = [&](std::string_view from, std::string_view to) {
    write_bytes(directory / "c.joblib", with(classifier, from, to));
    return refusal(ovr.vectorizer, directory / "c.joblib");
  };
  using namespace std::string_view_literals;
  // "alert" at column 1 moves to 2, which "and" has; and beyond the last one.
  BOOST_TEST(contains(with_vectorizer("alert\x94K\x01"sv, "alert\x94K\x02"sv), "each once"));
  BOOST_TEST(contains(with_vectorizer("alert\x94K\x01"sv, "alert\x94K\xFF"sv), "each once"));
  BOOST_TEST(contains(with_vectorizer("\x0Bvocabulary_"sv, "\x0BvocabularyX"sv),
                      "a field is missing; was it fitted?: 'TfidfVectorizer.vocabulary_'"));
  BOOST_TEST(contains(with_vectorizer("content"sv, "filenam"sv), "TfidfVectorizer.input"));
  BOOST_TEST(contains(with_vectorizer("ngram_range\x94K\x01K\x01"sv, "ngram_range\x94K\x02K\x01"sv),
                      "not a range of n-grams"));
  BOOST_TEST(contains(with_vectorizer("ngram_range\x94K\x01K\x01"sv, "ngram_range\x94K\x41K\x41"sv),
                      "n-grams of more than 64"));
  // Longer ones than any term has find nothing.
  BOOST_TEST(with_vectorizer("ngram_range\x94K\x01K\x01"sv, "ngram_range\x94K\x01K\x41"sv) == "");
  BOOST_TEST(contains(with_vectorizer("norm\x94\x8C\x02l2"sv, "norm\x94\x8C\x02l9"sv), "'l9'"));
  BOOST_TEST(contains(with_vectorizer("_idf_diag"sv, "_idf_diaX"sv), "not fitted"));
  BOOST_TEST(contains(with_classifier("multi_class\x94\x8C\x04"
                                      "auto"sv,
                                      "multi_class\x94\x8C\x04"
                                      "else"sv),
                      "'LogisticRegression.multi_class'"));
  BOOST_TEST(contains(with_classifier("coef_"sv, "coefX"sv), "'LogisticRegression.coef_'"));
  BOOST_TEST(contains(with_classifier("y_type_"sv, "y_typeX"sv), "'LabelBinarizer.y_type_'"));
}

BOOST_AUTO_TEST_CASE(a_file_that_ends_early_is_refused_at_every_length) {
  const JoblibFixture fixture = joblib_fixture("multinomial_protocol4");
  for (const auto& path : {fixture.vectorizer, fixture.classifier}) {
    const std::string whole = read_text_file(path);
    BOOST_TEST(imports(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      BOOST_TEST(!imports(whole.substr(0, size)), path << " cut to " << size);
    }
  }
}

// Three changes of each byte: all bits, the lowest and the highest one.
BOOST_AUTO_TEST_CASE(any_byte_may_be_changed_without_a_fault) {
  for (const std::string name : {"ovr", "multinomial_protocol2", "binary"}) {
    const JoblibFixture fixture = joblib_fixture(name);
    for (const auto& path : {fixture.vectorizer, fixture.classifier}) {
      std::string bytes = read_text_file(path);
      std::size_t refused = 0;
      for (char& byte : bytes) {
        const char before = byte;
        for (const int bits : {0xFF, 0x01, 0x80}) {
          byte = static_cast<char>(before ^ bits);
          refused += !imports(bytes);
        }
        byte = before;
      }
      BOOST_TEST(refused > bytes.size() / 2, path);
    }
  }
}

BOOST_AUTO_TEST_CASE(refuses_the_pair_that_alertsage_loads,
                     *boost::unit_test::precondition(ArtifactsAreThere())) {
  const std::filesystem::path directory = artifacts();
  const std::filesystem::path enhanced = directory / "enhanced_logreg.joblib";
  BOOST_TEST(refusal(directory / "vectorizer.joblib", enhanced) ==
             enhanced.native() +
                 ": the classifier wants 5,384 features, the vectorizer gives 5,000; "
                 "baseline_logreg.joblib has a classifier that fits");
}
