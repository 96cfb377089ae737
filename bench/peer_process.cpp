#include "bench/peer_process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <utility>

#include "core/base/error.hpp"

extern char** environ;

namespace alertsage::bench {
namespace {

pid_t spawn(const std::vector<std::string>& arguments, const FileDescriptor& stream) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, stream.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, stream.get(), STDOUT_FILENO);
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t process = -1;
  const int error = ::posix_spawn(&process, argv.front(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw system_error("run", arguments.front(), error);
  return process;
}

int wait_for(pid_t process) noexcept {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string how_it_ended(int status) {
  if (!WIFSIGNALED(status)) {
    return fmt::format("ended with exit code {} (its own words are above)", WEXITSTATUS(status));
  }
  return fmt::format("was ended by signal {} ({})", WTERMSIG(status),
                     ::strsignal(WTERMSIG(status)));
}

}  // namespace

PeerProcess::PeerProcess(std::string name, const std::vector<std::string>& command,
                         std::chrono::milliseconds patience)
    : name_(std::move(name)), patience_(patience) {
  // A socket, since a write to one whose other end has gone can be told not to raise SIGPIPE.
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw system_error("make a socket", {}, errno);
  }
  stream_ = FileDescriptor(ends[0]);
  const FileDescriptor its_end(ends[1]);  // ours must close, or its death would not be noticed
  process_ = spawn(command, its_end);
}

// It has nothing to save, and might hang.
PeerProcess::~PeerProcess() {
  if (process_ <= 0) return;  // to kill(2) that would be everybody
  ::kill(process_, SIGKILL);
  wait_for(process_);
}

void PeerProcess::fail(std::string_view how) {
  failure_ = fmt::format("{} {}", name_, how);
  stream_.reset();
  throw Error(ErrorKind::environment, failure_);
}

// It has closed its end, which a process does that ends; killing one that has ended changes
// nothing.
void PeerProcess::fail_as_ended() {
  ::kill(process_, SIGKILL);
  fail(how_it_ended(wait_for(std::exchange(process_, -1))));
}

void PeerProcess::send(std::string_view bytes) {
  if (!failure_.empty()) throw Error(ErrorKind::environment, failure_);
  while (!bytes.empty()) {
    const ssize_t sent = ::send(stream_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) fail_as_ended();
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string PeerProcess::receive() {
  if (!failure_.empty()) throw Error(ErrorKind::environment, failure_);
  for (;;) {
    pollfd wait = {.fd = stream_.get(), .events = POLLIN, .revents = 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(patience_.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) {
      ::kill(process_, SIGKILL);
      wait_for(std::exchange(process_, -1));
      fail(fmt::format("did not answer within {:g} s",
                       std::chrono::duration<double>(patience_).count()));
    }
    std::array<char, 4096> buffer;
    const ssize_t got = ::recv(stream_.get(), buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail_as_ended();
    return {buffer.data(), static_cast<std::size_t>(got)};
  }
}

}  // namespace alertsage::bench
