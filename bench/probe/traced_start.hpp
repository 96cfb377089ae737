// The traced process until it executes its program.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bench/probe/launcher.hpp"
#include "bench/probe/launcher_protocol.hpp"
#include "bench/probe/launcher_request.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace alertsage::probe {

// Of kind environment; asks for the names of the files instead.
Error tracing_refused(int error_number);

// One process for one command, with what the launcher gives it (bench/probe/measured_run.cpp), its
// standard output discarded, and the calling thread as its tracer. Lives until that has ended.
class TracedStart {
 public:
  // Throws Error as Launcher::run does.
  explicit TracedStart(const Command& command);

  // The process stops (SIGSTOP) before it executes the program. Once.
  pid_t fork();

  // Throws Error where the program was not executed, saying why.
  // REQUIRES: it was, or the process has ended.
  void throw_if_failed() const;

  std::string stderr_line() const;  // the first line that was written, cut to 2 KiB

 private:
  Step execute(char** arguments, char** variables) const;

  ResolvedCommand resolved_;
  std::vector<std::string> arguments_;
  std::optional<std::uint32_t> cpu_;
  FileDescriptor stderr_;
  FileDescriptor failure_;
  FileDescriptor failure_for_child_;
};

}  // namespace alertsage::probe
