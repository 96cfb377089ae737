// One command, started and watched: the part of alertsage-launcher that measures. Nothing here
// allocates for as long as the command runs, or keeps anything after it.
#pragma once

#include <span>

#include "bench/probe/launcher_protocol.hpp"

namespace alertsage::probe {

// What posix_spawn(3) wants. The program is a path; arguments and environment end with a null.
struct CommandLine {
  char* program = nullptr;
  char* directory = nullptr;
  char* stdin_file = nullptr;
  char** arguments = nullptr;
  char** environment = nullptr;
};

struct Watch {
  std::uint64_t timeout_ns = 0;  // 0: none
  int client = -1;               // when the other end of this socket closes, the command is ended
  std::span<char> keep_stdout;   // the beginnings of what it writes go here
  std::span<char> keep_stderr;
  std::span<Arrival> arrivals;  // of what is kept of stdout; the last one takes what finds no room
  std::int64_t cpu = -1;        // the one that the command may use; -1: those of the caller
};

// Runs the command to its end and says how it went; floor_rss_bytes is the caller's to fill. At a
// timeout the command's process group is killed; what the command leaves behind in its group when
// it ends by itself is killed too, so that one sample leaves nothing running for the next.
Reply run_measured(const CommandLine& line, const Watch& watch);

}  // namespace alertsage::probe
