// The complete document: what a run on two models and the size sweep writes.
#include <map>

#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports::fixture {
namespace {

constexpr double kUs = 1e3;
constexpr double kMs = 1e6;
constexpr double kMebibyte = 1024.0 * 1024;

struct StrategyTimes {
  std::string strategy;
  double load_warm, load_cold, first_warm, first_cold, process_warm, process_cold;
  double private_bytes, shared_bytes;
};

void add_strategy(Document& document, const std::string& model, const StrategyTimes& times,
                  double predict) {
  const auto name = [&](std::string_view what, std::string_view tail) {
    return std::string(what) + "/" + times.strategy + "/" + model + "/" + std::string(tail);
  };
  add_series(document, name("load", "warm"), times.load_warm, 60);
  add_series(document, name("load", "cold"), times.load_cold, 40, 0.2);
  add_series(document, name("first_prediction", "warm"), times.first_warm, 60);
  add_series(document, name("first_prediction", "cold"), times.first_cold, 40, 0.2);
  for (const double count : {5.0, 100.0}) {
    const std::string digits = count == 5 ? "/5" : "/100";
    add_series(document, name("batch", "uncached" + digits), count * (times.first_warm + predict),
               count == 5 ? 40 : 30);
    add_series(document, name("batch", "cached" + digits), times.first_warm + count * predict, 40);
  }
  add_series(document, name("process", "warm"), times.process_warm, 50, 0.1);
  add_series(document, name("process", "cold"), times.process_cold, 40, 0.2);
  LeakSection section = leak_section(times.strategy, model, 0);
  section.first_load["private_bytes"] = times.private_bytes;
  section.first_load["shared_bytes"] = times.shared_bytes;
  document.leaks.push_back(std::move(section));
}

void add_loops(Document& document, const std::string& model, double predict) {
  for (const auto& [threads, factor] : {std::pair(1, 1.0), std::pair(2, 1.1)}) {
    const std::string tail = "/mmap/" + model + "/threads:" + std::to_string(threads);
    for (const auto& [what, median] :
         {std::pair("cached_get", 8.4), std::pair("predict", predict)}) {
      Series& series = add_series(document, what + tail, median * factor, 30, 0.03);
      series.threads = threads;
      for (Row& row : series.rows) row.iterations = 100000;
    }
  }
}

void add_python(Document& document, const std::string& model, double load, double tuned,
                double process) {
  add_series(document, "load/python-joblib/" + model + "/warm", load, 30, 0.1);
  add_series(document, "load/python-pickle/" + model + "/warm", tuned, 30, 0.1);
  add_series(document, "process/python/" + model + "/warm", process, 30, 0.1);
}

void add_sweep(Document& document) {
  const std::map<std::string, std::pair<double, double>> costs{
      // at any size, and for every megabyte
      {"joblib", {0.2 * kMs, 3.4 * kMs}}, {"json", {0.1 * kMs, 9.0 * kMs}},
      {"read", {60 * kUs, 0.33 * kMs}},   {"mmap", {42 * kUs, 8}},
      {"mmap-random", {42.5 * kUs, 8}},   {"mmap-populate", {55 * kUs, 95 * kUs}},
      {"floor", {11.5 * kUs, 1}}};
  for (const int megabytes : {1, 4, 16, 64, 256}) {
    const std::string model = "synthetic-" + std::to_string(megabytes) + "MB";
    for (const auto& [strategy, cost] : costs) {
      if (strategy == "json" && megabytes > 64) continue;
      add_series(document, "load/" + strategy + "/" + model + "/warm",
                 cost.first + megabytes * cost.second, 30);
    }
  }
}

void add_environment(Document& document) {
  document.context = {
      {"date", "2025-06-01T12:34:56+00:00"},
      {"host_name", "bench"},
      {"num_cpus", "2"},
      {"library_build_type", "debug"},
      {"alertsage.schema", "1"},
      {"alertsage.version", "0.1.0"},
      {"alertsage.compiler", "GNU 12.2.0"},
      {"alertsage.flags", "Release -O3 -DNDEBUG"},
      {"alertsage.commit", "75b94f8"},
      {"alertsage.kernel", "6.18.5"},
      {"alertsage.os", "Debian GNU/Linux 12 (bookworm)"},
      {"alertsage.cpu", "Example CPU @ 2.60GHz"},
      {"alertsage.cpus", "2"},
      {"alertsage.virtualised", "yes"},
      {"alertsage.filesystem", "ext4"},
      {"alertsage.read_ahead_kb", "8192"},
      {"alertsage.residency_instrument", "mincore"},
      {"alertsage.python", "Python 3.11.2, scikit-learn 1.2.1, joblib 1.2.0"},
      {"alertsage.model.alertsage.safetensors_bytes", "480256"},
      {"alertsage.model.alertsage.joblib_bytes", "617472"},
      {"alertsage.model.incidents-23MB.safetensors_bytes", "23068672"},
      {"alertsage.model.incidents-23MB.joblib_bytes", "26300416"},
      {"alertsage.model.incidents-23MB.json_bytes", "58720256"},
  };
}

}  // namespace

