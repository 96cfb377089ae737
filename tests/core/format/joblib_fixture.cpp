#include "tests/core/format/joblib_fixture.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/format/joblib.hpp"
#include "core/format/model_file.hpp"

namespace alertsage::testing {

std::filesystem::path joblib_fixture_directory() {
  return JOBLIB_FIXTURES;
}

JoblibFixture joblib_fixture(const std::string& name) {
  const std::filesystem::path base = joblib_fixture_directory();
  std::ifstream file(base / (name + ".json"));
  const nlohmann::json json = nlohmann::json::parse(file);
  JoblibFixture fixture = {.name = name,
                           .vectorizer = base / (name + ".vectorizer.joblib"),
                           .classifier = base / (name + ".classifier.joblib"),
                           .files = {},
                           .labels = json.at("labels"),
                           .terms = json.at("terms"),
                           .idf = {},
                           .coefficients = json.at("coefficients"),
                           .intercepts = json.at("intercepts"),
                           .texts = json.at("texts"),
                           .predicted = json.at("predicted"),
                           .probabilities = json.at("probabilities")};
  fixture.files = {fixture.vectorizer, fixture.classifier};
  if (!json.at("idf").is_null()) fixture.idf = json.at("idf").get<std::vector<double>>();
  return fixture;
}

std::vector<JoblibFixture> joblib_fixtures() {
  std::vector<JoblibFixture> fixtures;
  for (const auto& entry : std::filesystem::directory_iterator(joblib_fixture_directory())) {
    if (entry.path().extension() != ".json" || entry.path().stem() == "refused") continue;
    fixtures.push_back(joblib_fixture(entry.path().stem()));
  }
  std::ranges::sort(fixtures, {}, &JoblibFixture::name);
  return fixtures;
}

std::string refusal(std::span<const std::filesystem::path> files) {
  try {
    read_joblib(files);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string with(std::string bytes, std::string_view from, std::string_view to) {
  BOOST_REQUIRE_EQUAL(from.size(), to.size());
  const std::size_t at = bytes.find(from);
  BOOST_REQUIRE_NE(at, std::string::npos);
  return bytes.replace(at, from.size(), to);
}

boost::test_tools::assertion_result ArtifactsAreThere::operator()(
    boost::unit_test::test_unit_id) const {
  boost::test_tools::assertion_result there(std::getenv("ALERTSAGE_ARTIFACTS") != nullptr);
  there.message() << "ALERTSAGE_ARTIFACTS is not set";
  return there;
}

std::filesystem::path artifacts() {
  return std::getenv("ALERTSAGE_ARTIFACTS");
}

double largest_difference(const ModelData& model, const JoblibFixture& fixture) {
  const PageBuffer file = pack_model(model);
  const Classifier classifier(view_model(file.bytes()));
  Scratch scratch;
  double largest = 0;
  for (std::size_t i = 0; i < fixture.texts.size(); ++i) {
    const Prediction prediction = classifier.predict(fixture.texts[i], scratch);
    BOOST_TEST(classifier.labels()[prediction.label] == fixture.predicted[i], fixture.texts[i]);
    BOOST_REQUIRE_EQUAL(prediction.probabilities.size(), fixture.probabilities[i].size());
    for (std::size_t label = 0; label < prediction.probabilities.size(); ++label) {
      largest = std::max(
          largest, std::abs(prediction.probabilities[label] - fixture.probabilities[i][label]));
    }
  }
  return largest;
}

}  // namespace alertsage::testing
