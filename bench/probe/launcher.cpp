#include "bench/probe/launcher.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <span>
#include <string_view>

#include "bench/probe/launcher_protocol.hpp"
#include "bench/probe/launcher_request.hpp"
#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

using std::filesystem::path;

Error gone() {
  return Error(ErrorKind::environment, "alertsage-launcher has ended unexpectedly");
}

void send(const FileDescriptor& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) throw gone();
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void receive(const FileDescriptor& socket, std::span<char> into) {
  while (!into.empty()) {
    const ssize_t got = ::recv(socket.get(), into.data(), into.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw gone();
    into = into.subspan(static_cast<std::size_t>(got));
  }
}

Reply receive_reply(const FileDescriptor& socket) {
  std::array<char, sizeof(Reply)> bytes;
  receive(socket, bytes);
  return std::bit_cast<Reply>(bytes);
}

std::string receive_text(const FileDescriptor& socket, std::size_t size) {
  std::string text(size, '\0');
  receive(socket, text);
  return text;
}

std::vector<OutputPiece> receive_pieces(const FileDescriptor& socket, std::uint64_t count) {
  std::vector<OutputPiece> pieces;
  pieces.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    std::array<char, sizeof(Arrival)> bytes;
    receive(socket, bytes);
    const auto arrival = std::bit_cast<Arrival>(bytes);
    pieces.push_back({.end = arrival.end, .at = std::chrono::nanoseconds(arrival.at_ns)});
  }
  return pieces;
}

[[noreturn]] void throw_refusal(const Reply& reply, const Command& command) {
  switch (reply.step) {
    case Step::open_stdin:
      throw system_error("open as standard input", command.stdin_file.native(), reply.code);
    case Step::enter_directory:
      throw system_error("enter", command.directory.native(), reply.code);
    case Step::run:
      throw system_error("run", command.arguments.front(), reply.code);
    case Step::pin:
      throw system_error("keep on one processor", command.arguments.front(), reply.code);
    case Step::make_pipes:
    case Step::watch:
    case Step::none:
      break;
  }
  throw system_error("watch", command.arguments.front(), reply.code);
}

Ending ending_of(Outcome outcome) {
  return outcome == Outcome::timed_out   ? Ending::timed_out
         : outcome == Outcome::signalled ? Ending::signalled
                                         : Ending::exited;
}

}  // namespace

std::string ProcessSample::stderr_line() const {
  return kept_stderr.substr(0, kept_stderr.find('\n'));
}

namespace {

// Its own session: a terminal's Ctrl-C reaches the measuring program alone, and the launcher
// follows when the socket closes, having ended what it was running.
pid_t spawn_launcher(const path& program, const FileDescriptor& its_end) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&actions, its_end.get(), STDIN_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
  std::string name = program.filename();
  const std::array<char*, 2> arguments = {name.data(), nullptr};
  pid_t process = -1;
  const int failure =
      ::posix_spawn(&process, program.c_str(), &actions, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) throw system_error("run", program.native(), failure);
  return process;
}

void wait_for(pid_t process) noexcept {
  while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

Launcher::Launcher(const path& program) {
  std::array<int, 2> ends;
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw system_error("make a socket for", program.native(), errno);
  }
  socket_ = FileDescriptor(ends[0]);
  {
    const FileDescriptor its_end(ends[1]);  // ours must close, or its death would not be noticed
    process_ = spawn_launcher(program, its_end);
  }
  Reply greeting{.protocol = 0};
  try {
    greeting = receive_reply(socket_);
  } catch (const Error&) {  // it has ended without a greeting
  }
  if (greeting.protocol != kLauncherProtocol) {
    socket_.reset();
    wait_for(process_);
    throw Error(ErrorKind::environment, "is not the alertsage-launcher of this build",
                {.file = program.native()});
  }
  floor_rss_bytes_ = greeting.floor_rss_bytes;
}

Launcher::~Launcher() {
  socket_.reset();
  wait_for(process_);
}

void Launcher::wait_for_reply() {
  if (interrupt_ < 0) return;
  std::array<pollfd, 2> news = {{{socket_.get(), POLLIN, 0}, {interrupt_, POLLIN, 0}}};
  while (::poll(news.data(), news.size(), -1) < 0 && errno == EINTR) {
  }
  if (news[1].revents == 0) return;
  socket_.reset();  // at which the launcher kills the command
  throw Interrupted();
}

ProcessSample Launcher::run(const Command& command) {
  send(socket_, request_for(command));
  wait_for_reply();
  const Reply reply = receive_reply(socket_);
  floor_rss_bytes_ = reply.floor_rss_bytes;
  if (reply.outcome == Outcome::refused) throw_refusal(reply, command);
  ProcessSample sample = {.ending = ending_of(reply.outcome),
                          .code = reply.code,
                          .elapsed = std::chrono::nanoseconds(reply.elapsed_ns),
                          .usage = reply.usage,
                          .peak_rss_bytes = reply.peak_rss_bytes,
                          .floor_rss_bytes = reply.floor_rss_bytes,
                          .stdout_bytes = reply.stdout_bytes};
  if (reply.stdout_bytes > 0) sample.first_output = std::chrono::nanoseconds(reply.first_output_ns);
  sample.kept_stdout = receive_text(socket_, reply.kept_stdout_bytes);
  sample.kept_stderr = receive_text(socket_, reply.kept_stderr_bytes);
  sample.pieces = receive_pieces(socket_, reply.arrivals);
  return sample;
}

}  // namespace alertsage::probe
