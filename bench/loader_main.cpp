// alertsage-loader LOAD [CLEANING FILE…]: the child of alertsage-bench in which plug-ins are
// measured, and our strategies beside them. It opens the plug-in, loads and uses one model as often
// as it is asked to, and times that. Not for users.
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <span>
#include <string>
#include <vector>

#include "bench/loader_protocol.hpp"
#include "bench/measure.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/program.hpp"
#include "core/load/plugin.hpp"

namespace {

using namespace alertsage;
using namespace alertsage::bench;

FileDescriptor stream;  // the socket to the bench

// The socket, at first standard input, goes where no plug-in comes upon it: one that reads its
// standard input would eat requests, and a command that it starts would keep the socket open.
void take_socket() {
  constexpr int kFarFromOthers = 100;
  stream = FileDescriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, kFarFromOthers));
  const FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (stream.get() < 0 || ::dup2(nothing.get(), STDIN_FILENO) < 0) {
    throw system_error("put away the socket", {}, errno);
  }
  ::dup2(STDERR_FILENO, STDOUT_FILENO);  // what a plug-in prints is no answer
}

bool receive(std::span<char> into) {
  while (!into.empty()) {
    const ssize_t got = ::recv(stream.get(), into.data(), into.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;  // the bench has ended
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

bool send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(stream.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool reply(LoaderReply head, std::string_view text) {
  head.text_bytes = text.size();
  const auto bytes = std::bit_cast<std::array<char, sizeof head>>(head);
  return send({bytes.data(), bytes.size()}) && send(text);
}

struct Answer {
  std::string text;
  Measured measured;
};

// What was loaded is dropped when this returns: before the bench looks at the file's pages again,
// and outside of the clock.
Answer answer_to(const Loader& load, Operation operation, std::string_view input) {
  if (operation == Operation::load) {
    const auto [loaded, measured] = measure(load);
    return {std::string(loaded->use(input)), measured};
  }
  std::string_view text;
  const auto [loaded, measured] = measure([&] {
    auto used = load();
    text = used->use(input);
    return used;
  });
  return {std::string(text), measured};
}

struct Opened {
  Loader load;
  std::string greeting;
};

Opened open(std::string_view load, std::span<char* const> of) {
  Opened opened;
  if (const auto path = plugin_path(load)) {
    const auto plugin = std::make_shared<const Plugin>(*path);
    opened.greeting = to_text(plugin->description());
    if (!of.empty()) opened.load = loader_of(plugin, of.back());
  } else {
    if (of.empty()) throw Error(ErrorKind::usage, "a strategy loads files");
    const std::vector<std::filesystem::path> paths(of.begin() + 1, of.end());
    ModelFiles files = locate_model(paths);
    files.cleaning = cleaning_named(of.front());
    opened.load = loader_of(strategy_named(load), files);
  }
  return opened;
}

void serve(const Loader& load) {
  std::array<char, sizeof(LoaderRequest)> bytes;
  for (std::string input; receive(bytes);) {
    const auto request = std::bit_cast<LoaderRequest>(bytes);
    input.resize(request.input_bytes);
    if (!receive(input)) return;
    bool sent = false;
    try {
      const Answer answer = answer_to(load, request.operation, input);
      sent = reply(
          {.succeeded = 1, .elapsed = answer.measured.sample.elapsed, .used = answer.measured.used},
          answer.text);
    } catch (const std::exception& error) {
      sent = reply({}, error.what());
    }
    if (!sent) return;
  }
}

bool is_started_by_the_bench(std::span<char* const> arguments) {
  int type = 0;
  socklen_t size = sizeof type;
  return arguments.size() >= 2 &&
         ::getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

ExitCode run(std::span<char* const> arguments) {
  if (!is_started_by_the_bench(arguments)) {
    throw Error(ErrorKind::usage, "is started by the programs that measure, not by hand");
  }
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // what hangs in a plug-in does not see the socket close
  take_socket();
  try {
    const Opened opened = open(arguments[1], arguments.subspan(2));
    if (reply({.succeeded = 1}, opened.greeting)) serve(opened.load);
  } catch (const std::exception& error) {
    reply({}, error.what());
  }
  return ExitCode::good;
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("alertsage-loader", [&] {
    return run({argv, static_cast<std::size_t>(argc)});
  });
}
