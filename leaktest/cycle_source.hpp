// When a cycle of the tested process has ended, and it is time to look at what it holds.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>

#include "bench/probe/interrupt.hpp"
#include "core/base/file.hpp"
#include "leaktest/agent_channel.hpp"
#include "leaktest/subject_process.hpp"

namespace alertsage::leaktest {

enum class Occurrence { cycle, ended, interrupted };

class CycleSource {
 public:
  CycleSource() = default;
  CycleSource(const CycleSource&) = delete;
  CycleSource& operator=(const CycleSource&) = delete;
  virtual ~CycleSource() = default;

  // Waits for the end of the next cycle. Throws Error (environment) where the process failed, or
  // none came in time. `ended`: of its own accord, and well.
  virtual Occurrence next() = 0;

  // Gives back what the allocator keeps, in the process, which stands at the end of a cycle.
  // `false`: not possible here, or the process does not stand any more, and next() says why.
  virtual bool trim() { return false; }
  virtual bool can_trim() const { return false; }

  // No more cycles are wanted: ends a process that is ours, if need be by force after ten seconds.
  // Throws Error (environment) where it fails at its end.
  virtual void finish() = 0;

  // What the first cycle's load added while it was held; empty where nobody says when that is.
  virtual std::map<std::string, double> first_load() const { return {}; }
};

// Who has to be waited for, and for how long: what all sources share.
struct Waiting {
  SubjectProcess& process;
  const probe::Interrupt& interrupt;
  std::chrono::milliseconds timeout;  // of one cycle
};

// Until the process has ended, and well. Throws Error (environment) where it fails or does not end
// in time; probe::Interrupted.
void wait_for_end(const Waiting& waiting);

// Cycles that the process marks (leaktest.h): it stands still from next() to next().
class MarkedCycles : public CycleSource {
 public:
  MarkedCycles(const Waiting& waiting, AgentChannel& channel)
      : waiting_(waiting), channel_(channel) {}

  Occurrence next() override;
  bool trim() override;
  bool can_trim() const override { return true; }
  void finish() override;
  std::map<std::string, double> first_load() const override { return first_load_; }
  bool was_marked() const noexcept { return was_marked_; }  // at least one cycle

 private:
  enum class News { mark, ended, interrupted };
  News wait_for_mark();
  void take(Mark mark);

  Waiting waiting_;
  AgentChannel& channel_;
  bool stands_ = false;  // at the end of a cycle
  bool was_marked_ = false;
  std::uint32_t program_ = 0;  // AgentChannel::attachments at the last mark
  Mark mark_ = Mark::begin;
  std::map<std::string, double> at_begin_;
  std::map<std::string, double> first_load_;
};

// A line that the process prints ends a cycle; several that are there at once end one, since the
// process can only be looked at as it is now.
class PrintedLines : public CycleSource {
 public:
  explicit PrintedLines(const Waiting& waiting) : waiting_(waiting) {}

  Occurrence next() override;
  void finish() override;

 private:
  Waiting waiting_;
};

// Every so often, of any process: of one that this one has started, or of another.
class Intervals : public CycleSource {
 public:
  Intervals(const Waiting& waiting, std::chrono::milliseconds every);
  Intervals(pid_t process, const probe::Interrupt& interrupt, std::chrono::milliseconds every);

  Occurrence next() override;
  void finish() override;

 private:
  SubjectProcess* process_ = nullptr;  // where it is ours
  FileDescriptor stat_;                // where it is not: /proc/PID/stat
  const probe::Interrupt& interrupt_;
  std::chrono::milliseconds every_;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace alertsage::leaktest
