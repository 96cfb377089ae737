#include "bench/peer_process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

// In a process group of its own, so that what it starts ends with it.
pid_t spawn(std::vector<std::string> arguments, const FileDescriptor& stream,
            const probe::Environment& added) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&actions, stream.get(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, stream.get(), STDOUT_FILENO);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const std::vector<char*> argv = probe::pointers_to(arguments);
  std::vector<std::string> environment = probe::environment_with(added);
  const std::vector<char*> envp = probe::pointers_to(environment);
  pid_t process = -1;
  const int error =
      ::posix_spawn(&process, argv.front(), &actions, &attributes, argv.data(), envp.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw system_error("run", arguments.front(), error);
  return process;
}

std::string how_it_ended(int status) {
  if (!WIFSIGNALED(status)) {
    return fmt::format("ended with exit code {} (its own words are above)", WEXITSTATUS(status));
  }
  return probe::ended_by_signal(WTERMSIG(status));
}

}  // namespace

PeerProcess::PeerProcess(std::string name, const std::vector<std::string>& command,
                         std::chrono::milliseconds patience, const probe::Environment& environment)
    : name_(std::move(name)), patience_(patience) {
  // A socket, since a write to one whose other end has gone can be told not to raise SIGPIPE.
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw system_error("make a socket", {}, errno);
  }
  stream_ = FileDescriptor(ends[0]);
  const FileDescriptor its_end(ends[1]);  // ours must close, or its death would not be noticed
  start_clock();
  process_ = spawn(command, its_end, environment);
  ended_ = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, process_, 0U)));
  if (ended_.get() < 0) {
    const int error = errno;
    end();
    throw system_error("watch", command.front(), error);
  }
}

PeerProcess::~PeerProcess() {
  end();
}

// It has nothing to save, and might hang. Its group is killed before it is waited for: until then
// the group's number is nobody else's.
int PeerProcess::end() noexcept {
  if (process_ <= 0) return 0;  // to kill(2) that would be everybody
  ::kill(-process_, SIGKILL);
  ::kill(process_, SIGKILL);  // it may have left its group
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return status;
}

void PeerProcess::fail(std::string_view how) {
  end();
  failure_ = fmt::format("{} {}", name_, how);
  stream_.reset();
  throw Error(ErrorKind::environment, failure_);
}

// Killing it changes nothing: it has closed its end, which a process does that ends.
void PeerProcess::fail_as_ended() {
  fail(how_it_ended(end()));
}

void PeerProcess::start_clock() {
  deadline_ = std::chrono::steady_clock::now() + patience_;
}

// Its end is looked for beside its socket: what it forked holds that open.
void PeerProcess::wait_until_ready(short event) {
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
    std::array<pollfd, 2> news = {{{stream_.get(), event, 0}, {ended_.get(), POLLIN, 0}}};
    const int ready =
        left.count() <= 0 ? 0 : ::poll(news.data(), news.size(), static_cast<int>(left.count()));
    if (ready < 0 && errno != EINTR) throw system_error("wait for", name_, errno);
    if (ready == 0) {
      fail(fmt::format("did not answer within {:g} s",
                       std::chrono::duration<double>(patience_).count()));
    }
    if (ready > 0 && news[0].revents != 0) return;  // also what it said before it ended
    if (ready > 0) fail_as_ended();
  }
}

void PeerProcess::send(std::string_view request) {
  if (!failure_.empty()) throw Error(ErrorKind::environment, failure_);
  start_clock();
  while (!request.empty()) {
    wait_until_ready(POLLOUT);
    const ssize_t sent =
        ::send(stream_.get(), request.data(), request.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (sent < 0) fail_as_ended();
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string PeerProcess::receive() {
  if (!failure_.empty()) throw Error(ErrorKind::environment, failure_);
  for (;;) {
    wait_until_ready(POLLIN);
    std::array<char, 4096> buffer;
    const ssize_t got = ::recv(stream_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) fail_as_ended();
    return {buffer.data(), static_cast<std::size_t>(got)};
  }
}

}  // namespace alertsage::bench
