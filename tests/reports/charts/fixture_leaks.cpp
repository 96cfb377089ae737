// Leak tests alone, one for each verdict, as an instrument writes them.
#include <cmath>
#include <functional>

#include "reports/results/vocabulary.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports::fixture {
namespace {

constexpr int kLoads = 60;
constexpr int kWarmUp = 15;
constexpr double kMebibyte = 1024.0 * 1024;

using Values = std::function<double(int load)>;

std::vector<double> series_of(const Values& value) {
  std::vector<double> series;
  for (int load = 1; load <= kLoads; ++load) series.push_back(value(load));
  return series;
}

// Pages that come and go: the same on every machine.
double in_pages(int load, double bytes) {
  return std::round((bytes + 6000 * std::sin(load * 2.3)) / 4096) * 4096;
}

void add(LeakSection& section, LeakMetric metric, const Values& value) {
  metric.warm_up_loads = kWarmUp;
  section.series[metric.name] = series_of(value);
  section.verdict = worse(section.verdict, metric.verdict);
  section.metrics.push_back(std::move(metric));
}

void add_constants(LeakSection& section) {
  for (const std::string_view name : {leak_metric::kMappings, leak_metric::kThreads}) {
    add(section,
        {.name = std::string(name),
         .kind = LeakMetricKind::counter,
         .verdict = LeakVerdict::clean,
         .slope_per_load = 0,
         .slope_low = 0,
         .slope_high = 1.0 / (kLoads - kWarmUp),
         .reason = "constant"},
        [](int) { return 7; });
  }
}

void add_clean_memory(LeakSection& section) {
  add(section,
      {.name = std::string(leak_metric::kRssAnon),
       .verdict = LeakVerdict::clean,
       .slope_per_load = 0,
       .slope_low = -60,
       .slope_high = 114,
       .smallest_leak = 230,
       .reason = "grows by at most 114 a cycle, below the limit of 1024"},
      [](int load) { return in_pages(load, (load < 4 ? load : 4) * kMebibyte); });
}

LeakSection section(std::string_view strategy, std::string_view model, std::string_view mode) {
  LeakSection made{.strategy = std::string(strategy),
                   .model = std::string(model),
                   .mode = std::string(mode),
                   .loads = kLoads,
                   .verdict = LeakVerdict::clean,
                   .max_leak_bytes = 1024};
  made.name = "leak/" + made.strategy + "/" + made.model + "/" + made.mode;
  return made;
}

LeakSection clean() {
  LeakSection made = section("mmap", "alertsage", leak_mode::kLoadPredictDrop);
  made.seconds = 2.8;
  add_clean_memory(made);
  add_constants(made);
  made.first_load = {{"private_bytes", 0.3 * kMebibyte}, {"shared_bytes", 2.2 * kMebibyte}};
  made.reason = "No quantity grows: RssAnon by at most 114 B a cycle, below the limit of 1 KiB.";
  return made;
}

LeakSection leaking() {
  LeakSection made = section("plugin-tagger", "alertsage", leak_mode::kLoadPredictDrop);
  add_clean_memory(made);
  add(made,
      {.name = std::string(leak_metric::kLiveBytes),
       .kind = LeakMetricKind::counter,
       .verdict = LeakVerdict::leak,
       .slope_per_load = 24,
       .slope_low = 24,
       .slope_high = 24,
       .smallest_leak = 8,
       .reason = "rises in 44 of 44 steps"},
      [](int load) { return (load < 5 ? 150e3 + load * 30e3 : 300e3) + 24.0 * load; });
  add(made,
      {.name = std::string(leak_metric::kDescriptors),
       .kind = LeakMetricKind::counter,
       .verdict = LeakVerdict::leak,
       .slope_per_load = 1,
       .slope_low = 1,
       .slope_high = 1,
       .smallest_leak = 0.9,
       .reason = "rises in 44 of 44 steps"},
      [](int load) { return 5 + load; });
  add_constants(made);
  made.reason = "Live bytes rise by 24 B and descriptors by 1 with every load.";
  made.leaked = {{std::string(leak_metric::kDescriptors), "/models/alertsage/model.safetensors",
                  kLoads - kWarmUp}};
  made.next_steps = {"heaptrack alertsage-leaktest --child plugin:./tagger.so alertsage"};
  return made;
}

LeakSection retaining() {
  LeakSection made = section(leak_strategy::kCommand, "python3 serve.py", leak_mode::kEachLine);
  add_clean_memory(made);
  add_constants(made);
  made.command = "python3 serve.py --model 'my model'";
  made.verdict = LeakVerdict::allocator_retention;
  made.reason = "Memory grows where it is not trimmed, and live bytes do not.";
  made.retention = Retention{.rss_anon_bytes = {},
                             .after_trim_bytes = 20.2 * kMebibyte,
                             .grown_per_load = 96 * 1024,
                             .grown_low = 90 * 1024,
                             .grown_high = 103 * 1024};
  for (int load = 1; load <= 40; ++load) {
    made.retention->rss_anon_bytes.push_back(in_pages(load, 20 * kMebibyte + load * 96.0 * 1024));
  }
  return made;
}

LeakSection decelerating() {
  LeakSection made = section(leak_strategy::kProcess, "worker (412)", leak_mode::kAtIntervals);
  add(made,
      {.name = std::string(leak_metric::kRssAnon),
       .verdict = LeakVerdict::decelerating,
       .slope_per_load = 21000,
       .slope_low = 9000,
       .slope_high = 40000,
       .smallest_leak = 5000,
       .reason = "the second half rises 0.3 times as fast as the first"},
      [](int load) { return in_pages(load, 30 * kMebibyte + 3e6 * (1 - std::exp(-load / 20.0))); });
  add_constants(made);
  made.partial = "interrupted after 60 of 200 cycles";
  made.reason = "RssAnon rises ever more slowly, as a cache that fills does.";
  return made;
}

LeakSection undecided() {
  LeakSection made = section("joblib", "alertsage", leak_mode::kLoadPredictDrop);
  add(made,
      {.name = std::string(leak_metric::kRssAnon),
       .verdict = LeakVerdict::cannot_tell,
       .slope_per_load = 200,
       .slope_low = -2100,
       .slope_high = 4300,
       .smallest_leak = 6100,
       .reason = "the interval reaches from below 0 to above the limit"},
      [](int load) {
        return in_pages(load, 9 * kMebibyte + 90000 * std::sin(load * 1.7) * std::sin(load * 0.6));
      });
  add_constants(made);
  made.reason = "RssAnon scatters too much for 60 loads.";
  return made;
}

}  // namespace

Document leak_tests() {
  Document document;
  document.sources = {"made.json"};
  document.context = {{"date", "2025-06-01T12:34:56+00:00"},
                      {"alertsage.cpu", "Example CPU @ 2.60GHz"},
                      {"alertsage.cpus", "2"},
                      {"alertsage.kernel", "6.18.5"}};
  document.leaks = {clean(), leaking(), retaining(), decelerating(), undecided()};
  leave_out(document, "leak/json/alertsage/load-predict-drop", "no such form");
  return document;
}

}  // namespace alertsage::reports::fixture
