// Models in every way that scikit-learn saves them, against what it makes of them itself
// (scripts/make-sklearn-fixtures; scripts/parity is the whole grid).
#define BOOST_TEST_MODULE sklearn_grid
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/format/joblib.hpp"
#include "core/format/json_model.hpp"
#include "core/format/model_file.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

namespace {

namespace fs = std::filesystem;

struct Fixture {
  std::string name;
  std::vector<fs::path> files;
  std::vector<std::string> labels;
  std::string label_type;
  bool probabilities;
  std::vector<std::string> texts;
  std::vector<std::string> predicted;
  std::vector<std::vector<double>> scores;  // [texts][labels]
};

Fixture read_fixture(const fs::path& path) {
  std::ifstream file(path);
  const nlohmann::json json = nlohmann::json::parse(file);
  Fixture fixture = {.name = path.stem(),
                     .files = {},
                     .labels = json.at("labels"),
                     .label_type = json.at("label_type"),
                     .probabilities = json.at("probabilities"),
                     .texts = json.at("texts"),
                     .predicted = json.at("predicted"),
                     .scores = json.at("scores")};
  for (const std::string name : json.at("files"))
    fixture.files.push_back(path.parent_path() / name);
  return fixture;
}

std::vector<Fixture> all_fixtures() {
  std::vector<Fixture> fixtures;
  for (const auto& entry : fs::directory_iterator(SKLEARN_FIXTURES)) {
    if (entry.path().extension() == ".json") fixtures.push_back(read_fixture(entry.path()));
  }
  std::ranges::sort(fixtures, {}, &Fixture::name);
  return fixtures;
}

const Fixture& fixture_named(const std::string& name) {
  static const std::vector<Fixture> all = all_fixtures();
  return *std::ranges::find(all, name, &Fixture::name);
}

double score_of(const Prediction& prediction, std::size_t label) {
  if (!prediction.probabilities.empty()) return prediction.probabilities[label];
  if (prediction.decision.size() > 1) return prediction.decision[label];
  return label == 0 ? -prediction.decision[0] : prediction.decision[0];
}

// Labels are equal, and scores within 1e-12.
void check_answers(const ModelData& model, const Fixture& fixture) {
  const PageBuffer file = pack_model(model);
  const Classifier classifier(view_model(file.bytes()));
  Scratch scratch;
  for (std::size_t i = 0; i < fixture.texts.size(); ++i) {
    const Prediction prediction = classifier.predict(fixture.texts[i], scratch);
    BOOST_TEST(prediction.probabilities.empty() != fixture.probabilities);
    for (std::size_t label = 0; label < fixture.labels.size(); ++label) {
      const double expected = fixture.scores[i][label];
      const double difference = std::abs(score_of(prediction, label) - expected);
      BOOST_TEST(difference <= 1e-12 * std::max(1.0, std::abs(expected)), fixture.texts[i]);
    }
    BOOST_TEST(fixture.labels[prediction.label] == fixture.predicted[i], fixture.texts[i]);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(answers_are_those_of_scikit_learn) {
  const std::vector<Fixture> fixtures = all_fixtures();
  BOOST_TEST(fixtures.size() >= 30);
  for (const Fixture& fixture : fixtures) {
    BOOST_TEST_CONTEXT(fixture.name) {
      const ModelData model = read_joblib(fixture.files).model;
      BOOST_TEST(model.labels == fixture.labels, boost::test_tools::per_element());
      BOOST_TEST(name_of(model.settings.label_type) == fixture.label_type);
      check_answers(model, fixture);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_label_encoder_that_is_used_is_said_to_be) {
  const JoblibImport with_encoder = read_joblib(fixture_named("label_encoder").files);
  const std::string warning =
      "labels are the classes of the LabelEncoder, of which the classifier predicts the numbers";
  BOOST_TEST(std::ranges::count(with_encoder.warnings, warning) == 1);
  BOOST_TEST(with_encoder.read.back().contents == "LabelEncoder");

  // Beside a classifier that was trained on the text itself it has nothing to do.
  std::vector<fs::path> files = fixture_named("logistic_renamed").files;
  files.push_back(fixture_named("label_encoder").files.back());
  const JoblibImport plain = read_joblib(files);
  BOOST_TEST(std::ranges::count(plain.warnings, warning) == 0);
  BOOST_TEST(plain.model.labels == fixture_named("logistic_renamed").labels,
             boost::test_tools::per_element());
}

// Whatever the settings: what a form does not hold, another model would answer.
BOOST_AUTO_TEST_CASE(a_model_is_the_same_in_every_form) {
  const alertsage::testing::TemporaryDirectory directory;
  for (const Fixture& fixture : all_fixtures()) {
    BOOST_TEST_CONTEXT(fixture.name) {
      const ModelData model = read_joblib(fixture.files).model;
      const ModelData unpacked = unpack_model(pack_model(model).bytes());
      BOOST_TEST((unpacked.settings == model.settings));
      write_json_model(model, directory / "m.json");
      std::ifstream json(directory / "m.json");
      const std::string text{std::istreambuf_iterator<char>(json), {}};
      BOOST_TEST((parse_json_model(text).settings == model.settings));
    }
  }
}

BOOST_AUTO_TEST_CASE(files_that_go_back_to_joblib_answer_the_same) {
  const alertsage::testing::TemporaryDirectory directory;
  std::size_t written = 0;
  for (const Fixture& fixture : all_fixtures()) {
    BOOST_TEST_CONTEXT(fixture.name) {
      const ModelData model = read_joblib(fixture.files).model;
      const std::vector<fs::path> pair = {directory / "v.joblib", directory / "c.joblib"};
      const Link link = model.settings.link;
      const bool has_form =
          link != Link::decision && link != Link::modified_huber && !model.settings.binarize;
      if (!has_form) {
        BOOST_CHECK_THROW(write_joblib_pair(model, pair[0], pair[1]), Error);
        continue;
      }
      write_joblib_pair(model, pair[0], pair[1]);
      const ModelData again = read_joblib(pair).model;
      BOOST_TEST((again.settings == model.settings));
      check_answers(again, fixture);
      ++written;
    }
  }
  BOOST_TEST(written > 10u);
}

BOOST_AUTO_TEST_CASE(one_file_says_what_is_in_it) {
  const JoblibImport import = read_joblib(fixture_named("transformer_in_pipeline").files);
  BOOST_REQUIRE_EQUAL(import.read.size(), 1u);
  BOOST_TEST(import.read[0].contents == "CountVectorizer, TfidfTransformer, LogisticRegression");
  BOOST_TEST(import.read[0].sklearn_version == "1.2.1");
  BOOST_TEST(import.read[0].compression == "xz");
  BOOST_TEST(import.model.provenance.at("vectorizer") == "CountVectorizer, TfidfTransformer");
  BOOST_TEST(import.model.provenance.at("classifier") == "LogisticRegression");
}
