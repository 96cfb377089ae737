#include "bench/coldstart/traced_files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "bench/probe/file_trace.hpp"
#include "core/base/numbers.hpp"

namespace alertsage::coldstart {
namespace {

using std::filesystem::path;

constexpr std::size_t kMostListed = 40;

bool traces(const Options& options) {
  return options.trace_files || contains(options.states, State::program_cold);
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

// What the C library reads for every program, as its own: it has nothing to do with the command's
// data, and other processes read it, or have it mapped, all the time.
bool is_of_the_c_library(const path& file) {
  const std::string& name = file.native();
  return name.starts_with("/etc/ld.so.") || name == "/etc/locale.alias" ||
         name.starts_with("/usr/lib/locale/") || name.find("/gconv/") != std::string::npos;
}

std::uint64_t size_of(const path& file) {
  std::error_code gone;
  const std::uintmax_t bytes = std::filesystem::file_size(file, gone);
  return gone ? 0 : bytes;
}

std::string kibibytes(std::uint64_t bytes) {
  return with_commas((bytes + 1023) / 1024) + " KiB";
}

// The largest first, and those that find no room as a sum. Nothing for no file.
std::string list_of(std::string_view kind, const std::vector<path>& files) {
  if (files.empty()) return "";
  std::vector<std::pair<std::uint64_t, path>> by_size;
  std::uint64_t total = 0;
  for (const path& file : files) {
    by_size.emplace_back(size_of(file), file);
    total += by_size.back().first;
  }
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text =
      fmt::format("found {} {}, {}\n", counted(files.size(), "file"), kind, kibibytes(total));
  const std::size_t listed = files.size() <= kMostListed ? files.size() : kMostListed - 1;
  for (std::size_t i = 0; i < listed; ++i) {
    text += fmt::format("  {:>14}  {}\n", kibibytes(by_size[i].first), by_size[i].second.native());
    total -= by_size[i].first;
  }
  if (listed < files.size()) {
    text += fmt::format("  {:>14}  in {} smaller ones\n", kibibytes(total), files.size() - listed);
  }
  return text;
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
      const bool is_program =
          file.kind == probe::FileKind::program || is_of_the_c_library(file.path);
      if (!is_program && !options.trace_files) continue;
      (is_program ? files.program : files.found).push_back(std::move(file.path));
    }
  }
  return files;
}

std::string describe_found(const Files& files) {
  return list_of("of data", files.found) + list_of("of the program", files.program);
}

}  // namespace alertsage::coldstart
