// The process that is tested, while it runs: its end, and what it prints.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "bench/probe/process_start.hpp"
#include "core/base/file.hpp"

namespace alertsage::leaktest {

// What becomes of its standard output.
enum class Output {
  drop,   // /dev/null
  show,   // this process's standard error: standard output is for the verdict
  keep,   // read; its beginning is kept
  lines,  // read; any_line() tells of lines
};

struct SubjectCommand {
  std::vector<std::string> arguments;   // the program, looked up in PATH, and its arguments
  probe::Environment environment = {};  // added to this process's
  Output output = Output::drop;
  bool show_lines = false;   // with `lines`: on this process's standard error as well
  bool keep_stderr = false;  // read, and its beginning kept; false: it is this process's
};

// In a process group of its own, which is killed with the object. Not thread-safe.
class SubjectProcess {
 public:
  // Throws Error: not_found or io where it cannot be started.
  explicit SubjectProcess(const SubjectCommand& command);
  SubjectProcess(const SubjectProcess&) = delete;
  SubjectProcess& operator=(const SubjectProcess&) = delete;
  ~SubjectProcess();

  pid_t id() const noexcept { return process_; }
  // Once it has: kills what is left of its group, and reads what it printed. Then how_it_ended() is
  // known.
  bool has_ended();

  // Asks it to end (SIGTERM), and kills what has not within `patience`.
  void stop(std::chrono::milliseconds patience);

  bool succeeded() const noexcept { return status_ == 0; }  // REQUIRES: it has ended
  std::string how_it_ended() const;  // "ended with exit code 2: '…'", "was ended by signal 9 (…)"

  // Reads what has arrived, so that it never waits for this process.
  void read_output();
  bool any_line();  // whether a line was completed since it was asked last
  void wait_for_output(std::chrono::milliseconds at_most) const;

  const std::string& kept_stdout() const noexcept { return kept_stdout_; }

 private:
  void kill_group_and_reap();

  pid_t process_ = -1;
  FileDescriptor stdout_;
  FileDescriptor stderr_;
  std::optional<int> status_;  // of waitpid(2)
  std::string kept_stdout_;
  std::string kept_stderr_;
  bool any_line_ = false;
  bool shows_lines_;
};

}  // namespace alertsage::leaktest
