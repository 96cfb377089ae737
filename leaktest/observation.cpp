#include "leaktest/observation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bench/probe/launcher.hpp"
#include "bench/probe/process_memory.hpp"
#include "core/base/error.hpp"
#include "core/base/numbers.hpp"
#include "leaktest/judge.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

constexpr std::size_t kSharingEvery = 10;  // it takes 11 to 17 ms a resident GiB

// How long memory is watched with the allocator left alone, after a verdict of clean.
constexpr std::size_t kUntrimmedCycles = 25;

// So often a process may be about to end: memory takes its time to be given back.
constexpr std::size_t kMostUnseen = 100;

// Fewer tell nothing at all.
constexpr std::size_t kFewestCycles = 2;

class Observation {
 public:
  Observation(CycleSource& source, Recording& recording, const ObservationPlan& plan,
              const TellProgress& tell, reports::LeakSection& section)
      : source_(source), recording_(recording), plan_(plan), tell_(tell), section_(section) {
    observed_.heap_needed = plan.heap_needed;
    observed_.trimmed = plan.trim && source.can_trim();
  }

  void run() {
    watch();
    if (section_.partial.empty() && section_.verdict == reports::LeakVerdict::clean &&
        at_cycle_end_ && observed_.trimmed) {
      watch_untrimmed();
      if (grew_untrimmed_) watch_again();
    }
    source_.finish();
    section_.first_load = source_.first_load();
    section_.sparse_series = recording_.sparse_series();
  }

 private:
  void watch() {
    watch_by(plan_.schedule);
    if (recording_.cycles() < kFewestCycles) {
      if (interrupted_) throw probe::Interrupted();
      throw Error(
          ErrorKind::environment,
          fmt::format("the process ended after {}: too few to tell anything", cycles_done()));
    }
    judge_now();
  }

  // Whether what grew after the verdict goes on. By then the start-up is long over.
  void watch_again() {
    recording_.begin_again();
    judged_cycles_ = 0;
    reports::LeakSchedule schedule = plan_.schedule;
    schedule.fewest = schedule.loads;
    watch_by(schedule);
    if (recording_.cycles() >= kFewestCycles) judge_now();
  }

  void watch_by(const reports::LeakSchedule& schedule) {
    auto look = reports::next_look(0, {}, schedule);
    while (look) {
      next_cycle(*look);
      if (interrupted_) {
        section_.partial = fmt::format("interrupted after {}", cycles_done());
      } else if (!at_cycle_end_ && judged_cycles_ == 0) {  // too few for the first look
        section_.partial = fmt::format("the process ended after {}", cycles_done());
      }
      if (!at_cycle_end_) break;
      // Where it does not stand any more, why will be said next.
      if ((observed_.trimmed && !source_.trim()) || !take()) continue;
      if (recording_.cycles() != *look) continue;
      judge_now();
      look = reports::next_look(recording_.cycles(), {section_.verdict, any_grows()}, schedule);
    }
  }

  std::string cycles_done() const { return counted(recording_.cycles(), "cycle"); }

  bool any_grows() const {
    return std::any_of(section_.metrics.begin(), section_.metrics.end(),
                       [](const auto& metric) { return metric.slope_low.value_or(0) > 0; });
  }

  void next_cycle(std::size_t of) {
    tell_(done_++, of);
    const Occurrence occurrence = source_.next();
    at_cycle_end_ = occurrence == Occurrence::cycle;
    interrupted_ = occurrence == Occurrence::interrupted;
  }

  bool take() {
    if (!recording_.take()) {
      if (++unseen_ > kMostUnseen) {
        throw Error(
            ErrorKind::environment,
            "the process goes on, and its memory cannot be seen: has its first thread ended?");
      }
      return false;
    }
    const std::size_t cycles = recording_.cycles();
    if (cycles == 1 || cycles % kSharingEvery == 0) recording_.take_sharing();
    // The start-up is a quarter at least, and names are compared from its end on.
    if (cycles == 3 || cycles == (plan_.schedule.loads + 3) / 4) recording_.take_inventory();
    return true;
  }

  void judge_now() {
    if (judged_cycles_ == recording_.cycles()) return;
    judged_cycles_ = recording_.cycles();
    observed_.series = recording_.series();
    observed_.idle = recording_.is_idle();
    observed_.most_descriptors = recording_.most_descriptors();
    judge(observed_, plan_.max_leak_bytes, section_);
    section_.loads = static_cast<std::int64_t>(recording_.cycles());
    if (!at_cycle_end_) return;  // gone: the names of the look before stay
    recording_.take_sharing();
    name_what_leaked();
  }

  void name_what_leaked() {
    const Inventory now = recording_.inventory_now();
    if (!probe::has_memory(recording_.process())) return;  // gone meanwhile
    section_.leaked.clear();
    for (const reports::LeakMetric& metric : section_.metrics) {
      if (metric.verdict != reports::LeakVerdict::leak) continue;
      for (reports::LeakedThing& thing : recording_.more_of(metric.name, now)) {
        section_.leaked.push_back(std::move(thing));
      }
    }
  }

  void watch_untrimmed() {
    reports::Retention part;
    for (std::size_t i = 0; i < kUntrimmedCycles; ++i) {
      next_cycle(recording_.cycles() + kUntrimmedCycles);
      if (interrupted_) section_.partial = "interrupted before the allocator was looked at";
      if (!at_cycle_end_) return;  // the verdict that there is stands
      const auto bytes = anonymous_bytes(probe::sample_memory(recording_.process()));
      if (!bytes) return;
      part.rss_anon_bytes.push_back(*bytes);
    }
    if (!source_.trim()) return;
    const auto after = recording_.look();
    if (!after) return;
    const auto bytes = after->find(std::string(reports::leak_metric::kRssAnon));
    if (bytes == after->end()) return;
    part.after_trim_bytes = bytes->second;
    observed_.untrimmed = std::move(part);
    judge(observed_, plan_.max_leak_bytes, section_);
    grew_untrimmed_ = has_grown(recording_.last(), *after, kUntrimmedCycles, plan_.max_leak_bytes);
    if (!grew_untrimmed_) return;
    section_.verdict = reports::LeakVerdict::cannot_tell;
    section_.reason = fmt::format("grew in {} cycles after it had been clean", kUntrimmedCycles);
  }

  CycleSource& source_;
  Recording& recording_;
  const ObservationPlan& plan_;
  const TellProgress& tell_;
  reports::LeakSection& section_;
  Observed observed_;
  bool at_cycle_end_ = false;  // where the process stands
  bool interrupted_ = false;
  std::size_t done_ = 0;  // cycles, untrimmed ones too
  std::size_t judged_cycles_ = 0;
  std::size_t unseen_ = 0;
  bool grew_untrimmed_ = false;  // by more than the allocator kept
};

}  // namespace

void observe(CycleSource& source, Recording& recording, const ObservationPlan& plan,
             const TellProgress& tell, reports::LeakSection& section) {
  Observation(source, recording, plan, tell, section).run();
}

}  // namespace alertsage::leaktest
