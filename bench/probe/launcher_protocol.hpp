// What the measuring process and alertsage-launcher say to each other over their socket. Both ends
// are of one build, so these are plain structures; the greeting finds two that are not.
//
// The launcher greets with a Reply. Then, for each command: a Request and its strings, each ended
// by a NUL, in the order program, working directory, stdin file, arguments, environment; back comes
// a Reply, followed by what was kept of stdout and of stderr, and by the arrivals of stdout.
#pragma once

#include <cstddef>
#include <cstdint>

#include "bench/probe/usage.hpp"

namespace alertsage::probe {

inline constexpr std::uint32_t kLauncherProtocol = 0xA1E50002;  // raise with any change below

// The launcher has room for these and allocates nothing: its memory is the floor of what it
// measures.
inline constexpr std::size_t kLargestRequestBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostRequestStrings = 16384;
inline constexpr std::size_t kMostKeptStdoutBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostKeptStderrBytes = 2048;
inline constexpr std::size_t kMostArrivals = 4096;

struct Request {
  std::uint32_t string_bytes = 0;
  std::uint32_t arguments = 0;
  std::uint32_t variables = 0;
  std::uint32_t keep_stdout_bytes = 0;
  std::int64_t cpu = -1;         // -1: any
  std::uint64_t timeout_ns = 0;  // 0: none
};

enum class Outcome : std::uint32_t { exited, signalled, timed_out, refused };

// What could not be done, where a command was refused; Reply::code is the errno then.
enum class Step : std::uint32_t { none, open_stdin, enter_directory, make_pipes, run, watch, pin };

// A piece of stdout as one read gave it: where it ends in the stream, and when it came.
struct Arrival {
  std::uint64_t end = 0;
  std::uint64_t at_ns = 0;
};

struct Reply {
  std::uint32_t protocol = kLauncherProtocol;
  Outcome outcome = Outcome::exited;
  std::int32_t code = 0;  // exit status, signal number or errno
  Step step = Step::none;
  std::uint64_t elapsed_ns = 0;
  std::uint64_t first_output_ns = 0;  // means something where stdout_bytes is not 0
  Usage usage = {};
  std::uint64_t peak_rss_bytes = 0;
  std::uint64_t floor_rss_bytes = 0;
  std::uint64_t stdout_bytes = 0;
  std::uint32_t kept_stdout_bytes = 0;
  std::uint32_t kept_stderr_bytes = 0;
  std::uint64_t arrivals = 0;
};

}  // namespace alertsage::probe
