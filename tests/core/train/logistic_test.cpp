#define BOOST_TEST_MODULE logistic
#include "core/train/logistic.hpp"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "tests/core/train/sklearn_fixture.hpp"

using namespace alertsage;

namespace {

constexpr std::size_t kColumns = 12;
constexpr std::uint32_t kLabels = 5;

// Rows of a few random features; label k has more of column k.
LogisticProblem& add_rows(LogisticProblem& problem, std::size_t count) {
  SplitMix64 random(1);
  for (std::size_t i = 0; i < count; ++i) {
    const auto label = static_cast<std::uint32_t>(i % kLabels);
    std::vector<Feature> row;
    for (std::uint32_t column = 0; column < kColumns; ++column) {
      if (column != label && !random.chance(30)) continue;
      row.push_back({.column = column, .value = 0.1 * random.between(1, 9)});
    }
    problem.add(row, label);
  }
  return problem;
}

LinearHead fit_random(const LogisticOptions& options) {
  LogisticProblem problem(kColumns);
  return add_rows(problem, 200).fit(kLabels, options, [](std::size_t) {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(logistic_suite)

// The optimum is unique, and both are asked for a gradient of 1e-12 of the first one. The solver
// gives up earlier, where a step improves the objective by less than 1e-12 of it; near the optimum
// the objective is a square of the distance, so weights are as good as 1e-6.
BOOST_DATA_TEST_CASE(finds_the_weights_that_scikit_learn_finds, test::kSklearnFixtures) {
  const test::SklearnFixture fixture = test::sklearn_fixture(sample);
  const ModelData model = train(fixture.corpus, fixture.options).model;
  BOOST_TEST(model.labels == fixture.classes, boost::test_tools::per_element());
  BOOST_TEST_REQUIRE(model.terms == fixture.terms, boost::test_tools::per_element());
  BOOST_TEST_REQUIRE(model.outputs() == fixture.intercepts.size());
  for (std::size_t k = 0; k < model.outputs(); ++k) {
    BOOST_TEST(std::abs(model.intercepts[k] - fixture.intercepts[k]) < 1e-6);
    for (std::size_t i = 0; i < model.terms.size(); ++i) {
      const double found = model.weights[i * model.outputs() + k];
      BOOST_TEST(std::abs(found - fixture.weights[k][i]) < 1e-6,
                 model.terms[i] << ", output " << k << ": " << found << " instead of "
                                << fixture.weights[k][i]);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_result_does_not_depend_on_the_number_of_threads) {
  const LinearHead one = fit_random({.threads = 1});
  for (const unsigned threads : {0u, 2u, 5u, 64u}) {
    const LinearHead several = fit_random({.threads = threads});
    BOOST_TEST((several.weights == one.weights));
    BOOST_TEST((several.intercepts == one.intercepts));
  }
}

BOOST_AUTO_TEST_CASE(weights_speak_for_their_own_label) {
  const LinearHead head = fit_random({});
  for (std::size_t column = 0; column < kLabels; ++column) {
    const auto weights = std::span(head.weights).subspan(column * kLabels, kLabels);
    BOOST_TEST(weights[column] == std::ranges::max(weights));
    BOOST_TEST(weights[column] > 0.0);
  }
}

BOOST_AUTO_TEST_CASE(two_labels_make_one_output_for_the_second_whichever_comes_first) {
  for (const std::uint32_t first : {0u, 1u}) {
    LogisticProblem problem(2);
    for (std::uint32_t i = 0; i < 20; ++i) {
      const std::uint32_t label = (i + first) % 2;
      problem.add(std::vector<Feature>{{.column = label, .value = 1.0}}, label);
    }
    const LinearHead head = problem.fit(2, {}, [](std::size_t) {});
    BOOST_TEST_REQUIRE(head.intercepts.size() == 1u);
    BOOST_TEST_REQUIRE(head.weights.size() == 2u);
    BOOST_TEST(head.weights[0] < 0.0);
    BOOST_TEST(head.weights[1] > 0.0);
  }
}

BOOST_AUTO_TEST_CASE(tells_of_each_output_once) {
  std::vector<std::size_t> told;
  LogisticProblem problem(kColumns);
  add_rows(problem, 50).fit(kLabels, {}, [&](std::size_t done) { told.push_back(done); });
  BOOST_TEST((told == std::vector<std::size_t>{1, 2, 3, 4, 5}));
}

BOOST_AUTO_TEST_CASE(a_greater_C_gives_greater_weights) {
  const auto length = [](const LinearHead& head) {
    double squares = 0.0;
    for (const double weight : head.weights) squares += weight * weight;
    return std::sqrt(squares);
  };
  BOOST_TEST(length(fit_random({.inverse_penalty = 10.0})) >
             2.0 * length(fit_random({.inverse_penalty = 0.1})));
}

BOOST_AUTO_TEST_CASE(what_liblinear_refuses_is_an_error) {
  BOOST_CHECK_EXCEPTION(fit_random({.inverse_penalty = 0.0}), Error,
                        [](const Error& e) { return e.kind() == ErrorKind::usage; });
  BOOST_CHECK_EXCEPTION(fit_random({.tolerance = 0.0}), Error,
                        [](const Error& e) { return e.kind() == ErrorKind::usage; });
}

BOOST_AUTO_TEST_SUITE_END()
