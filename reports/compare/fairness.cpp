#include "reports/compare/fairness.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/names.hpp"
#include "core/base/numbers.hpp"
#include "reports/results/context_difference.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr NameTable<Doubt, 6> kNames = {{{{Doubt::machine, "machine"},
                                          {Doubt::build, "build"},
                                          {Doubt::compiler, "compiler"},
                                          {Doubt::block_order, "block-order"},
                                          {Doubt::samples, "samples"},
                                          {Doubt::missing, "missing"}}}};

constexpr NameTable<Doubt, 6> kWords = {
    {{{Doubt::machine, "not the same machine"},
      {Doubt::build, "not the same kind of build, or no release build"},
      {Doubt::compiler, "not the same compiler"},
      {Doubt::block_order, "one side was measured after the other"},
      {Doubt::samples, "too few samples"},
      {Doubt::missing, "rows of BASE are missing in NEW"}}}};

constexpr std::string_view kLibraryBuild = "library_build_type";

// Only what is the same in any two runs on one machine: not clock rates, load or free memory.
constexpr std::array<std::string_view, 15> kMachineKeys = {
    "host_name",           "num_cpus",         "caches",
    "cpu_scaling_enabled", "aslr_enabled",     context::kCpu,
    context::kCpus,        context::kKernel,   context::kVirtualised,
    context::kAslr,        context::kGovernor, context::kTurbo,
    context::kCpuQuota,    context::kMemory,   context::kMemoryLimit};

constexpr std::array<std::string_view, 3> kBuildKeys = {kLibraryBuild, context::kFlags,
                                                        context::kSanitizers};

constexpr std::array<std::string_view, 1> kCompilerKeys = {context::kCompiler};

bool contains(std::span<const std::string_view> keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// Between the sides, and between the files of one.
std::vector<std::string> differences(const Document& base, const Document& contender,
                                     std::span<const std::string_view> keys) {
  std::vector<std::string> found;
  for (const ContextDifference& difference : context_differences(base, contender)) {
    if (!contains(keys, difference.key)) continue;
    found.push_back(fmt::format("{} is '{}' in BASE, '{}' in NEW", difference.key,
                                printable(difference.first), printable(difference.second)));
  }
  for (const Document* side : {&base, &contender}) {
    for (const Note& note : side->notes) {
      if (note.kind != NoteKind::context_differs || !contains(keys, note.subject)) continue;
      found.push_back(fmt::format("{} of {} is {}", note.subject, printable(note.source),
                                  printable(note.reason)));
    }
  }
  return found;
}

// Instruments of ours say how they were built themselves; their library is the distribution's.
bool says_its_build(const Document& document) {
  return !context_value(document, context::kFlags).empty();
}

bool is_debug_build(const Document& document) {
  const std::string_view sanitizers = context_value(document, context::kSanitizers);
  const bool is_sanitized = !sanitizers.empty() && sanitizers != "none";
  const bool asserts =
      context_value(document, context::kFlags).find("-DNDEBUG") == std::string_view::npos;
  return says_its_build(document) && (is_sanitized || asserts);
}

std::vector<std::string> build_details(const Document& base, const Document& contender) {
  std::vector<std::string> details = differences(base, contender, kBuildKeys);
  if (is_debug_build(base)) details.emplace_back("BASE is a build for debugging");
  if (is_debug_build(contender)) details.emplace_back("NEW is a build for debugging");
  return details;
}

// Of commands, which the instrument starts and times from outside, it is no part.
bool measured_inside_the_instrument(const ComparedRows& compared) {
  return std::any_of(compared.rows.begin(), compared.rows.end(), [](const RowComparison& row) {
    const auto name = parse_row_name(row.name);
    return !name || name->what != process_row::kWhat || !name->is_command();
  });
}

bool has_other_number_of_files(const Document& base, const Document& contender) {
  return base.sources.size() != contender.sources.size();
}

std::vector<std::string> order_details(const Document& base, const Document& contender,
                                       const ComparedRows& compared) {
  const bool scatters = std::any_of(compared.rows.begin(), compared.rows.end(),
                                    [](const RowComparison& row) { return !row.exact; });
  if (compared.design != Design::unpaired || !scatters) return {};
  std::vector<std::string> details = {"drift of the machine looks like a change"};
  if (has_other_number_of_files(base, contender)) {
    details.push_back(fmt::format(
        "BASE has {}, NEW has {}; as many a side, made in turn, are pairs",
        counted(base.sources.size(), "file"), counted(contender.sources.size(), "file")));
  } else if (base.sources.size() > 1) {
    details.emplace_back(
        "files are pairs where they are made as base, new, new, base, base, new, ..., each in "
        "another second of their dates");
  }
  return details;
}

std::vector<std::string> sample_details(const ComparedRows& compared) {
  const auto few = static_cast<std::size_t>(
      std::count_if(compared.rows.begin(), compared.rows.end(),
                    [](const RowComparison& row) { return row.too_few_samples; }));
  if (few == 0) return {};
  const char* of_what = compared.design == Design::unpaired       ? "samples a side"
                        : compared.design == Design::paired_files ? "pairs of files"
                                                                  : "pairs a batch";
  return {fmt::format("{} of {} rows: fewer than the {} {} that a verdict needs", few,
                      compared.rows.size(), compared.samples_needed, of_what)};
}

std::vector<std::string> details_of(Doubt doubt, const Document& base, const Document& contender,
                                    const ComparedRows& compared) {
  if (doubt == Doubt::missing) {
    std::vector<std::string> names;
    for (const std::string& name : compared.missing) names.push_back(printable(name, 200));
    return names;
  }
  if (compared.rows.empty()) return {};
  switch (doubt) {
    case Doubt::machine:
      return differences(base, contender, kMachineKeys);
    case Doubt::build:
      if (!measured_inside_the_instrument(compared)) return {};
      return build_details(base, contender);
    case Doubt::compiler:
      if (!measured_inside_the_instrument(compared)) return {};
      return differences(base, contender, kCompilerKeys);
    case Doubt::block_order:
      return order_details(base, contender, compared);
    case Doubt::samples:
      return sample_details(compared);
    case Doubt::missing:
      break;
  }
  return {};
}

}  // namespace

std::string_view name_of(Doubt doubt) noexcept {
  return kNames.name(doubt);
}

Doubt doubt_named(std::string_view name) {
  return kNames.value("doubt", name);
}

std::string_view words_of(Doubt doubt) noexcept {
  return kWords.name(doubt);
}

bool is_of_all_rows(Doubt doubt) noexcept {
  return doubt != Doubt::samples && doubt != Doubt::missing;
}

std::vector<Unfairness> unfairness_of(const Document& base, const Document& contender,
                                      const ComparedRows& compared,
                                      std::span<const Doubt> accepted) {
  std::vector<Unfairness> found;
  for (const Doubt doubt : kDoubts) {
    std::vector<std::string> details = details_of(doubt, base, contender, compared);
    if (details.empty()) continue;
    const bool is_accepted = std::find(accepted.begin(), accepted.end(), doubt) != accepted.end();
    const bool says_more =
        doubt == Doubt::block_order && has_other_number_of_files(base, contender);
    found.push_back(
        {doubt, says_more ? "not as many files a side, so no pairs" : std::string(words_of(doubt)),
         std::move(details), is_accepted});
  }
  return found;
}

}  // namespace alertsage::reports
