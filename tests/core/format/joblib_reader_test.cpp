#define BOOST_TEST_MODULE joblib_reader
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/file.hpp"
#include "core/format/joblib.hpp"
#include "core/text/stop_words.hpp"
#include "tests/core/format/joblib_fixture.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;
using namespace alertsage::testing;

BOOST_AUTO_TEST_CASE(terms_idf_and_weights_are_those_of_scikit_learn_bit_for_bit) {
  for (const JoblibFixture& fixture : joblib_fixtures()) {
    BOOST_TEST_CONTEXT(fixture.name) {
      const ModelData model = read_joblib(fixture.files).model;
      BOOST_TEST(model.labels == fixture.labels, boost::test_tools::per_element());
      BOOST_TEST(model.terms == fixture.terms, boost::test_tools::per_element());
      const std::vector<double> ones(fixture.terms.size(), 1.0);
      BOOST_TEST(model.idf == (fixture.idf.empty() ? ones : fixture.idf),
                 boost::test_tools::per_element());
      // A binary multinomial head has -d and d as decision values; scikit-learn stores d.
      const std::size_t rows = fixture.coefficients.size();
      const std::size_t skipped = model.outputs() - rows;
      for (std::size_t row = 0; row < rows; ++row) {
        BOOST_TEST(model.intercepts[skipped + row] == fixture.intercepts[row]);
        for (std::size_t term = 0; term < model.terms.size(); ++term) {
          BOOST_TEST(model.weights[term * model.outputs() + skipped + row] ==
                     fixture.coefficients[row][term]);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(predictions_are_those_of_scikit_learn) {
  for (const JoblibFixture& fixture : joblib_fixtures()) {
    BOOST_TEST_CONTEXT(fixture.name) {
      const ModelData model = read_joblib(fixture.files).model;
      const double limit = model.settings.dtype == DType::f32 ? 1e-6 : 1e-12;
      BOOST_TEST(largest_difference(model, fixture) < limit);
    }
  }
}

BOOST_AUTO_TEST_CASE(settings_are_read) {
  const auto settings = [](const std::string& name) {
    const JoblibFixture fixture = joblib_fixture(name);
    return read_joblib(fixture.files).model.settings;
  };
  BOOST_TEST((settings("ovr") == ModelSettings{.text = {}, .tie = Tie::last}));
  BOOST_TEST((settings("ovr_two_classes") ==
              ModelSettings{.text = {.ngram_max = 2}, .link = Link::sigmoid}));
  BOOST_TEST((settings("multinomial_protocol4") ==
              ModelSettings{.text = {.token_pattern = TokenPattern::kAsciiLetter, .ngram_max = 3},
                            .sublinear_tf = true,
                            .link = Link::softmax}));
  BOOST_TEST(
      (settings("multinomial_two_classes") == ModelSettings{.text = {}, .link = Link::softmax}));
  BOOST_TEST((settings("binary") == ModelSettings{.text = {.lowercase = false},
                                                  .binary = true,
                                                  .use_idf = false,
                                                  .norm = Norm::none,
                                                  .link = Link::sigmoid,
                                                  .label_type = LabelType::boolean}));
  BOOST_TEST((settings("liblinear") ==
              ModelSettings{.text = {}, .norm = Norm::l1, .label_type = LabelType::integer}));
  BOOST_TEST((settings("ovr_option") == ModelSettings{}));
  BOOST_TEST(
      (settings("float32") == ModelSettings{.text = {}, .tie = Tie::last, .dtype = DType::f32}));
}

// The solver learned to train a softmax in scikit-learn 1.6; before, it trained one sigmoid a
// class.
BOOST_AUTO_TEST_CASE(what_newton_cholesky_means_depends_on_the_version) {
  const JoblibFixture fixture = joblib_fixture("newton_cholesky");
  const std::string classifier = read_text_file(fixture.classifier);
  const TemporaryDirectory directory;
  const auto link = [&](std::string_view version) {
    write_bytes(directory / "c.joblib", with(classifier, "1.2.1", version));
    return read_joblib(std::array{fixture.vectorizer, directory / "c.joblib"}).model.settings.link;
  };
  BOOST_TEST((link("1.2.1") == Link::sigmoid_ovr));
  BOOST_TEST((link("1.5.9") == Link::sigmoid_ovr));
  BOOST_TEST((link("1.6.0") == Link::softmax));
  BOOST_TEST((link("1.10.") == Link::softmax));
  BOOST_TEST((link("2.0.0") == Link::softmax));
}

BOOST_AUTO_TEST_CASE(stop_words_are_none_the_english_ones_or_a_list_without_repetition) {
  const auto stop_words = [](const std::string& name) {
    const JoblibFixture fixture = joblib_fixture(name);
    return read_joblib(fixture.files).model.stop_words;
  };
  BOOST_TEST(stop_words("ovr").empty());
  BOOST_TEST(stop_words("multinomial_protocol2").size() == 318);
  BOOST_TEST(std::ranges::equal(stop_words("multinomial_protocol2"), english_stop_words()));
  BOOST_TEST(stop_words("liblinear") == (std::vector<std::string>{"the", "was", "a"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(files_may_be_given_in_either_order) {
  const JoblibFixture fixture = joblib_fixture("ovr");
  for (const bool swapped : {false, true}) {
    const JoblibImport import =
        swapped ? read_joblib(std::array{fixture.classifier, fixture.vectorizer})
                : read_joblib(fixture.files);
    BOOST_REQUIRE_EQUAL(import.read.size(), 2);
    const JoblibFileFacts& vectorizer = import.read[swapped ? 1 : 0];
    const JoblibFileFacts& classifier = import.read[swapped ? 0 : 1];
    BOOST_TEST(vectorizer.path == fixture.vectorizer);
    BOOST_TEST(vectorizer.bytes == std::filesystem::file_size(fixture.vectorizer));
    BOOST_TEST(vectorizer.contents == "TfidfVectorizer");
    BOOST_TEST(classifier.path == fixture.classifier);
    BOOST_TEST(classifier.contents == "OneVsRestClassifier of LogisticRegression");
    BOOST_TEST(classifier.sklearn_version == "1.2.1");
    BOOST_TEST(import.model.provenance.at("sklearn_version") == "1.2.1");
  }
}

BOOST_AUTO_TEST_CASE(discarded_tokens_are_left_out_and_counted) {
  const JoblibFixture fixture = joblib_fixture("ovr_option");
  const JoblibImport import = read_joblib(fixture.files);
  BOOST_REQUIRE_EQUAL(import.dropped.size(), 1);
  BOOST_TEST(import.dropped[0] ==
             "stop_words_: 5 tokens of the training texts that are no terms, 28 bytes "
             "(CVE-2024-5206)");
  BOOST_TEST(joblib_fixture("ovr").terms.size() == 31);
  const JoblibFixture whole = joblib_fixture("ovr");
  BOOST_TEST(read_joblib(std::array{whole.vectorizer, whole.classifier}).dropped.empty());
}

BOOST_AUTO_TEST_CASE(a_vectorizer_of_floats_is_warned_about) {
  const JoblibFixture fixture = joblib_fixture("float32");
  const JoblibImport import = read_joblib(fixture.files);
  BOOST_REQUIRE_EQUAL(import.warnings.size(), 1);
  BOOST_TEST(contains(import.warnings[0], "float32"));
  BOOST_TEST(contains(import.warnings[0], "scores differ"));  // LinearSVC has no probabilities
}

BOOST_AUTO_TEST_CASE(versions_that_nobody_has_tried_are_warned_about) {
  const JoblibFixture fixture = joblib_fixture("ovr");
  const TemporaryDirectory directory;
  const auto warnings_for = [&](std::string_view version) {
    std::string bytes = read_text_file(fixture.classifier);
    for (std::size_t at = 0; (at = bytes.find("1.2.1", at)) != std::string::npos;) {
      bytes.replace(at, version.size(), version);
      at += version.size();
    }
    write_bytes(directory / "c.joblib", bytes);
    return read_joblib(std::array{fixture.vectorizer, directory / "c.joblib"}).warnings;
  };
  BOOST_TEST(warnings_for("1.2.1").empty());
  BOOST_TEST(warnings_for("1.7.9").size() == 1U);  // not the vectorizer's
  for (const char* unknown : {"1.8.0", "0.9.9", "9.9.9"}) {
    const std::vector<std::string> warnings = warnings_for(unknown);
    BOOST_REQUIRE_EQUAL(warnings.size(), 2);
    BOOST_TEST(warnings[1].starts_with(std::string("scikit-learn ") + unknown + " is none of"));
  }
}

BOOST_AUTO_TEST_CASE(reads_the_pair_that_alertsage_ships,
                     *boost::unit_test::precondition(ArtifactsAreThere())) {
  const std::filesystem::path directory = artifacts();
  const JoblibImport import = read_joblib(
      std::array{directory / "baseline_logreg.joblib", directory / "vectorizer.joblib"});
  const ModelData& model = import.model;
  BOOST_TEST((model.settings ==
              ModelSettings{.text = {.token_pattern = TokenPattern::kAsciiLetter, .ngram_max = 2},
                            .tie = Tie::last}));
  BOOST_TEST(model.terms.size() == 5000);
  BOOST_TEST(model.terms.front() == "aaginst");
  BOOST_TEST(model.terms.back() == "zone transfers");
  BOOST_TEST(model.idf[1] == 5.4693941779618651);
  BOOST_TEST(model.weights.size() == 50'000);
  BOOST_TEST(model.labels == (std::vector<std::string>{
                                 "access_abuse", "benign_activity", "credential_compromise",
                                 "data_exfiltration", "insider_threat", "malware", "phishing",
                                 "policy_violation", "suspicious_network_activity", "web_attack"}),
             boost::test_tools::per_element());
  BOOST_TEST(import.read[0].sklearn_version == "1.7.2");
  BOOST_TEST(import.dropped.empty());
  BOOST_TEST(import.warnings.empty());
}

BOOST_AUTO_TEST_CASE(predicts_with_the_pair_that_alertsage_ships_as_scikit_learn_does,
                     *boost::unit_test::precondition(ArtifactsAreThere())) {
  const std::filesystem::path directory = artifacts();
  std::ifstream file(directory / "expected.json");
  const nlohmann::json expected = nlohmann::json::parse(file);
  JoblibImport import = read_joblib(
      std::array{directory / "vectorizer.joblib", directory / "baseline_logreg.joblib"});
  import.model.settings.text.cleaning = Cleaning::alertsage;

  JoblibFixture fixture;
  for (const auto& answer : expected) {
    fixture.texts.push_back(answer.at("text"));
    fixture.predicted.push_back(answer.at("label"));
    std::vector<double>& row = fixture.probabilities.emplace_back();
    for (const std::string& label : import.model.labels)
      row.push_back(answer.at("probabilities").at(label));
  }
  BOOST_TEST(fixture.texts.size() == 30);
  BOOST_TEST(largest_difference(import.model, fixture) < 1e-12);
}
