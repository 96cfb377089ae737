// What the leak test found for one strategy, model and mode (key `leaktest` of the document).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/stats/leak_rule.hpp"

namespace alertsage::reports {

// One measured quantity. Figures are in its units per load; absent where they were not established.
struct LeakMetric {
  std::string name = {};  // the key of its series: rss_anon_bytes, descriptors, …
  LeakMetricKind kind = LeakMetricKind::noisy;
  LeakVerdict verdict = LeakVerdict::cannot_tell;
  std::optional<double> slope_per_load = {};
  std::optional<double> slope_low = {};
  std::optional<double> slope_high = {};
  std::optional<double> smallest_leak = {};
  std::size_t warm_up_loads = 0;  // left out at the start of the series
  std::string reason = {};        // of the verdict: LeakFinding::reason

  bool operator==(const LeakMetric&) const = default;
};

// The metric that a finding of judge_leak() makes.
LeakMetric make_leak_metric(std::string name, LeakMetricKind kind, const LeakFinding& finding);

// A quantity that is dear to read, and was read after some loads only.
struct SparseSeries {
  std::vector<std::int64_t> loads = {};  // after which, from 1 on, ascending; 0: before the first
  std::vector<double> values = {};       // as many

  bool operator==(const SparseSeries&) const = default;
};

// What there is more of after the judged loads than before them, by name: the file of a descriptor
// or a mapping, a thread, an object in /dev/shm.
struct LeakedThing {
  std::string metric = {};  // descriptors, mappings, mapped_bytes, threads, shm_objects
  std::string name = {};
  double count = 0;  // how many more

  bool operator==(const LeakedThing&) const = default;
};

// What became of resident memory where the allocator was left alone: a second part of the run, in
// which nothing is trimmed until its end.
struct Retention {
  std::vector<double> rss_anon_bytes = {};  // after each load of that part
  double after_trim_bytes = 0;              // and at its end, trimmed
  // Slope of that series; absent where it was not established.
  std::optional<double> grown_per_load = {};
  std::optional<double> grown_low = {};
  std::optional<double> grown_high = {};

  bool operator==(const Retention&) const = default;
};

struct LeakSection {
  std::string name = {};      // leak/<strategy>/<model>/<mode>
  std::string strategy = {};  // "command" or "process" where it is none of ours
  std::string model = {};     // or how the command, or process, is called
  std::string mode = {};      // leak_mode:: in vocabulary.hpp
  std::int64_t loads = 0;
  std::optional<double> seconds = {};  // that the test took
  LeakVerdict verdict = LeakVerdict::cannot_tell;
  std::string reason = {};                   // of the verdict, in a sentence
  std::string partial = {};                  // why the run ended early; empty where it did not
  std::string command = {};                  // what was run, where it is none of ours
  std::vector<std::string> next_steps = {};  // the commands that find the sites of a leak
  double max_leak_bytes = 0;                 // the limit of clean, a cycle
  std::optional<Retention> retention = {};
  std::vector<LeakedThing> leaked = {};

  // What the first load added while the model was held, in bytes: rss_anon_bytes, rss_file_bytes,
  // pss_bytes, uss_bytes, private_bytes, shared_bytes. A key that is absent was not measured.
  std::map<std::string, double> first_load = {};

  std::vector<LeakMetric> metrics = {};
  std::map<std::string, std::vector<double>> series = {};  // raw, one value a load, from the first
  std::map<std::string, SparseSeries> sparse_series = {};  // pss_bytes, uss_bytes

  bool operator==(const LeakSection&) const = default;
};

// Whether a strategy of ours, or a plug-in, loaded a model; else the section is of a command or a
// process, and what stands in `model` is how that is called.
bool is_of_a_model(const LeakSection& section);

// The one of that name; nullptr where there is none.
const LeakMetric* find_metric(const LeakSection& section, std::string_view name);

// The verdict as people read it: "cannot tell".
std::string words_of(LeakVerdict verdict);

}  // namespace alertsage::reports
