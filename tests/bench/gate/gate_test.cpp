#include "bench/gate/gate.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>
#include <set>

#include "bench/probe/launcher.hpp"
#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {
namespace {

using reports::Change;

// Takes no time: pairs come from what each row's factor is, with noise of a given width.
class MadePairs : public PairSource {
 public:
  MadePairs(std::map<std::string, double> factors, double width)
      : factors_(std::move(factors)), width_(width) {}

  std::vector<std::string> rows() const override {
    std::vector<std::string> names;
    for (const auto& [name, factor] : factors_) names.push_back(name);
    return names;
  }
  std::size_t warm_up(Recording& recording) override {
    add_pairs({.pairs = 1, .rows = rows()}, recording);
    return 1;
  }
  std::size_t rows_of(const PairStep& step) const override { return step.rows.size(); }
  void run(const PairStep& step, Recording& recording) override {
    steps.push_back(step);
    if (on_run) on_run(step);
    add_pairs(step, recording);
  }

  // A clock on which a row of a pair takes a hundredth of a second, and nothing else takes time.
  Gate::Now clock() {
    return [this] { return now_; };
  }

  std::vector<PairStep> steps;
  std::function<void(const PairStep&)> on_run;
  double control = 1;
  std::string failing;
  std::map<std::string, double> counters;  // of each sample

 private:
  std::map<std::string, double> factors_;

  void add_pairs(const PairStep& step, Recording& recording) {
    now_ += std::chrono::milliseconds(10) * static_cast<double>(step.pairs * step.rows.size());
    const std::size_t first = recording.next_block(step.batch);
    for (std::size_t block = first; block < first + step.pairs; ++block) {
      for (const Side side : kSides) {
        const bool is_candidate = side == Side::candidate;
        const Place place{step.batch, block, is_candidate ? 1U : 0U};
        recording.add(side, std::string(reports::kControlRow),
                      {.real_time_ns = is_candidate ? 1e6 * control : 1e6}, place);
        for (const std::string& row : step.rows) {
          if (row == failing) {
            recording.reject(side, {.run_name = row, .reason = "always"});
            continue;
          }
          const double noise = 1 + width_ * (random_.below(1001) / 500.0 - 1);
          recording.add(side, row,
                        {.real_time_ns = 1e6 * noise * (is_candidate ? factors_[row] : 1),
                         .counters = counters},
                        place);
        }
      }
    }
  }

