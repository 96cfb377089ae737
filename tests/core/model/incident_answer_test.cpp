#define BOOST_TEST_MODULE incident_answer
#include "core/model/incident_answer.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "core/base/error.hpp"
#include "core/format/model_file.hpp"
#include "tests/support/small_model.hpp"

using namespace alertsage;

namespace {

// An answer whose probabilities are given: only the labels come from a model.
IncidentAnswer answer(std::vector<double> probabilities, const Difficulty& difficulty) {
  static const PageBuffer file = pack_model(testing::small_model());
  static const Classifier classifier(view_model(file.bytes()));
  const auto largest = std::max_element(probabilities.begin(), probabilities.end());
  const Prediction prediction{.decision = probabilities,
                              .probabilities = probabilities,
                              .label = static_cast<std::size_t>(largest - probabilities.begin()),
                              .nonzero = 1};
  return answer_for(classifier, prediction, difficulty);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(incident_answer)

BOOST_AUTO_TEST_CASE(knows_alertsages_three_difficulties) {
  BOOST_TEST(difficulty_named("default").threshold == 0.50);
  BOOST_TEST(difficulty_named("soc-medium").threshold == 0.60);
  BOOST_TEST(difficulty_named("soc-hard").threshold == 0.75);
  BOOST_TEST(difficulty_named("soc-hard").max_classes == 3u);
  BOOST_CHECK_EXCEPTION(difficulty_named("hard"), Error, [](const Error& error) {
    return error.cause().find("soc-medium") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(is_uncertain_below_the_threshold_only) {
  const Difficulty half{.name = "x", .threshold = 0.5, .max_classes = 0};
  const IncidentAnswer below = answer({0.1, 0.49, 0.41}, half);
  BOOST_TEST(below.base_label == "malware");
  BOOST_TEST(below.final_label == "uncertain");
  BOOST_TEST(below.uncertainty_level == "low");
  const IncidentAnswer at = answer({0.1, 0.5, 0.4}, half);
  BOOST_TEST(at.final_label == "malware");
  BOOST_TEST(at.uncertainty_level == "medium");
  BOOST_TEST(answer({0.1, 0.79, 0.11}, half).uncertainty_level == "medium");
  BOOST_TEST(answer({0.1, 0.80, 0.1}, half).uncertainty_level == "high");
}

BOOST_AUTO_TEST_CASE(sorts_descending_keeps_ties_in_label_order_and_cuts) {
  const IncidentAnswer all =
      answer({0.25, 0.5, 0.25}, {.name = "x", .threshold = 0, .max_classes = 0});
  BOOST_REQUIRE(all.scores.size() == 3u);
  BOOST_TEST(all.scores[0].label == "malware");
  BOOST_TEST(all.scores[1].label == "benign");
  BOOST_TEST(all.scores[2].label == "phishing");
  BOOST_TEST(all.max_prob == 0.5);
  BOOST_TEST(
      answer({0.2, 0.5, 0.3}, {.name = "x", .threshold = 0, .max_classes = 2}).scores.size() == 2u);
}

// Damaged weights made "certainty high" of NaN, and a sort that has no order.
BOOST_AUTO_TEST_CASE(what_is_no_number_is_never_certain_and_comes_last) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  const IncidentAnswer none = answer({kNaN, kNaN, kNaN}, difficulty_named("default"));
  BOOST_TEST(none.final_label == "uncertain");
  BOOST_TEST(none.uncertainty_level == "low");
  BOOST_TEST(std::isnan(none.max_prob));
  BOOST_TEST(none.scores[0].label == "benign");  // ties in label order

  const Difficulty any{.name = "x", .threshold = 0, .max_classes = 0};
  BOOST_TEST(answer({kNaN, kNaN, kNaN}, any).uncertainty_level == "low");
  for (const std::vector<double>& scores :
       {std::vector{kNaN, 0.25, 0.75}, {0.25, kNaN, 0.75}, {0.75, 0.25, kNaN}}) {
    const IncidentAnswer some = answer(scores, any);
    BOOST_TEST(some.max_prob == 0.75);
    BOOST_TEST(some.scores[1].score == 0.25);
    BOOST_TEST(std::isnan(some.scores[2].score));
  }
}

BOOST_AUTO_TEST_CASE(a_head_without_probabilities_is_never_uncertain) {
  const PageBuffer file = pack_model(testing::small_model(Link::decision));
  const Classifier classifier(view_model(file.bytes()));
  Scratch scratch;
  const IncidentAnswer given =
      answer_for(classifier, classifier.predict("malware", scratch), difficulty_named("default"));
  BOOST_TEST(!given.has_probabilities);
  BOOST_TEST(given.final_label == "malware");
}

BOOST_AUTO_TEST_SUITE_END()
