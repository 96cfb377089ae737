#include <array>
#include <cmath>

#include "reports/results/hyperfine.hpp"
#include "reports/results/reader.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/results/writer.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports::fixture {
namespace {

constexpr int kBlocks = 30;
constexpr double kMillisecond = 1e6;
constexpr double kMebibyte = 1024.0 * 1024;

struct Command {
  std::string name;
  double times;  // as long as the reference
  double peak_mebibytes;
  bool reports_itself = false;
};

struct State {
  std::string_view name;
  double reference_ns;
  double bytes_read;
};

const std::array kCommands{Command{"reader", 1, 1.6}, Command{"python3 load.py", 18, 104},
                           Command{"classify", 0.8, 4.1, true}};

const std::array kStates{State{process_row::kWarm, 2.4 * kMillisecond, 0},
                         State{process_row::kCold, 11 * kMillisecond, 23e6},
                         State{process_row::kProgramCold, 19 * kMillisecond, 25e6}};

// Slow drift and jumps, the same for whatever runs in that block.
double drift(int block) {
  return 1 + 0.25 * std::sin(block * 0.35) + (block % 9 == 4 ? 0.6 : 0);
}

double scatter(int block, std::size_t of) {
  return 1 + 0.02 * std::sin(7.3 * block + 1.3 * static_cast<double>(of));
}

// A series whose sequence goes on from call to call.
class Writer {
 public:
  void add(const std::string& command, const State& state, const Command& figures) {
    Series series{.run_name = "process/" + command + "/" + std::string(state.name)};
    for (int block = 0; block < kBlocks; ++block) {
      const double time =
          state.reference_ns * figures.times * drift(block) * scatter(block, command.size());
      if (is_lost(series.run_name, block)) continue;
      Row row{.repetition_index = block, .real_time_ns = time};
      row.counters = {{"sequence", sequence_++},
                      {"block", block},
                      {"peak_rss_bytes", figures.peak_mebibytes * kMebibyte},
                      {"peak_rss_at_floor", figures.peak_mebibytes < 2 ? 1 : 0},
                      {"minor_faults", std::round(figures.peak_mebibytes * 70)},
                      {"major_faults", state.bytes_read > 0 ? 9 : 0},
                      {"read_bytes", state.bytes_read},
                      {"cpu_seconds", time * 0.8e-9},
                      {"first_output_ns", time * 0.9},
                      {"exit_ns", time}};
      if (figures.reports_itself) {
        row.counters["reported_load_ns"] = time * 0.3;
        row.counters["reported_first_answer_ns"] = time * 0.5;
      }
      series.rows.push_back(std::move(row));
    }
    document.series.push_back(std::move(series));
  }

  Document document;

 private:
  bool is_lost(const std::string& run_name, int block) {
    const bool fails = run_name == "process/python3 load.py/cold" && block % 11 == 3;
    const bool drops = run_name == "process/classify/program-cold" && block % 14 == 5;
    if (!fails && !drops) return false;
    document.rejected.push_back(
        {.run_name = run_name,
         .kind = fails ? NoteKind::failed : NoteKind::dropped,
         .reason = fails ? "exited with 1: no such file" : "4096 bytes stayed resident",
         .sequence = static_cast<std::int64_t>(sequence_++)});
    return true;
  }

  double sequence_ = 0;
};

}  // namespace

Document processes() {
  Writer writer;
  for (const State& state : kStates) {
    for (const Command& command : kCommands) writer.add(command.name, state, command);
  }
  for (const auto& [name, times] :
       {std::pair("do-nothing-static", 0.25), std::pair("do-nothing-dynamic", 0.6)}) {
    writer.add(name, kStates.front(), {name, times, 1.2});
  }
  writer.document.context = {
      {"date", "2025-06-01T12:34:56+00:00"},
      {"alertsage.cpu", "Example CPU"},
      {"alertsage.cpus", "2"},
      {"alertsage.schema", "1"},
      {"alertsage.timed_to", "exit"},
      {"alertsage.reference", "reader"},
      {"alertsage.seed", "42"},
      {"alertsage.files", "model.safetensors (23.0 MB)"},
      {"alertsage.command.reader", "cat model.safetensors"},
      {"alertsage.command.python3 load.py", "python3 load.py"},
      {"alertsage.command.classify", "alertsage classify --model model.safetensors"},
      {"alertsage.state.warm", "2 files were read through, and mincore showed all their pages"},
      {"alertsage.state.cold",
       "2 files were evicted, mincore showed none of their pages, and as many bytes were read from "
       "the device"},
      {"alertsage.state.program-cold",
       "as cold, and the program and 3 of its 5 libraries; ld.so and libc are in use elsewhere"}};
  return parse_document(document_json(writer.document), "made.json");
}

Document processes_of_hyperfine() {
  // As hyperfine itself writes it, without the key by which ours is told.
  std::string text = hyperfine_json(processes());
  const std::size_t key = text.find("\"exported_by\"");
  text.erase(key, text.find("\"results\"") - key);
  return parse_document(text, "hyperfine.json");
}

}  // namespace alertsage::reports::fixture
