#include "bench/coldstart/traced_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "bench/probe/file_trace.hpp"

namespace alertsage::coldstart {
namespace {

using std::filesystem::path;

constexpr std::size_t kMostListed = 10;

bool traces(const Options& options) {
  return options.trace_files || std::find(options.states.begin(), options.states.end(),
                                          State::program_cold) != options.states.end();
}

// A file may have several names.
std::set<path> canonical(const std::vector<path>& files) {
  std::set<path> names;
  for (const path& file : files) {
    std::error_code ignored;  // one that is not there is refused when its state is made
    names.insert(std::filesystem::weakly_canonical(file, ignored));
  }
  return names;
}

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

Files files_of(const Options& options, const std::vector<Subject>& subjects) {
  Files files = {.named = options.files};
  if (!traces(options)) return files;
  std::set<path> known = canonical(options.files);
  for (const Subject& subject : subjects) {
    for (probe::TracedFile& file : probe::trace_files(subject.command)) {
      if (!known.insert(file.path).second) continue;
      const bool is_program = file.kind == probe::FileKind::program;
      if (!is_program && !options.trace_files) continue;
      (is_program ? files.program : files.found).push_back(std::move(file.path));
    }
  }
  return files;
}

std::string describe_found(const Files& files) {
  std::vector<std::pair<std::uint64_t, path>> by_size;
  std::uint64_t total = 0;
  for (const path& file : files.found) {
    std::error_code gone;
    const std::uintmax_t bytes = std::filesystem::file_size(file, gone);
    by_size.emplace_back(gone ? 0 : bytes, file);
    total += by_size.back().first;
  }
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text = fmt::format("found {} files that are read, {}, and {} of the program\n",
                                 files.found.size(), megabytes(total), files.program.size());
  for (std::size_t i = 0; i < std::min(by_size.size(), kMostListed); ++i) {
    text += fmt::format("  {:>10}  {}\n", megabytes(by_size[i].first), by_size[i].second.native());
  }
  if (by_size.size() > kMostListed) {
    text += fmt::format("  and {} smaller ones\n", by_size.size() - kMostListed);
  }
  return text;
}

}  // namespace alertsage::coldstart
