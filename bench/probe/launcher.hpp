// Running a command in a fresh process, and what it cost.
//
// Commands are started by a small program, alertsage-launcher, so that the memory and the size of
// the measuring process change none of their figures (its source says why). One Launcher is one
// such process; it lives as long as the object does, or as long as the measuring process.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/probe/sibling_program.hpp"
#include "bench/probe/usage.hpp"
#include "core/base/file.hpp"

namespace alertsage::probe {

struct Command {
  // The program and its arguments. A name without a slash is looked up in this process's PATH; a
  // relative path starts from this process's directory, not from `directory`.
  std::vector<std::string> arguments;

  // Added to this process's environment, in place of variables of the same name.
  std::vector<std::pair<std::string, std::string>> environment = {};
  bool inherit_environment = true;  // false: the child has `environment` and nothing else

  std::filesystem::path directory = {};   // where it runs; empty: where this process is
  std::filesystem::path stdin_file = {};  // empty: /dev/null
  std::optional<std::chrono::nanoseconds> timeout = {};  // then its process group is killed
  std::optional<std::uint32_t> cpu = {};                 // the one that it may use; unset: as here

  // How much of the beginning of stdout to return; the rest is read and counted. At most 1 MiB.
  // What is kept raises the launcher's own memory, and with it the floor, by as much.
  std::size_t keep_stdout_bytes = 16 * 1024;
};

enum class Ending { exited, signalled, timed_out };

// A piece of stdout: where it ended in the stream, and when it came.
struct OutputPiece {
  std::size_t end = 0;
  std::chrono::nanoseconds at{};
};

// One run. Times are from just before the process was made (CLOCK_MONOTONIC).
struct ProcessSample {
  Ending ending = Ending::exited;
  int code = 0;  // the exit status, or the signal's number

  std::chrono::nanoseconds elapsed{};                      // until the kernel announced its end
  std::optional<std::chrono::nanoseconds> first_output{};  // until stdout had a first byte

  Usage usage{};  // with the children that it waited for

  // The largest resident set of it and the children that it waited for, mapped files included
  // (ru_maxrss). A process starts with the launcher's: a peak at or below that is only known to be
  // no larger, and is to be printed as `<= floor`. Since Linux 6.2 the kernel counts in batches a
  // CPU and leaves out the rests, so the figure may be some hundred KiB short.
  std::uint64_t peak_rss_bytes = 0;
  std::uint64_t floor_rss_bytes = 0;
  bool peak_rss_at_floor() const noexcept { return peak_rss_bytes <= floor_rss_bytes; }

  std::uint64_t stdout_bytes = 0;     // all that it wrote
  std::string kept_stdout{};          // the beginning of that
  std::vector<OutputPiece> pieces{};  // of what is kept, as the reads gave them: 4096 at most, of
                                      // which the last is all the rest and when it was complete
  std::string kept_stderr{};          // the beginning, up to 2 KiB

  std::string stderr_line() const;  // its first line

  bool succeeded() const noexcept { return ending == Ending::exited && code == 0; }
};

// What run() throws when the user did not want to wait for the command's end.
class Interrupted : public std::exception {
 public:
  const char* what() const noexcept override { return "interrupted"; }
};

// Not thread-safe: one command at a time.
class Launcher {
 public:
  // Throws Error: not_found, io; environment where what is there is no launcher of this build.
  explicit Launcher(const std::filesystem::path& program = sibling_program("alertsage-launcher"));
  Launcher(const Launcher&) = delete;
  Launcher& operator=(const Launcher&) = delete;
  ~Launcher();  // ends the process and waits for it

  // Runs the command to its end. The child has three descriptors, no signal blocked or ignored, a
  // process group of its own and no controlling terminal; what it leaves running in its group is
  // killed when it ends, and it is killed with its group when this process ends first.
  //
  // A command that fails is a sample. One that could not be started is not, and throws Error:
  // not_found or io, naming the program, the directory or the stdin file; usage for no program at
  // all, a NUL in a string, a `=` in a variable's name, more than 1 MiB of arguments and
  // environment or of stdout to keep; environment where the launcher has gone or the command cannot
  // be kept on the processor.
  ProcessSample run(const Command& command);

  // Lets run() be ended from outside: when `descriptor`, such as a signalfd(2), becomes readable,
  // the command is killed, run() throws Interrupted, and the object is good for nothing any more.
  void watch_for_interrupt(int descriptor) noexcept { interrupt_ = descriptor; }

  // The launcher's own peak resident set at the last reply, its greeting at first: no peak below it
  // can be told. Some 800 KiB.
  std::uint64_t floor_rss_bytes() const noexcept { return floor_rss_bytes_; }

 private:
  void wait_for_reply();

  FileDescriptor socket_;
  pid_t process_ = -1;
  int interrupt_ = -1;
  std::uint64_t floor_rss_bytes_ = 0;
};

}  // namespace alertsage::probe
