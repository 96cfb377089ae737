#include "tests/reports/charts/fixture.hpp"

#include <cmath>
#include <random>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports::fixture {
namespace {

constexpr double kMebibyte = 1024.0 * 1024;

// Twelve uniforms less six: near enough to a normal, and the same on every machine, which the
// library's normal distribution is not.
class Noise {
 public:
  explicit Noise(std::string_view name) {
    std::uint32_t seed = 2166136261;
    for (const char byte : name) seed = (seed ^ static_cast<unsigned char>(byte)) * 16777619;
    engine_.seed(seed);
  }

  double operator()() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(engine_()) / 4294967296.0;
    return sum;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace

Series& add_series(Document& document, std::string name, double median_ns, std::size_t count,
                   double spread) {
  if (document.sources.empty()) document.sources.push_back("made.json");
  Series series{.name = name, .run_name = name};
  Noise noise(name);
  for (std::size_t i = 0; i < count; ++i) {
    Row row;
    row.repetition_index = static_cast<std::int64_t>(i);
    row.real_time_ns = median_ns * std::exp(spread * noise());
    series.rows.push_back(std::move(row));
  }
  document.series.push_back(std::move(series));
  return document.series.back();
}

void leave_out(Document& document, std::string row, std::string reason) {
  document.context["alertsage.left_out." + row] = reason;
  document.notes.push_back({NoteKind::left_out, std::move(row), std::move(reason), "made.json"});
}

LeakSection leak_section(std::string strategy, std::string model, double bytes_per_load) {
  LeakSection section;
  section.strategy = std::move(strategy);
  section.model = std::move(model);
  section.mode = leak_mode::kLoadPredictDrop;
  section.name = "leak/" + section.strategy + "/" + section.model + "/" + section.mode;
  section.loads = 50;
  const bool leaks = bytes_per_load > 1024;
  section.verdict = leaks ? LeakVerdict::leak : LeakVerdict::clean;
  Noise noise(section.name);
  for (int load = 0; load < 50; ++load) {
    const double grown = 3.1 * kMebibyte + load * bytes_per_load;
    const double step = load < 3 ? -0.2 * kMebibyte * (3 - load) : 0;
    section.series["rss_anon_bytes"].push_back(std::round((grown + step + 2048 * noise()) / 4096) *
                                               4096);
    section.series["heap_in_use_bytes"].push_back(grown - 2.2 * kMebibyte);
    section.series["descriptors"].push_back(4);
  }
  const auto bytes = [&](std::string name, double width) {
    return LeakMetric{.name = std::move(name),
                      .kind = LeakMetricKind::noisy,
                      .verdict = section.verdict,
                      .slope_per_load = bytes_per_load,
                      .slope_low = bytes_per_load - width,
                      .slope_high = bytes_per_load + width,
                      .smallest_leak = 4 * width};
  };
  section.metrics = {bytes("rss_anon_bytes", 310), bytes("heap_in_use_bytes", 1.0 / 36)};
  section.metrics.push_back({.name = "descriptors",
                             .kind = LeakMetricKind::counter,
                             .verdict = LeakVerdict::clean,
                             .slope_per_load = 0,
                             .slope_low = 0,
                             .slope_high = 0});
  return section;
}

Document two_rows() {
  Document document;
  document.context = {{"date", "2025-06-01T12:34:56+00:00"}, {"num_cpus", "2"}};
  add_series(document, "load/mmap/mine/warm", 47e3, 40);
  add_series(document, "load/joblib/mine/warm", 84e6, 40);
  return document;
}

Document nothing_measured() {
  Document document;
  document.sources = {"made.json"};
  document.context = {{"date", "2025-06-01T12:34:56+00:00"}};
  for (const std::string strategy : {"joblib", "mmap"}) {
    for (const std::string what : {"load", "process"}) {
      leave_out(document, what + "/" + strategy + "/mine/cold", "tmpfs cannot be evicted");
    }
  }
  return document;
}

Document one_sample_a_row() {
  Document document = complete_document();
  for (Series& series : document.series) series.rows.resize(1);
  return document;
}

Document hostile_names() {
  const std::string model = "<script>alert('1')|`touch x`\\\"&\xff";
  Document document;
  document.context = {{"alertsage.cpu", "<img src=x onerror=alert(1)>"},
                      {"alertsage.kernel", "a|b\nc"}};
  for (const std::string strategy : {"joblib", "mmap", "<td>&evil"}) {
    const std::string tail = "/" + strategy + "/" + model;
    add_series(document, "load" + tail + "/warm", strategy == "mmap" ? 47e3 : 84e6, 40);
    add_series(document, "process" + tail + "/warm", strategy == "mmap" ? 2e6 : 88e6, 40);
    add_series(document, "predict" + tail, 21e3, 40);
    document.leaks.push_back(leak_section(strategy, model, 0));
  }
  leave_out(document, "load/json/" + model + "/warm", "<b>'no' | such form</b>");
  const std::string command =
      "<script>$(touch x) | `y` --with-a-name-that-is-longer-than-any-label";
  for (const std::string state : {"warm", "cold"}) {
    add_series(document, "process/" + command + "/" + state, 3e6, 30);
    document.context["alertsage.state." + state] = "<img src=x> | \xff";
  }
  document.context["alertsage.command." + command] = "<script>alert(2)";
  document.context["alertsage.partial"] = "<script>alert(3)";
  return document;
}

}  // namespace alertsage::reports::fixture
