// The pairs in tests/fixtures/joblib, and what scikit-learn made of them (scripts/
// make-joblib-fixtures).
#pragma once

#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model_data.hpp"

namespace alertsage::testing {

struct JoblibFixture {
  std::string name;
  std::filesystem::path vectorizer;
  std::filesystem::path classifier;
  std::vector<std::filesystem::path> files;  // both
  std::vector<std::string> labels;
  std::vector<std::string> terms;
  std::vector<double> idf;                        // empty without use_idf
  std::vector<std::vector<double>> coefficients;  // [decision values][terms]
  std::vector<double> intercepts;
  std::vector<std::string> texts;
  std::vector<std::string> predicted;              // [texts]
  std::vector<std::vector<double>> probabilities;  // [texts][labels]
};

// All of them, by name.
std::vector<JoblibFixture> joblib_fixtures();
JoblibFixture joblib_fixture(const std::string& name);
std::filesystem::path joblib_fixture_directory();

// What read_joblib says against files; empty where it takes them.
std::string refusal(std::span<const std::filesystem::path> files);
inline std::string refusal(const std::filesystem::path& first,
                           const std::filesystem::path& second) {
  return refusal(std::array{first, second});
}

void write_bytes(const std::filesystem::path& path, std::string_view bytes);

// `bytes` with the first `from` replaced by `to` of the same length.
std::string with(std::string bytes, std::string_view from, std::string_view to);

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// AlertSage's own files, where $ALERTSAGE_ARTIFACTS says where they are: a test's precondition.
struct ArtifactsAreThere {
  boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id) const;
};
std::filesystem::path artifacts();

// The largest difference between the fixture's probabilities and those that `model` predicts; fails
// the test where labels differ.
double largest_difference(const ModelData& model, const JoblibFixture& fixture);

}  // namespace alertsage::testing