  double width_;
  std::chrono::duration<double> now_{0};
  SplitMix64 random_{1};
};

Change change_of(const Gate& gate, const std::string& name) {
  for (const auto& row : gate.comparison().rows) {
    if (row.name == name) return row.change;
  }
  return Change::cannot_tell;
}

Options options_with(std::size_t pairs) {
  Options options;
  options.pairs = pairs;
  return options;
}

BOOST_AUTO_TEST_SUITE(gate)

BOOST_AUTO_TEST_CASE(stops_each_row_when_it_is_decided_and_confirms_what_it_calls) {
  const Options options = options_with(60);
  MadePairs pairs({{"quick", 0.5}, {"same", 1}, {"slow", 1.5}}, 0.02);
  Gate gate(options, pairs, {"one", "base"}, {"two", "candidate"});
  gate.run();
  BOOST_TEST((change_of(gate, "slow") == reports::Change::slower));
  BOOST_TEST((change_of(gate, "quick") == reports::Change::faster));
  BOOST_TEST((change_of(gate, "same") == reports::Change::same));
  BOOST_TEST((gate.verdict() == ExitCode::verdict_bad));
  BOOST_TEST(gate.cut_short().empty());
  BOOST_REQUIRE(pairs.steps.size() == 2U);
  BOOST_TEST(pairs.steps[0].rows.size() == 3U);
  BOOST_TEST(pairs.steps[1].batch == 2U);
  const std::vector<std::string> called = {"quick", "slow"};
  BOOST_TEST(pairs.steps[1].rows == called, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(takes_more_pairs_of_what_is_open_until_the_batch_is_full) {
  const Options options = options_with(60);
  MadePairs pairs({{"noisy", 1}, {"same", 1}}, 0.6);
  Gate gate(options, pairs, {}, {});
  gate.run();
  BOOST_TEST((gate.verdict() == ExitCode::undecided));
  BOOST_TEST(gate.cut_short().empty());
  std::size_t total = 0;
  for (const PairStep& step : pairs.steps) {
    BOOST_TEST(step.pairs % 2 == 0U);
    BOOST_TEST(step.batch == 1U);
    total += step.pairs;
  }
  BOOST_TEST(total == 60U);
  BOOST_TEST(gate.recording().pairs("noisy", 1) == 60U);
}

BOOST_AUTO_TEST_CASE(a_control_that_moves_makes_the_run_undecided) {
  const Options options = options_with(60);
  MadePairs pairs({{"slow", 1.5}}, 0.02);
  pairs.control = 1.08;
  Gate gate(options, pairs, {}, {});
  gate.run();
  BOOST_TEST(gate.comparison().contaminated());
  BOOST_TEST((gate.verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(the_same_program_is_said_to_be_the_same) {
  const Options options = options_with(60);
  MadePairs pairs({{"same", 1}}, 0.02);
  Gate gate(options, pairs, {"one", "x"}, {"one", "x"});
  gate.run();
  BOOST_TEST(gate.comparison().same_program);
  BOOST_TEST((gate.verdict() == ExitCode::good));
}

// Of a pull request that changes documents alone, the noisiest row took all of the time.
BOOST_AUTO_TEST_CASE(the_same_program_takes_no_more_pairs_than_could_have_called_it) {
  const Options options = options_with(60);
  MadePairs pairs({{"noisy", 1}, {"same", 1}}, 0.6);
  Gate gate(options, pairs, {"one", "x"}, {"one", "x"});
  gate.run();
  BOOST_TEST(gate.recording().pairs("noisy", 1) == 12U);
  BOOST_TEST(gate.cut_short().empty());
  BOOST_TEST(gate.effort().ends_with("A/A: the same program on both sides, so a short run"));
  MadePairs others({{"noisy", 1}, {"same", 1}}, 0.6);
  Gate other(options, others, {"one", "x"}, {"two", "x"});
  other.run();
  BOOST_TEST(other.recording().pairs("noisy", 1) == 60U);
  BOOST_TEST(other.effort().find("A/A") == std::string::npos);
}

// Each side spends its chance of error in proportion to its pairs: of 50 rows and 240 pairs, 12 of
// 12 ratios above 1 call nothing yet.
BOOST_AUTO_TEST_CASE(the_same_program_of_many_rows_has_a_look_that_can_call) {
  const Options options = options_with(240);
  std::map<std::string, double> rows;
  for (int i = 0; i < 50; ++i) rows.emplace("row " + std::to_string(i), 1);
  MadePairs pairs(rows, 0.6);
  Gate gate(options, pairs, {"one", "x"}, {"one", "x"});
  gate.run();
  BOOST_TEST(gate.recording().pairs("row 1", 1) == 16U);
}

BOOST_AUTO_TEST_CASE(the_same_program_that_is_called_slower_gets_its_second_batch) {
  const Options options = options_with(60);
  MadePairs pairs({{"moved", 1.5}, {"noisy", 1}}, 0.3);
  Gate gate(options, pairs, {"one", "x"}, {"one", "x"});
  gate.run();
  BOOST_TEST((change_of(gate, "moved") == Change::slower));
  BOOST_TEST(gate.recording().pairs("noisy", 1) == 12U);
}

BOOST_AUTO_TEST_CASE(a_row_that_always_fails_does_not_keep_it_running) {
  const Options options = options_with(60);
  MadePairs pairs({{"fails", 1}, {"same", 1}}, 0.02);
  pairs.failing = "fails";
  Gate gate(options, pairs, {}, {});
  gate.run();
  BOOST_TEST(pairs.steps.size() == 1U);
  BOOST_TEST((change_of(gate, "same") == reports::Change::same));
  BOOST_TEST((gate.verdict() == ExitCode::undecided));
  BOOST_TEST(gate.comparison().unmeasured_in_new.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_interrupt_leaves_what_was_found_until_then) {
  const Options options = options_with(60);
  MadePairs pairs({{"noisy", 1}, {"same", 1}}, 0.6);
  pairs.on_run = [&](const PairStep&) {
    if (pairs.steps.size() == 3) throw probe::Interrupted();
  };
  Gate gate(options, pairs, {}, {});
  gate.run();
  BOOST_TEST(gate.cut_short() == "interrupted after 16 pairs");
  BOOST_TEST(gate.recording().pairs("noisy", 1) == 16U);
  BOOST_TEST((gate.verdict() == ExitCode::undecided));
  const auto& context = gate.recording().document(Side::candidate).context;
  BOOST_TEST(context.at(std::string(reports::context::kPartial)) == "interrupted after 16 pairs");
  BOOST_TEST(context.at(std::string(reports::context::kBrokenOff)) == "interrupted");
  const std::vector<std::string>& cautions = gate.comparison().cautions;
  BOOST_REQUIRE(cautions.size() == 1U);
  BOOST_TEST(cautions[0] == "the run of pairs ended early: interrupted after 16 pairs");
}

// Somebody who ends a run that looked good so far has not seen it pass.
BOOST_AUTO_TEST_CASE(an_interrupted_run_passes_nothing) {
  const Options options = options_with(60);
  MadePairs pairs({{"perhaps quicker", 0.94}}, 0.08);
  pairs.on_run = [&](const PairStep&) {
    if (pairs.steps.size() == 4) throw probe::Interrupted();
  };
  Gate gate(options, pairs, {}, {});
  gate.run();
  BOOST_TEST((change_of(gate, "perhaps quicker") == Change::not_slower));
  BOOST_TEST((gate.verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_keeps_what_was_called_twice) {
  const Options options = options_with(60);
  MadePairs pairs({{"slow", 3}, {"noisy", 1.6}}, 0.5);
  pairs.on_run = [&](const PairStep& step) {
    if (step.batch == 2 && step.rows.size() == 1) throw probe::Interrupted();
  };
  Gate gate(options, pairs, {}, {});
  gate.run();
  BOOST_TEST(gate.was_interrupted());
  BOOST_TEST((change_of(gate, "slow") == Change::slower));
  BOOST_TEST((gate.verdict() == ExitCode::verdict_bad));
}

// The report is made of the same documents, and must not say anything else.
// 16 pairs of the one row take 0.16 s, and the next look would come at 20.
BOOST_AUTO_TEST_CASE(what_is_open_and_certainly_not_slower_passes_when_the_time_is_over) {
  Options options = options_with(60);
  options.time_budget = std::chrono::milliseconds(190);
  MadePairs pairs({{"perhaps quicker", 0.96}}, 0.08);
  Gate gate(options, pairs, {}, {}, {}, pairs.clock());
  gate.run();
  BOOST_TEST(gate.cut_short() == "1 row not decided in the time of --time-budget");
  BOOST_TEST((change_of(gate, "perhaps quicker") == Change::not_slower));
  BOOST_TEST((gate.verdict() == ExitCode::good));
}

// 50 rows: half a second a pair.
std::map<std::string, double> suite(double factor_of_first) {
  std::map<std::string, double> rows;
  for (int i = 0; i < 50; ++i) rows.emplace("row " + std::to_string(i), 1);
  rows["row 0"] = factor_of_first;
  return rows;
}

Gate run_in(std::chrono::seconds budget, MadePairs& pairs, Options& options) {
  options.time_budget = budget;
  Gate gate(options, pairs, {}, {}, {}, pairs.clock());
  gate.run();
  return gate;
}

BOOST_AUTO_TEST_CASE(a_budget_that_does_not_hold_the_first_look_is_refused_at_once) {
  Options options = options_with(60);
  MadePairs pairs(suite(1), 0.02);
  BOOST_CHECK_EXCEPTION(
      run_in(std::chrono::seconds(5), pairs, options), Error, [](const Error& error) {
        return std::string_view(error.what()).find("--time-budget 12") != std::string_view::npos;
      });
  BOOST_TEST(pairs.steps.empty());
}

// The first look and the warm-up take 6.5 of 12 seconds; 12 pairs of the one row that was called
// take 0.12.
BOOST_AUTO_TEST_CASE(a_second_batch_of_one_row_is_priced_as_one_row) {
  Options options = options_with(60);
  MadePairs pairs(suite(1.5), 0.02);
  const Gate gate = run_in(std::chrono::seconds(12), pairs, options);
  BOOST_TEST((change_of(gate, "row 0") == Change::slower));
  BOOST_TEST(gate.cut_short().empty());
}

BOOST_AUTO_TEST_CASE(what_is_open_when_the_time_is_over_is_said_to_be) {
  Options options = options_with(240);
  MadePairs pairs(suite(1), 0.6);
  const Gate gate = run_in(std::chrono::seconds(20), pairs, options);
  BOOST_TEST(gate.cut_short() == "50 rows not decided in the time of --time-budget");
  BOOST_TEST((gate.verdict() == ExitCode::undecided));
  BOOST_TEST(gate.recording().pairs("row 1", 1) == 34U);  // the next look, at 44, takes 22 s
}

// Noisy rows must not eat the time in which the slow one has to recur.
BOOST_AUTO_TEST_CASE(the_first_batch_leaves_time_for_the_second) {
  Options options = options_with(240);
  MadePairs pairs(suite(3), 0.6);
  const Gate gate = run_in(std::chrono::seconds(30), pairs, options);
  BOOST_TEST((change_of(gate, "row 0") == Change::slower));
  BOOST_TEST(gate.cut_short() == "49 rows not decided in the time of --time-budget");
  BOOST_TEST(gate.recording().pairs("row 1", 1) == 34U);  // the next look would end at 22 of 18 s
  BOOST_TEST((gate.verdict() == ExitCode::verdict_bad));
}

BOOST_AUTO_TEST_CASE(too_few_pairs_to_call_anything_are_refused) {
  Options options = options_with(12);
  options.compare.alpha = 0.01;  // 12 of 12 happen by chance in one of 4,096, and there are 50 rows
  MadePairs pairs(suite(1), 0.02);
  Gate gate(options, pairs, {}, {});
  BOOST_CHECK_THROW(gate.run(), Error);
  BOOST_TEST(pairs.steps.empty());
}

// With 12 pairs, 12 of 12 happen in one of 4,096: enough for 10 rows at 0.02, and not for 100
// comparisons.
BOOST_AUTO_TEST_CASE(too_few_pairs_for_so_many_metrics_are_refused) {
  std::map<std::string, double> rows;
  for (int i = 0; i < 10; ++i) rows.emplace("row " + std::to_string(i), 1);
  Options options = options_with(12);
  MadePairs few(rows, 0.02);
  Gate(options, few, {}, {}).run();
  BOOST_TEST(!few.steps.empty());
  MadePairs many(rows, 0.02);
  options.compare.metrics = {"real_time"};
  for (int i = 0; i < 9; ++i) {
    const std::string name = "counter_" + std::to_string(i);
    many.counters[name] = 5;
    options.compare.metrics.push_back(name);
  }
  Gate gate(options, many, {}, {});
  BOOST_CHECK_EXCEPTION(gate.run(), Error, [](const Error& error) {
    return std::string_view(error.what()).find("10 rows in 10 metrics") != std::string_view::npos;
  });
  BOOST_TEST(many.steps.empty());
}

BOOST_AUTO_TEST_CASE(a_metric_that_no_row_has_is_refused_at_once) {
  Options options = options_with(12);
  options.compare.metrics = {"wall_time"};
  MadePairs pairs({{"same", 1}}, 0.02);
  pairs.counters = {{"allocations", 5}};
  Gate gate(options, pairs, {}, {});
  BOOST_CHECK_EXCEPTION(gate.run(), Error, [](const Error& error) {
    return std::string_view(error.what()) ==
           "--metric: no row has it; there are allocations, real_time: 'wall_time'";
  });
  BOOST_TEST(pairs.steps.empty());
}

BOOST_AUTO_TEST_CASE(an_error_after_the_first_look_is_kept_beside_the_samples) {
  const Options options = options_with(60);
  MadePairs pairs({{"noisy", 1}}, 0.6);
  pairs.on_run = [&](const PairStep&) {
    if (pairs.steps.size() == 2) throw Error(ErrorKind::environment, "gone");
  };
  Gate gate(options, pairs, {}, {});
  gate.run();
  BOOST_TEST((gate.failure() != nullptr));
  BOOST_TEST(gate.recording().pairs("noisy", 1) == 12U);
}

// The report of its documents once passed it.
BOOST_AUTO_TEST_CASE(a_run_that_failed_passes_nothing) {
  const Options options = options_with(60);
  MadePairs pairs({{"perhaps quicker", 0.94}}, 0.08);
  pairs.on_run = [&](const PairStep&) {
    if (pairs.steps.size() == 4) throw Error(ErrorKind::environment, "gone");
  };
  Gate gate(options, pairs, {"one", "x"}, {"one", "x"});
  gate.run();
  BOOST_TEST((change_of(gate, "perhaps quicker") == Change::not_slower));
  BOOST_TEST(gate.comparison().broken_off == "failed");
  BOOST_TEST((gate.verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate
