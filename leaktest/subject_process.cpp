#include "leaktest/subject_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"

namespace alertsage::leaktest {
namespace {

constexpr std::size_t kKeptBytes = 64 * 1024;

struct Pipe {
  FileDescriptor read;
  FileDescriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("make a pipe", {}, errno);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);  // our end alone
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

// posix_spawn(3)'s two objects, which have to be given back.
class SpawnSettings {
 public:
  SpawnSettings() {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }

  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
};

// Appends what has arrived; returns whether a line ended in it.
bool drain(FileDescriptor& from, std::string& kept, bool show = false) {
  bool any_line = false;
  std::array<char, 4096> buffer;
  while (from.get() >= 0) {
    const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) from.reset();  // closed: from now on there is nothing to wait for
    if (got <= 0) break;
    const auto bytes = static_cast<std::size_t>(got);
    any_line = any_line || std::memchr(buffer.data(), '\n', bytes) != nullptr;
    if (show) std::fwrite(buffer.data(), 1, bytes, stderr);
    kept.append(buffer.data(), std::min(bytes, kKeptBytes - std::min(kKeptBytes, kept.size())));
  }
  return any_line;
}

}  // namespace

SubjectProcess::SubjectProcess(const SubjectCommand& command) : shows_lines_(command.show_lines) {
  SpawnSettings settings;
  Pipe out;
  Pipe err;
  switch (command.output) {
    case Output::drop:
      ::posix_spawn_file_actions_addopen(&settings.actions, STDOUT_FILENO, "/dev/null", O_WRONLY,
                                         0);
      break;
    case Output::show:
      ::posix_spawn_file_actions_adddup2(&settings.actions, STDERR_FILENO, STDOUT_FILENO);
      break;
    case Output::keep:
    case Output::lines:
      out = make_pipe();
      ::posix_spawn_file_actions_adddup2(&settings.actions, out.write.get(), STDOUT_FILENO);
  }
  if (command.keep_stderr) {
    err = make_pipe();
    ::posix_spawn_file_actions_adddup2(&settings.actions, err.write.get(), STDERR_FILENO);
  }
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = probe::environment_with(command.environment);
  const int error =
      ::posix_spawnp(&process_, arguments.front().c_str(), &settings.actions, &settings.attributes,
                     probe::pointers_to(arguments).data(), probe::pointers_to(environment).data());
  if (error != 0) throw system_error("start", command.arguments.front(), error);
  stdout_ = std::move(out.read);
  stderr_ = std::move(err.read);
}

SubjectProcess::~SubjectProcess() {
  stop(std::chrono::milliseconds(0));
}

// By waitid(2), since containers may refuse pidfd_open(2).
bool SubjectProcess::has_ended() {
  if (status_) return true;
  siginfo_t news = {};  // si_pid stays 0 while it runs
  const auto id = static_cast<id_t>(process_);
  const int failed = ::waitid(P_PID, id, &news, WEXITED | WNOHANG | WNOWAIT);
  if (failed != 0 || news.si_pid != 0) kill_group_and_reap();
  return status_.has_value();
}

// Its group is killed before it is waited for: until then the number is nobody else's.
void SubjectProcess::kill_group_and_reap() {
  ::kill(-process_, SIGKILL);
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = status;
  read_output();
}

void SubjectProcess::stop(std::chrono::milliseconds patience) {
  if (status_) return;
  if (patience.count() > 0) {
    ::kill(process_, SIGTERM);
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!has_ended() && std::chrono::steady_clock::now() < deadline) {
      wait_for_output(std::chrono::milliseconds(20));
      read_output();
    }
  }
  if (status_) return;
  ::kill(process_, SIGKILL);  // it may have left its group
  kill_group_and_reap();
}

std::string SubjectProcess::how_it_ended() const {
  if (WIFSIGNALED(*status_)) {
    return probe::ended_by_signal(WTERMSIG(*status_));
  }
  const std::string line = kept_stderr_.substr(0, kept_stderr_.find('\n'));
  return fmt::format("ended with exit code {}{}", WEXITSTATUS(*status_),
                     line.empty() ? "" : fmt::format(": '{}'", printable(line)));
}

void SubjectProcess::read_output() {
  if (drain(stdout_, kept_stdout_, shows_lines_)) any_line_ = true;
  drain(stderr_, kept_stderr_);
}

bool SubjectProcess::any_line() {
  read_output();
  return std::exchange(any_line_, false);
}

void SubjectProcess::wait_for_output(std::chrono::milliseconds at_most) const {
  pollfd news = {stdout_.get(), POLLIN, 0};
  ::poll(&news, 1, static_cast<int>(at_most.count()));
}

}  // namespace alertsage::leaktest
