// One command under ptrace(2): where its processes open, map and execute, somebody is told while
// the process stands still.
#pragma once

#include <sys/types.h>

#include <string>

#include "bench/probe/launcher.hpp"

namespace alertsage::probe {

// Told by the tracing thread. /proc/TASK is as it was at that moment; a task is a thread.
class TraceObserver {
 public:
  TraceObserver() = default;
  TraceObserver(const TraceObserver&) = delete;
  TraceObserver& operator=(const TraceObserver&) = delete;
  virtual ~TraceObserver() = default;

  virtual void opened(pid_t task, int file) = 0;
  virtual void mapped_executable(pid_t task, int file) = 0;
  virtual void executed(
      pid_t task) = 0;  // a program: its mappings are what the kernel mapped of it
};

struct TracedEnding {
  Ending ending = Ending::exited;
  int code = 0;                  // the exit status, or the signal's number
  std::string stderr_line = {};  // the first line, cut to 2 KiB
};

// Runs the command, with its children and threads, to its end; what it leaves running is killed.
// Standard output is discarded. Throws Error: as Launcher::run where it cannot be started;
// environment where this kernel or container refuses to trace; unsupported for a program of another
// architecture; what the observer throws. Nothing is left traced or running then either.
TracedEnding run_traced(const Command& command, TraceObserver& observer);

}  // namespace alertsage::probe
