#include "bench/coldstart/traced_files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <utility>

#include "bench/probe/file_trace.hpp"

namespace alertsage::coldstart {
namespace {

using std::filesystem::path;

constexpr std::size_t kMostListed = 10;

bool traces(const Options& options) {
  return options.trace_files || std::find(options.states.begin(), options.states.end(),
                                          State::program_cold) != options.states.end();
}

// Files that were seen, whatever their names: one that is counted twice would have to be read
// twice.
class Seen {
 public:
  // Whether it is a new one. One that is not there is: its state will be refused by name.
  bool add(const path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return true;
    return files_.emplace(status.st_dev, status.st_ino).second;
  }

 private:
  std::set<std::pair<dev_t, ino_t>> files_;
};

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

Files files_of(const Options& options, const std::vector<Subject>& subjects) {
  Files files;
  Seen seen;
  for (const path& file : options.files) {
    if (seen.add(file)) files.named.push_back(file);
  }
  if (!traces(options)) return files;
  for (const Subject& subject : subjects) {
    for (probe::TracedFile& file : probe::trace_files(subject.command)) {
      if (!seen.add(file.path)) continue;
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
