// cold_proof [--attempts N] [--honest SHARE]: how often a cold sample is accepted, honest ones and
// sabotaged ones, through PageState and Launcher as instruments use them, on the file system of the
// build and on an overlay over it. Prints a table; exit code 0 where no sabotaged attempt was
// accepted and at least SHARE (0.95) of the honest ones were, 1 otherwise, 77 where no place here
// can be cold, or no overlay be mounted.
//
// Half of the attempts read another cold file of the same size too, which the state does not know:
// what the command reads from the device then is as much as it ought to be, whoever read the file.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "bench/probe/file_place.hpp"
#include "bench/probe/launcher.hpp"
#include "bench/probe/page_state.hpp"
#include "core/base/error.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSizes[] = {4096, 5'000'000, 23'000'001};
constexpr const char* kHows[] = {"read", "touch-one", "touch-all"};
constexpr std::uint64_t kPage = 4096;

// Thrown where a kind of attempt cannot be made here.
class Skipped : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

void require(bool good, const char* what) {
  if (!good) throw std::runtime_error(fmt::format("cannot {}: {}", what, std::strerror(errno)));
}

// What a saboteur does. It must have had to read the device, or there was no sabotage.
void reread(const fs::path& file, std::uint64_t begin, std::uint64_t end) {
  const FileDescriptor opened = open_for_reading(file);
  std::vector<char> buffer(1 << 16);
  const Usage before = thread_usage();
  while (begin < end) {
    const std::size_t step = std::min<std::uint64_t>(buffer.size(), end - begin);
    const ssize_t got = ::pread(opened.get(), buffer.data(), step, static_cast<off_t>(begin));
    require(got > 0, "re-read the file");
    begin += static_cast<std::uint64_t>(got);
  }
  require((thread_usage() - before).device_read_bytes > 0, "sabotage: the file was not cold");
}

// A file with its state, and another of the same size that the state does not know.
struct Subject {
  Subject(const FreshDirectory& directory, std::size_t size)
      : bytes(size),
        file(directory.write(fmt::format("file-{}", size), noise(size))),
        other(directory.write(fmt::format("other-{}", size), noise(size))),
        state(std::array{file}, Pages::cold) {}

  std::uint64_t bytes;
  fs::path file;
  PageCache other;
  PageState state;
};

// A choice of size, reader and other file, in turn, so that each kind of attempt has all of them.
struct Choice {
  explicit Choice(int attempt)
      : size(static_cast<std::size_t>(attempt) % std::size(kSizes)),
        how(kHows[static_cast<std::size_t>(attempt) / 3 % std::size(kHows)]),
        with_other(attempt / 9 % 2 == 1) {}

  std::size_t size;
  std::string how;
  bool with_other;
};

class Place {
 public:
  explicit Place(const fs::path& parent) : directory_(parent), launcher_(TEST_LAUNCHER) {
    fs::permissions(directory_.path(), fs::perms(0755));
    for (const std::size_t size : kSizes) {
      subjects_.push_back(std::make_unique<Subject>(directory_, size));
    }
    for (const fs::path& fifo : {go_, done_}) require(::mkfifo(fifo.c_str(), 0600) == 0, "meet");
    const FileDescriptor file = open_for_reading(subjects_.front()->file);
    name_ = place_of(file, subjects_.front()->file).file_system.value_or("?");
  }

  const std::string& name() const { return name_; }
  const fs::path& directory() const { return directory_.path(); }
  const Subject& subject(const Choice& choice) const { return *subjects_[choice.size]; }

  // Whether the sample is accepted; `between` eviction and run, `meanwhile` once a reader `in-two`
  // has read its first part.
  bool accepts(const Choice& choice, const std::function<void()>& between = {},
               const std::function<void()>& meanwhile = {}) {
    const Subject& subject = *subjects_[choice.size];
    if (choice.with_other) {
      require(subject.other.make_cold().succeeded(), "evict the other file");
    }
    try {
      subject.state.prepare();
      if (between) between();
      subject.state.prove(run(choice, meanwhile).usage);
      return true;
    } catch (const DroppedSample&) {
      return false;
    }
  }

 private:
  ProcessSample run(const Choice& choice, const std::function<void()>& meanwhile) {
    const Subject& subject = *subjects_[choice.size];
    const Command command = {
        .arguments = {TEST_COLD_READER, choice.how, subject.file.native(),
                      choice.with_other ? subject.other.path().native() : "", go_, done_},
        .timeout = std::chrono::seconds(20)};
    std::jthread saboteur;
    if (meanwhile) {
      // Both ends, so that no open waits for the other.
      go_end_ = FileDescriptor(::open(go_.c_str(), O_RDWR | O_CLOEXEC));
      done_end_ = FileDescriptor(::open(done_.c_str(), O_RDWR | O_CLOEXEC));
      saboteur = std::jthread([&] { meet(meanwhile); });
    }
    ProcessSample sample = launcher_.run(command);
    require(sample.succeeded(), "run the reader");
    return sample;
  }

  void meet(const std::function<void()>& meanwhile) const {
    pollfd news = {go_end_.get(), POLLIN, 0};
    char byte = 0;
    if (::poll(&news, 1, 20'000) != 1 || ::read(go_end_.get(), &byte, 1) != 1) return;
    meanwhile();
    require(::write(done_end_.get(), "d", 1) == 1, "let the reader go on");
  }

  FreshDirectory directory_;
  fs::path go_ = directory_.path() / "go";
  fs::path done_ = directory_.path() / "done";
  FileDescriptor go_end_;
  FileDescriptor done_end_;
  Launcher launcher_;
  std::string name_;
  std::vector<std::unique_ptr<Subject>> subjects_;
};

bool honest(Place& place, int attempt) {
  return place.accepts(Choice(attempt));
}

bool held(Place& place, const Choice& choice, FileHolder::How how) {
  const FileHolder holder(place.subject(choice).file, how);
  return place.accepts(choice);
}

bool mapped(Place& place, int attempt) {
  return held(place, Choice(attempt), FileHolder::How::mapped);
}

bool locked(Place& place, int attempt) {
  Choice choice(attempt);
  choice.size %= 2;  // users without privileges may lock 8 MiB
  struct rlimit limit {};
  ::getrlimit(RLIMIT_MEMLOCK, &limit);
  if (limit.rlim_cur < kSizes[1]) throw Skipped("this user may not lock as much memory");
  return held(place, choice, FileHolder::How::locked);
}

bool reread_whole(Place& place, int attempt) {
  const Choice choice(attempt);
  const Subject& subject = place.subject(choice);
  return place.accepts(choice, [&] { reread(subject.file, 0, subject.bytes); });
}

bool reread_partly(Place& place, int attempt) {
  const Choice choice(attempt);
  const Subject& subject = place.subject(choice);
  return place.accepts(choice,
                       [&] { reread(subject.file, 0, std::max(kPage, subject.bytes / 3)); });
}

bool reread_during(Place& place, int attempt) {
  Choice choice(attempt);
  choice.how = "in-two";
  const Subject& subject = place.subject(choice);
  return place.accepts(choice, {}, [&] { reread(subject.file, subject.bytes / 2, subject.bytes); });
}

bool on_tmpfs(Place&, int) {
  const FreshDirectory memory("/dev/shm");
  const fs::path file = memory.write("model", noise(100'000));
  if (place_of(open_for_reading(file), file).file_system != "tmpfs") {
    throw Skipped("/dev/shm is no tmpfs");
  }
  try {
    PageState(std::array{file}, Pages::cold).prepare();
    return true;
  } catch (const Error&) {
    return false;
  }
}

// A file of root's, as somebody else sees it: mincore calls everything of it resident, and newer
// kernels refuse cachestat.
bool unreadable(Place& place, int) {
  if (::geteuid() != 0) throw Skipped("only root can act as another user");
  const fs::path file = place.directory() / "of-root";
  if (!fs::exists(file)) std::ofstream(file) << noise(100'000);
  enum : int { kRefused, kAccepted, kReadable, kClosed, kRoot };
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0)
      ::_exit(kRoot);
    if (::access(file.c_str(), R_OK) != 0) ::_exit(kClosed);
    try {
      const PageState state(std::array{file}, Pages::cold);
      state.prepare();
      ::_exit(state.instrument() == "cachestat" ? kReadable : kAccepted);
    } catch (const std::exception&) {
      ::_exit(kRefused);
    }
  }
  int status = 0;
  require(::waitpid(child, &status, 0) == child && WIFEXITED(status), "act as another user");
  if (WEXITSTATUS(status) == kReadable) throw Skipped("cachestat answers anybody on this kernel");
  if (WEXITSTATUS(status) == kRoot) throw Skipped("there is no other user in this namespace");
  if (WEXITSTATUS(status) == kClosed) throw Skipped("the build directory is closed to others");
  return WEXITSTATUS(status) != kRefused;
}

struct Kind {
  const char* name;
  bool (*accepts)(Place& place, int attempt);
};
constexpr Kind kSabotages[] = {{"mapped elsewhere", mapped},
                               {"mlocked elsewhere", locked},
                               {"re-read before the run", reread_whole},
                               {"re-read partly before", reread_partly},
                               {"re-read during the run", reread_during},
                               {"on tmpfs", on_tmpfs},
                               {"residency unreadable", unreadable}};

struct Options {
  int attempts = 70;
  double honest = 0.95;
};

void print_row(const Place& place, const char* kind, const std::string& result) {
  fmt::print("{:<10} {:<24} {}\n", place.name(), kind, result);
  std::fflush(stdout);
}

// How many were accepted; nothing where the kind is not for here.
std::optional<int> count_accepted(Place& place, const Kind& kind, int attempts) {
  int accepted = 0;
  try {
    for (int i = 0; i < attempts; ++i) accepted += kind.accepts(place, i) ? 1 : 0;
  } catch (const Skipped& skipped) {
    print_row(place, kind.name, fmt::format("skipped: {}", skipped.what()));
    return std::nullopt;
  }
  print_row(place, kind.name, fmt::format("{:>5} / {}", accepted, attempts));
  return accepted;
}

bool holds_in(Place& place, const Options& options) {
  constexpr int kKinds = std::size(kSabotages);
  const int of_each = (options.attempts + kKinds - 1) / kKinds;
  const int accepted = count_accepted(place, {"honest", honest}, options.attempts).value_or(0);
  bool good = accepted >= options.honest * options.attempts;
  for (const Kind& kind : kSabotages) {
    good = count_accepted(place, kind, of_each).value_or(0) == 0 && good;
  }
  return good;
}

void write_line(const char* file, const std::string& text) {
  std::ofstream out(file);
  out << text << std::flush;
  require(out.good(), file);
}

// In a mount namespace of this process's own, which ends with it.
fs::path mount_overlay(const fs::path& below) {
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (::unshare(CLONE_NEWNS | (user == 0 ? 0 : CLONE_NEWUSER)) != 0) {
    throw Skipped(fmt::format("no mount namespace: {}", std::strerror(errno)));
  }
  if (user != 0) {
    write_line("/proc/self/setgroups", "deny");
    write_line("/proc/self/uid_map", fmt::format("0 {} 1", user));
    write_line("/proc/self/gid_map", fmt::format("0 {} 1", group));
  }
  for (const char* part : {"lower", "upper", "work", "merged"}) fs::create_directory(below / part);
  ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  const std::string options =
      fmt::format("lowerdir={0}/lower,upperdir={0}/upper,workdir={0}/work", below.native());
  if (::mount("overlay", (below / "merged").c_str(), "overlay", 0, options.c_str()) != 0) {
    throw Skipped(fmt::format("no overlay: {}", std::strerror(errno)));
  }
  return below / "merged";
}

enum : int { kGood = 0, kBad = 1, kCould_not = 3, kSkipped = 77 };

int try_place(const fs::path& parent, const Options& options) {
  try {
    Place place(parent);
    return holds_in(place, options) ? kGood : kBad;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::environment) throw;
    fmt::print("skipped: {}\n", error.what());
    return kSkipped;
  }
}

int try_overlay(const Options& options) {
  const FreshDirectory below(TEST_DISK_DIRECTORY);
  fs::permissions(below.path(), fs::perms(0755));
  const pid_t child = ::fork();
  if (child == 0) {
    int code = kCould_not;
    try {
      code = try_place(mount_overlay(below.path()), options);
    } catch (const Skipped& skipped) {
      fmt::print("{:<10} skipped: {}\n", "overlay", skipped.what());
      code = kSkipped;
    } catch (const std::exception& error) {
      fmt::print(stderr, "cold_proof: {}\n", error.what());
    }
    std::fflush(stdout);
    ::_exit(code);
  }
  int status = 0;
  require(::waitpid(child, &status, 0) == child && WIFEXITED(status), "try an overlay");
  std::error_code ignored;  // overlayfs leaves a directory that its owner may not read
  fs::permissions(below.path() / "work/work", fs::perms::owner_all, ignored);
  return WEXITSTATUS(status);
}

Options parse(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; i += 2) {
    const std::string_view name = arguments[i];
    if (i + 1 == count || (name != "--attempts" && name != "--honest")) {
      throw std::runtime_error("the options are --attempts N and --honest SHARE");
    }
    if (name == "--attempts") options.attempts = std::stoi(arguments[i + 1]);
    if (name == "--honest") options.honest = std::stod(arguments[i + 1]);
  }
  return options;
}

int run(const Options& options) {
  fmt::print("{:<10} {:<24} accepted / attempts\n", "place", "attempt");
  std::fflush(stdout);
  const int here = try_place(TEST_DISK_DIRECTORY, options);
  return here == kGood ? try_overlay(options) : here;
}

}  // namespace
}  // namespace alertsage::probe

int main(int count, char** arguments) {
  try {
    return alertsage::probe::run(alertsage::probe::parse(count, arguments));
  } catch (const std::exception& error) {
    fmt::print(stderr, "cold_proof: {}\n", error.what());
    return 3;
  }
}
