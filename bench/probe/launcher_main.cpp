// alertsage-launcher: starts one command after another for a measuring process, and measures each.
//
// Why another process: a child's peak memory starts at the high-water mark of the process that it
// is started from (Linux takes it over at exec, from the memory that the child leaves), and
// starting one from a large process costs time that is not the command's. So the parent of what is
// measured is this program, which allocates nothing for a command and tells its own peak with each
// reply. That peak is VmHWM of /proc/self/status; ru_maxrss would include the peak of our own
// parent.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <string_view>

#include "bench/probe/launcher_protocol.hpp"
#include "bench/probe/measured_run.hpp"
#include "bench/probe/proc_text.hpp"

namespace alertsage::probe {
namespace {

constexpr int kClient = STDIN_FILENO;

// Untouched pages of these cost nothing.
std::array<char, kLargestRequestBytes> strings;
std::array<char*, kMostRequestStrings> pointers;
std::array<char, kMostKeptStdoutBytes> kept_stdout;
std::array<char, kMostKeptStderrBytes> kept_stderr;
std::array<Arrival, kMostArrivals> arrivals;

std::uint64_t own_peak_rss_bytes() {
  std::array<char, 4096> buffer;
  return proc_number(read_proc_file("/proc/self/status", buffer), "VmHWM").value_or(0);
}

bool receive(void* data, std::size_t size) {
  return ::recv(kClient, data, size, MSG_WAITALL) == static_cast<ssize_t>(size);
}

bool send(const void* data, std::size_t size) {
  for (auto bytes = std::span(static_cast<const char*>(data), size); !bytes.empty();) {
    const ssize_t sent = ::send(kClient, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

// Finds the strings where they were received. REQUIRES: there are as many as the request says; the
// client, which is of the same build, sees to that.
CommandLine split(const Request& request) {
  char* at = strings.data();
  const auto next = [&at] {
    char* const string = at;
    at += std::strlen(string) + 1;
    return string;
  };
  CommandLine line;
  line.program = next();
  line.directory = next();
  line.stdin_file = next();
  line.arguments = pointers.data();
  *std::generate_n(line.arguments, request.arguments, next) = nullptr;
  line.environment = line.arguments + request.arguments + 1;
  *std::generate_n(line.environment, request.variables, next) = nullptr;
  return line;
}

// False when the client has gone.
bool serve_one(std::uint64_t& floor, std::uint32_t& largest_request) {
  Request request;
  if (!receive(&request, sizeof request) || !receive(strings.data(), request.string_bytes)) {
    return false;
  }
  Reply reply = run_measured(
      split(request), {.timeout_ns = request.timeout_ns,
                       .client = kClient,
                       .keep_stdout = std::span(kept_stdout).first(request.keep_stdout_bytes),
                       .keep_stderr = kept_stderr,
                       .arrivals = arrivals,
                       .cpu = request.cpu});
  // A command inherits what the launcher held when it was started: more than ever before only where
  // the request is larger. Else the peak is asked for after the reply, while nobody waits: that
  // costs as much as all else beside the command.
  if (request.string_bytes > largest_request) {
    largest_request = request.string_bytes;
    floor = own_peak_rss_bytes();
  }
  reply.floor_rss_bytes = floor;
  return send(&reply, sizeof reply) && send(kept_stdout.data(), reply.kept_stdout_bytes) &&
         send(kept_stderr.data(), reply.kept_stderr_bytes) &&
         send(arrivals.data(), reply.arrivals * sizeof(Arrival));
}

bool started_by_client() {
  int type = 0;
  socklen_t size = sizeof type;
  return ::getsockopt(kClient, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

int serve() {
  if (!started_by_client()) {
    constexpr std::string_view kMessage =
        "alertsage-launcher: error: is started by the programs that measure, not by hand\n";
    [[maybe_unused]] const ssize_t written =
        ::write(STDERR_FILENO, kMessage.data(), kMessage.size());
    return 3;
  }
  // What our parent forgot to close must not reach the commands.
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  ::fcntl(kClient, F_SETFD, FD_CLOEXEC);
  const Reply greeting = {.floor_rss_bytes = own_peak_rss_bytes()};
  if (!send(&greeting, sizeof greeting)) return 0;
  std::uint64_t floor = greeting.floor_rss_bytes;
  std::uint32_t largest_request = 0;
  while (serve_one(floor, largest_request)) floor = own_peak_rss_bytes();
  return 0;
}

}  // namespace
}  // namespace alertsage::probe

int main() {
  return alertsage::probe::serve();
}
