#include "bench/probe/file_trace.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "bench/probe/optional_file.hpp"
#include "bench/probe/traced_run.hpp"
#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

using std::filesystem::path;

using FileIdentity = std::pair<dev_t, ino_t>;

// A regular file; nothing for what is none or is gone.
std::optional<struct stat> regular_file(const path& name) {
  struct stat status {};
  if (::stat(name.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return status;
}

bool is_of_the_kernel(const path& name) {
  const std::string& text = name.native();
  return text.starts_with("/proc/") || text.starts_with("/sys/");
}

// The flags of open(2); 0 is O_RDONLY.
int flags_of(pid_t task, int file) {
  constexpr std::string_view kKey = "flags:\t";
  const auto info = read_if_there(fmt::format("/proc/{}/fdinfo/{}", task, file)).value_or("");
  const std::size_t at = info.find(kKey);
  return at == std::string::npos ? 0 : std::stoi(info.substr(at + kKey.size()), nullptr, 8);
}

class FileCollector : public TraceObserver {
 public:
  void opened(pid_t task, int file) override {
    const int flags = flags_of(task, file);
    if ((flags & O_PATH) != 0) return;
    const path link = link_of(task, file);
    if ((flags & O_ACCMODE) == O_RDONLY) {
      add(link, FileKind::data);
    } else if (const auto status = regular_file(link)) {
      written_.emplace(status->st_dev, status->st_ino);
    }
  }

  void mapped_executable(pid_t task, int file) override {
    add(link_of(task, file), FileKind::program);
  }

  // Right after exec, what is mapped is the program and its interpreter.
  void executed(pid_t task) override {
    std::istringstream maps(read_if_there(fmt::format("/proc/{}/maps", task)).value_or(""));
    for (std::string line; std::getline(maps, line);) {
      const std::size_t name = line.find('/');
      if (name != std::string::npos) add(line.substr(name), FileKind::program);
    }
  }

  // `name` may be a link to the file.
  void add(const path& name, FileKind kind) {
    const auto status = regular_file(name);
    std::error_code gone;
    const path canonical = std::filesystem::canonical(name, gone);
    if (!status || gone || is_of_the_kernel(canonical)) return;
    const FileIdentity identity(status->st_dev, status->st_ino);
    const auto [known, is_new] = places_.try_emplace(identity, files_.size());
    if (is_new) files_.push_back({.path = canonical, .kind = kind});
    if (kind == FileKind::program) files_[known->second].kind = kind;
  }

  std::vector<TracedFile> files() const {
    std::vector<TracedFile> files(files_);
    for (const auto& [identity, place] : places_) {
      const auto status = regular_file(files[place].path);
      const bool same = status && identity == FileIdentity(status->st_dev, status->st_ino);
      if (same && !written_.contains(identity)) {
        files[place].bytes = static_cast<std::uint64_t>(status->st_size);
      }
    }
    std::erase_if(files, [](const TracedFile& file) { return file.bytes == 0; });
    return files;
  }

 private:
  static path link_of(pid_t task, int file) { return fmt::format("/proc/{}/fd/{}", task, file); }

  std::vector<TracedFile> files_;
  std::map<FileIdentity, std::size_t> places_;  // of each in files_
  std::set<FileIdentity> written_;
};

void throw_if_failed(const TracedEnding& run, const Command& command) {
  if (run.ending == Ending::exited && run.code == 0) return;
  const std::string how = run.ending == Ending::timed_out   ? "was not over in time"
                          : run.ending == Ending::signalled ? "was ended by signal "
                                                            : "exited with ";
  throw Error(ErrorKind::environment,
              fmt::format("the traced run {}{}", how,
                          run.ending == Ending::timed_out ? "" : std::to_string(run.code)),
              {.file = command.arguments.front(), .piece = run.stderr_line});
}

}  // namespace

std::string_view name_of(FileKind kind) noexcept {
  return kind == FileKind::program ? "program" : "data";
}

std::vector<TracedFile> trace_files(const Command& command) {
  FileCollector collector;
  if (!command.stdin_file.empty()) collector.add(command.stdin_file, FileKind::data);
  throw_if_failed(run_traced(command, collector), command);
  return collector.files();
}

}  // namespace alertsage::probe
