#include "bench/gate/options.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"

namespace alertsage::gate {
namespace {

Options parsed(std::vector<std::string> words) {
  words.insert(words.begin(), {"alertsage-gate", "--base", "a x", "--candidate", "b"});
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  Options options;
  BOOST_TEST(!parse_options(static_cast<int>(words.size()), argv.data(), options).has_value());
  return options;
}

BOOST_AUTO_TEST_SUITE(gate_options)

BOOST_AUTO_TEST_CASE(what_is_not_said_is_as_the_struct_has_it) {
  const Options options = parsed({});
  const Options defaults;
  BOOST_TEST(options.base == "a x");
  BOOST_TEST(options.candidate == "b");
  BOOST_TEST((options.kind == Kind::automatic));
  BOOST_TEST(options.pairs == defaults.pairs);
  BOOST_TEST(options.min_time.count() == defaults.min_time.count());
  BOOST_TEST(options.timeout.count() == defaults.timeout.count());
  BOOST_TEST(options.time_budget.count() == defaults.time_budget.count());
  BOOST_TEST(options.format == defaults.format);
  BOOST_TEST(!options.dry_run);
  BOOST_TEST(!options.compare.max_slowdown.has_value());
  BOOST_TEST(options.seed != parsed({}).seed);
}

BOOST_AUTO_TEST_CASE(takes_what_is_said) {
  const Options options = parsed({"--kind", "command", "--pairs", "31", "--seed=7", "--min-time",
                                  "0.5", "--time-budget", "60", "--max-slowdown", "3%", "--metric",
                                  "cpu_time", "-o", "out", "--", "--state", "cold"});
  BOOST_TEST((options.kind == Kind::command));
  BOOST_TEST(options.pairs == 32U);  // orders are balanced in pairs of pairs
  BOOST_TEST(options.seed == 7U);
  BOOST_TEST(options.min_time.count() == 0.5);
  BOOST_TEST(options.time_budget.count() == 60);
  BOOST_TEST(options.compare.max_slowdown.value() == 0.03, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(options.compare.metrics == std::vector<std::string>{"cpu_time"},
             boost::test_tools::per_element());
  BOOST_TEST(options.output_directory == "out");
  const std::vector<std::string> arguments = {"--state", "cold"};
  BOOST_TEST(options.arguments == arguments, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(refuses_what_means_nothing) {
  const std::vector<std::vector<std::string>> lines = {
      {"--pairs", "11"},  {"--pairs", "1001"},   {"--max-slowdown", "5"}, {"--min-time", "-1"},
      {"--timeout", "0"}, {"--filter", "("},     {"--format", "html"},    {"--kind", "library"},
      {"--alpha", "0"},   {"--time-budget", "x"}};
  for (const auto& line : lines) BOOST_CHECK_THROW(parsed(line), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate
