#include "bench/gate/gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "bench/gate/gated_metrics.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/error.hpp"
#include "core/base/numbers.hpp"
#include "reports/compare/run_terms.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "reports/judge/pair_rule.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {
namespace {

namespace key = reports::context;

// What the first batch may take of the time once a row has been called, which then has to recur in
// the second.
constexpr double kShareOfFirstBatch = 0.6;

// Two runs of the same seed on the same programs are no pairs of each other.
std::string run_id(std::uint64_t seed) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format("{}-{}", seed, now.count());
}

std::chrono::duration<double> steady_time() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

std::string why_short() {
  return fmt::format("{}, so a short run", reports::kSameProgram);
}

std::vector<std::string> names(const std::set<std::string>& set) {
  return {set.begin(), set.end()};
}

}  // namespace

Gate::Gate(const Options& options, PairSource& source, SideFacts base, SideFacts candidate,
           Tell tell, Now now)
    : options_(options),
      source_(source),
      base_(std::move(base)),
      candidate_(std::move(candidate)),
      is_short_(!base_.program_id.empty() && base_.program_id == candidate_.program_id),
      run_id_(run_id(options.seed)),
      tell_(std::move(tell)),
      now_(now ? std::move(now) : steady_time),
      start_(now_()) {}

void Gate::tell(const std::string& note) const {
  const std::size_t done = recording_.next_block(1) + recording_.next_block(2);
  if (tell_) tell_(done, 2 * options_.pairs, note);
}

// Says what the two documents are of, and judges what is in them.
void Gate::stamp_and_judge() {
  stamp(Side::base, base_);
  stamp(Side::candidate, candidate_);
  judge();
}

void Gate::stamp(Side side, const SideFacts& facts) {
  auto& context = recording_.document(side).context;
  const auto set = [&](std::string_view name, std::string_view value) {
    context[std::string(name)] = value;
  };
  set(key::kSchema, reports::kSchemaVersion);
  set(key::kPairs, run_id_);
  set(key::kPairsPlanned, std::to_string(options_.pairs));
  set(key::kProgramId, facts.program_id);
  set(fmt::format("{}{}", key::kCommandPrefix, name_of(side)), facts.command);
  set(key::kSeed, std::to_string(options_.seed));
  reports::write_terms(options_.compare, gated_metrics(recording_, options_.compare),
                       recording_.document(side));
}

// What is not kept says how long a pair takes and how much there is to compare, and so whether the
// time and the pairs will do.
void Gate::warm_up() {
  tell("warming up");
  const Seconds before = now_();
  const std::size_t pairs = source_.warm_up(recording_);
  each_pair_ = (now_() - before) / static_cast<double>(pairs);
  rows_a_pair_ = std::max<std::size_t>(source_.rows().size(), 1);
  const Seconds needed = each_pair_ * static_cast<double>(reports::kFewestPairs);
  if (needed > options_.time_budget) {
    throw Error(
        ErrorKind::environment,
        fmt::format("a pair of runs takes {:.3g} s and {} are needed to tell anything: give "
                    "--time-budget {:.0f} or more, or fewer rows",
                    each_pair_.count(), reports::kFewestPairs, std::ceil(2 * needed.count())));
  }
  stamp_and_judge();
  const std::size_t fewest = comparison_->samples_needed;
  if (fewest > options_.pairs) {
    throw Error(
        ErrorKind::usage,
        fmt::format("of {} in {} fewer than {} pairs can call nothing: give --pairs {} or more",
                    counted(source_.rows().size(), "row"),
                    counted(comparison_->metrics.size(), "metric"), fewest, fewest));
  }
  comparison_.reset();
  recording_.discard_samples();
}

void Gate::take(const PairStep& step) {
  const Seconds before = now_();
  source_.run(step, recording_);
  each_pair_ = (now_() - before) / static_cast<double>(step.pairs);
  rows_a_pair_ = std::max<std::size_t>(source_.rows_of(step), 1);
}