Document without_python() {
  Document document;
  add_environment(document);
  const std::string big = "incidents-23MB";
  for (const StrategyTimes& times :
       {StrategyTimes{"joblib", 84 * kMs, 112 * kMs, 84.3 * kMs, 113 * kMs, 88 * kMs, 121 * kMs,
                      41 * kMebibyte, 1.8 * kMebibyte},
        StrategyTimes{"json", 214 * kMs, 262 * kMs, 214.4 * kMs, 263 * kMs, 219 * kMs, 270 * kMs,
                      39 * kMebibyte, 1.8 * kMebibyte},
        StrategyTimes{"read", 7.3 * kMs, 33 * kMs, 7.6 * kMs, 34 * kMs, 10.1 * kMs, 38 * kMs,
                      22.3 * kMebibyte, 1.9 * kMebibyte},
        StrategyTimes{"mmap", 47.3 * kUs, 8.1 * kMs, 310 * kUs, 27 * kMs, 2.12 * kMs, 31 * kMs,
                      0.31 * kMebibyte, 3.4 * kMebibyte},
        StrategyTimes{"mmap-random", 47.9 * kUs, 0.4 * kMs, 316 * kUs, 3.1 * kMs, 2.42 * kMs,
                      5.2 * kMs, 0.31 * kMebibyte, 3.2 * kMebibyte},
        StrategyTimes{"mmap-populate", 2.4 * kMs, 26 * kMs, 2.6 * kMs, 27.5 * kMs, 4.5 * kMs,
                      32 * kMs, 0.32 * kMebibyte, 23.4 * kMebibyte}}) {
    add_strategy(document, big, times, 21 * kUs);
  }
  const std::string small = "alertsage";
  for (const StrategyTimes& times :
       {StrategyTimes{"joblib", 2.31 * kMs, 5.1 * kMs, 2.33 * kMs, 5.2 * kMs, 4.6 * kMs, 9.9 * kMs,
                      1.9 * kMebibyte, 1.8 * kMebibyte},
        StrategyTimes{"json", 6.1 * kMs, 9.2 * kMs, 6.15 * kMs, 9.3 * kMs, 8.4 * kMs, 14 * kMs,
                      1.4 * kMebibyte, 1.8 * kMebibyte},
        StrategyTimes{"read", 141 * kUs, 2.9 * kMs, 160 * kUs, 2.95 * kMs, 2.21 * kMs, 7.3 * kMs,
                      0.8 * kMebibyte, 1.8 * kMebibyte},
        StrategyTimes{"mmap", 41.2 * kUs, 2.8 * kMs, 118 * kUs, 2.9 * kMs, 2.09 * kMs, 7.2 * kMs,
                      0.3 * kMebibyte, 2.2 * kMebibyte},
        StrategyTimes{"mmap-random", 41.5 * kUs, 0.4 * kMs, 120 * kUs, 2.1 * kMs, 2.1 * kMs,
                      4.4 * kMs, 0.3 * kMebibyte, 2.2 * kMebibyte},
        StrategyTimes{"mmap-populate", 96 * kUs, 2.85 * kMs, 113 * kUs, 2.9 * kMs, 2.13 * kMs,
                      7.2 * kMs, 0.3 * kMebibyte, 2.3 * kMebibyte}}) {
    add_strategy(document, small, times, 19 * kUs);
  }
  for (const std::string& model : {big, small}) {
    add_loops(document, model, model == big ? 21 * kUs : 19 * kUs);
    add_series(document, "load/floor/" + model + "/warm", 11.8 * kUs, 60);
    add_series(document, "load/floor/" + model + "/cold", 7.9 * kMs, 40, 0.25);
    add_series(document, "process/import/" + model + "/warm", model == big ? 260 * kMs : 31 * kMs,
               30);
  }
  add_series(document, "process/do-nothing/none/warm", 1.62 * kMs, 50, 0.1);
  add_sweep(document);
  leave_out(document, "load/json/synthetic-256MB/warm",
            "one load takes longer than the row's time");
  document.notes.push_back({NoteKind::dropped, "process/json/alertsage/cold", "not proven cold",
                            "made.json", "2 of 42 samples"});
  document.notes.push_back({NoteKind::aggregate, "load/mmap/alertsage/warm", "BigO", "made.json"});
  return document;
}

Document complete_document() {
  Document document = without_python();
  add_python(document, "incidents-23MB", 1071 * kMs, 99 * kMs, 2494 * kMs);
  add_python(document, "alertsage", 32.2 * kMs, 1.28 * kMs, 840 * kMs);
  return document;
}

}  // namespace alertsage::reports::fixture
