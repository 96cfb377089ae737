// Which files a command reads: found by running it once under ptrace(2), unmeasured.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "bench/probe/launcher.hpp"

namespace alertsage::probe {

// `program`: executables, the interpreters of programs and scripts, and what was mapped to be
// executed, which is shared objects. `data`: everything else, scripts too.
enum class FileKind { program, data };

std::string_view name_of(FileKind kind) noexcept;

struct TracedFile {
  std::filesystem::path path;  // absolute, without symbolic links
  std::uint64_t bytes = 0;     // at the end of the run
  FileKind kind = FileKind::data;
};

// The regular files that the command and its children opened for reading, executed or mapped, each
// once, in the order of their first use, and its stdin file. Left out: files that somebody of them
// opened for writing, empty ones, what is in /proc or /sys, and what has lost its name by the
// end. Not seen: what is opened by io_uring, or by a process that ran before.
//
// Everything that the command does happens, some ten times slower; its output is discarded. Throws
// Error as run_traced does (bench/probe/traced_run.hpp), and environment for a command that fails,
// with its exit code and the first line that it wrote to stderr, or that is not over in time.
std::vector<TracedFile> trace_files(const Command& command);

}  // namespace alertsage::probe