void Gate::judge() {
  comparison_ = reports::compare(recording_.read(Side::base), recording_.read(Side::candidate),
                                 options_.compare);
}

bool Gate::fits(const PairStep& step, double share_of_budget) const {
  // A process has to be started for any row.
  constexpr double kLeastShare = 0.1;
  const double rows =
      static_cast<double>(source_.rows_of(step)) / static_cast<double>(rows_a_pair_);
  const Seconds each = each_pair_ * std::max(rows, kLeastShare);
  const Seconds end = now_() - start_ + each * static_cast<double>(step.pairs);
  return end <= options_.time_budget * share_of_budget;
}

// To the next look of the row that has most pairs: one whose samples fail now and then has fewer.
std::optional<PairStep> Gate::step_of_batch(std::size_t batch,
                                            std::vector<std::string> rows) const {
  std::size_t pairs = 0;
  for (const std::string& row : rows) pairs = std::max(pairs, recording_.pairs(row, batch));
  const std::vector<std::size_t> looks = reports::pair_looks(options_.pairs);
  const auto next = std::upper_bound(looks.begin(), looks.end(), pairs);
  if (rows.empty() || next == looks.end()) return std::nullopt;
  const std::size_t missing = *next - pairs;
  return PairStep{.batch = batch, .pairs = missing + missing % 2, .rows = std::move(rows)};
}

std::optional<PairStep> Gate::next_step() {
  std::set<std::string> open_first;
  std::set<std::string> open_second;
  bool any_called = false;
  for (const reports::RowComparison& row : comparison_->rows) {
    if (row.awaits_second || (row.open && row.batch == 2)) {
      open_second.insert(row.name);
      any_called = true;
    } else if (row.open && recording_.pairs(row.name, 1) > 0 && !(is_short_ && row.bound)) {
      open_first.insert(row.name);
    }
  }
  const bool second_has_begun = recording_.next_block(2) > 0;
  if (!second_has_begun) {
    if (auto step = step_of_batch(1, names(open_first))) {
      if (fits(*step, any_called ? kShareOfFirstBatch : 1)) return step;
      cut_short_ = fmt::format("{} not decided in the time of --time-budget",
                               counted(open_first.size(), "row"));
    }
  }
  auto step = step_of_batch(2, names(open_second));
  if (step && !fits(*step, 1)) {
    cut_short_ =
        fmt::format("no time for the second batch of {}", counted(open_second.size(), "row"));
    return std::nullopt;
  }
  return step;
}

std::string Gate::pairs_text() const {
  const std::size_t second = recording_.next_block(2);
  return fmt::format("{}{}", counted(recording_.next_block(1), "pair"),
                     second > 0 ? fmt::format(" and {} in the second batch", second) : "");
}

std::string Gate::effort() const {
  return fmt::format("{}, {:.3g} s; seed {}{}", pairs_text(), seconds(), options_.seed,
                     is_short_ ? "; " + why_short() : "");
}

void Gate::run() {
  warm_up();
  tell(is_short_ ? why_short() : "first look");
  take({.batch = 1, .pairs = reports::kFewestPairs, .rows = source_.rows()});
  try {
    stamp_and_judge();
    while (const auto step = next_step()) {
      tell(counted(step->rows.size(), "row") + " open");
      take(*step);
      judge();
    }
  } catch (const probe::Interrupted&) {
    broken_off_ = reports::broken_off::kInterrupted;
    cut_short_ = fmt::format("{} after {}", broken_off_, pairs_text());
  } catch (const Error& error) {
    broken_off_ = reports::broken_off::kFailed;
    cut_short_ = error.what();
    failure_ = std::current_exception();
  }
  if (!cut_short_.empty()) {
    for (const Side side : kSides) {
      auto& context = recording_.document(side).context;
      context[std::string(key::kPartial)] = cut_short_;
      if (!broken_off_.empty()) context[std::string(key::kBrokenOff)] = broken_off_;
    }
    if (comparison_) judge();
  }
  end_ = now_();
}

}  // namespace alertsage::gate
