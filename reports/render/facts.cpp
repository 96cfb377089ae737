#include "reports/render/facts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "reports/charts/growth.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/charts/words.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

struct Labelled {
  std::string_view key;
  std::string_view label;
};

constexpr std::array kEnvironment{
    Labelled{"date", "date"},
    Labelled{context::kCpu, "CPU"},
    Labelled{context::kCpus, "CPUs"},
    Labelled{context::kVirtualised, "virtualised"},
    Labelled{context::kOs, "operating system"},
    Labelled{context::kKernel, "kernel"},
    Labelled{context::kFilesystem, "file system"},
    Labelled{context::kReadAheadKb, "read-ahead, KiB"},
    Labelled{context::kResidencyInstrument, "page-cache instrument"},
    Labelled{context::kTimedTo, "timed to"},
    Labelled{context::kReference, "reference command"},
    Labelled{context::kFiles, "files"},
    Labelled{context::kSeed, "seed"},
    Labelled{context::kCompiler, "compiler"},
    Labelled{context::kFlags, "build"},
    Labelled{context::kVersion, "version"},
    Labelled{context::kCommit, "commit"},
    Labelled{context::kPython, "Python"},
    Labelled{context::kAllocationsNotCounted, "allocations not counted"},
    Labelled{"library_build_type", "build of the Google Benchmark library"},
};

constexpr std::array kSaidElsewhere{context::kModelPrefix, context::kLeftOutPrefix,
                                    context::kCommandPrefix, context::kStatePrefix,
                                    context::kPartial};

void append(std::string& line, std::string_view part) {
  if (part.empty()) return;
  if (!line.empty()) line += ", ";
  line += part;
}

std::string first_of(const Document& document, std::string_view key, std::string_view other) {
  const std::string_view value = context_value(document, key);
  return std::string(value.empty() ? context_value(document, other) : value);
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "joblib 25.1 MiB" of joblib_bytes, "200,000 terms" of terms, "f32" of dtype.
std::string model_fact(std::string_view key, std::string_view value) {
  constexpr std::string_view kBytes = "_bytes";
  const auto figure = number(value);
  if (!figure) return std::string(value);
  if (!key.ends_with(kBytes)) return fmt::format("{} {}", whole_number(*figure), key);
  key.remove_suffix(kBytes.size());
  return fmt::format("{} {}", key, bytes_figure(*figure, 3));
}

// On one line: the library writes lists of its context over many.
std::string on_one_line(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::string line;
  for (std::size_t at = 0; (at = text.find_first_not_of(kBlanks, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    if (!line.empty()) line += ' ';
    line += text.substr(at, end - at);
    at = end;
  }
  return line;
}

std::string scale_remark(const Measurements& measurements, std::string_view model) {
  std::vector<std::string> parts;
  if (const Measured* nothing = measurements.process("do-nothing", "none", "warm")) {
    parts.push_back(fmt::format("a process that does nothing takes {}", nothing->text()));
  }
  if (const Measured* floor = measurements.load("floor", model, "warm")) {
    parts.push_back(
        fmt::format("to open, map, touch and close the model file takes {} warm", floor->text()));
  }
  if (const Measured* import = measurements.process("import", model, "warm")) {
    parts.push_back(fmt::format("to import the joblib pair, once, takes {}", import->text()));
  }
  return parts.empty() ? "" : fmt::format("For scale: {}.", enumeration(parts));
}

// Read-ahead fetches a small file whole at the first touch, so that a cold map has no less to wait
// for than a cold read.
std::string cold_remark(const Measurements& measurements, std::string_view model) {
  const Measured* mapped = measurements.first_prediction("mmap", model, "cold");
  const Measured* read = measurements.first_prediction("read", model, "cold");
  if (!drawable(mapped) || !drawable(read) || !mapped->interval || !read->interval) return {};
  const double ratio = mapped->median / read->median;
  if (!undecided(*mapped, *read) && (ratio < 0.8 || ratio > 1.25)) return {};
  const std::string_view read_ahead = context_value(measurements.document(), context::kReadAheadKb);
  return fmt::format(
      "Cold, mapping this file costs about what reading it costs ({} against {} to the first "
      "answer): "
      "at the first touch, the kernel's read-ahead{} fetches the file from the device, or most of "
      "it.",
      mapped->text(), read->text(),
      read_ahead.empty() ? "" : fmt::format(" ({} KiB here)", read_ahead));
}

std::vector<std::string> cache_remarks(const Measurements& measurements, std::string_view model) {
  std::vector<std::string> remarks;
  for (const LeakSection& section : measurements.document().leaks) {
    if (section.model != model || section.mode == leak_mode::kLoadPredictDrop) continue;
    remarks.push_back(fmt::format("Leak test, {} with {}, {} times: {} ({}).", section.mode,
                                  strategy_style(section.strategy).label, section.loads,
                                  words_of(section.verdict),
                                  fmt::join(memory_growth(section), "; ")));
  }
  return remarks;
}

}  // namespace

std::string machine_line(const Document& document) {
  std::string line(context_value(document, "date"));
  if (line.size() > 10 && line[10] == 'T') line[10] = ' ';
  const std::string cpus = first_of(document, context::kCpus, "num_cpus");
  const std::string_view cpu = context_value(document, context::kCpu);
  if (!cpus.empty()) {
    append(line, cpu.empty() ? fmt::format("{} CPUs", cpus) : fmt::format("{} x {}", cpu, cpus));
  } else {
    append(line, cpu);
  }
  if (context_value(document, context::kVirtualised) == "yes") append(line, "virtualised");
  const std::string_view kernel = context_value(document, context::kKernel);
  if (!kernel.empty()) append(line, fmt::format("Linux {}", kernel));
  append(line, context_value(document, context::kFilesystem));
  return line;
}

std::vector<Fact> environment_facts(const Document& document) {
  std::vector<Fact> facts;
  const auto is_labelled = [](std::string_view key) {
    return std::any_of(kEnvironment.begin(), kEnvironment.end(),
                       [&](const Labelled& known) { return known.key == key; });
  };
  for (const Labelled& known : kEnvironment) {
    const std::string_view value = context_value(document, known.key);
    if (!value.empty()) facts.push_back({std::string(known.label), on_one_line(value)});
  }
  for (const auto& [key, value] : document.context) {
    const bool elsewhere =
        std::any_of(kSaidElsewhere.begin(), kSaidElsewhere.end(),
                    [&, &name = key](std::string_view prefix) { return name.starts_with(prefix); });
    if (!elsewhere && !is_labelled(key)) facts.push_back({key, on_one_line(value)});
  }
  return facts;
}

std::string model_facts(const Document& document, std::string_view model) {
  const std::string prefix = fmt::format("{}{}.", context::kModelPrefix, model);
  std::string line;
  for (const auto& [key, value] : document.context) {
    if (!key.starts_with(prefix)) continue;
    const std::string_view name = std::string_view(key).substr(prefix.size());
    if (name.find('.') == std::string_view::npos) append(line, model_fact(name, value));
  }
  return line;
}

std::vector<std::string> model_remarks(const Measurements& measurements, std::string_view model) {
  std::vector<std::string> remarks;
  for (std::string remark : {scale_remark(measurements, model), cold_remark(measurements, model)}) {
    if (!remark.empty()) remarks.push_back(std::move(remark));
  }
  for (std::string& remark : cache_remarks(measurements, model)) {
    remarks.push_back(std::move(remark));
  }
  return remarks;
}

}  // namespace alertsage::reports
