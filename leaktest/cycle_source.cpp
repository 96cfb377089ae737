#include "leaktest/cycle_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "bench/probe/launcher.hpp"
#include "bench/probe/process_memory.hpp"
#include "core/base/error.hpp"

namespace alertsage::leaktest {
namespace {

using Clock = std::chrono::steady_clock;

// Whether the process still runs, and whether the user still wants it to, is looked at so often.
constexpr std::chrono::milliseconds kSlice{20};

// How long a process that was asked to end may take.
constexpr std::chrono::seconds kPatience{10};

constexpr std::string_view kNoCycle = "no cycle ended";

[[noreturn]] void fail_as_ended(const SubjectProcess& process) {
  throw Error(ErrorKind::environment, fmt::format("the process {}", process.how_it_ended()));
}

[[noreturn]] void fail_as_late(std::string_view what, std::chrono::milliseconds timeout) {
  throw Error(ErrorKind::environment, fmt::format("{} within {:g} s (--timeout)", what,
                                                  std::chrono::duration<double>(timeout).count()));
}

[[noreturn]] void fail_as_of_another(pid_t process) {
  throw Error(ErrorKind::environment,
              fmt::format("the cycles are those of process {}, which the command has started: test "
                          "that program itself, or let what starts it end in exec",
                          process));
}

Occurrence ended(const SubjectProcess& process) {
  if (!process.succeeded()) fail_as_ended(process);
  return Occurrence::ended;
}

// In bytes, what is asked of a model that is held. Anonymous pages are the process's alone; pages
// of a file are there once for all that map it, even while this process is the only one, which is
// why USS is not what is asked there.
std::map<std::string, double> held_by(pid_t process) {
  std::map<std::string, double> held;
  const probe::MemorySample memory = probe::sample_memory(process);
  if (memory.rss_anon_bytes) {
    held["rss_anon_bytes"] = held["private_bytes"] = static_cast<double>(*memory.rss_anon_bytes);
  }
  if (memory.rss_file_bytes) {
    held["rss_file_bytes"] = held["shared_bytes"] = static_cast<double>(*memory.rss_file_bytes);
  }
  if (const auto sharing = probe::sample_sharing(process)) {
    held["pss_bytes"] = static_cast<double>(sharing->pss_bytes);
    held["uss_bytes"] = static_cast<double>(sharing->uss_bytes);
  }
  return held;
}

// Whether the process whose /proc/PID/stat this is still runs. The file stays that process's, also
// where its number is reused; a pidfd would tell as much, but containers may refuse it. `Z` has
// ended and was not waited for, or its first thread has, and then nothing is to be seen of it.
bool runs(const FileDescriptor& stat) {
  std::array<char, 64> buffer;  // up to the state, behind a name in parentheses
  const ssize_t got = ::pread(stat.get(), buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(got));
  const std::string_view state = text.substr(text.rfind(')') + 1);
  return !state.starts_with(" Z") && !state.starts_with(" X");
}

}  // namespace

void wait_for_end(const Waiting& waiting) {
  const auto deadline = Clock::now() + waiting.timeout;
  while (!waiting.process.has_ended()) {
    if (waiting.interrupt.came()) throw probe::Interrupted();
    if (Clock::now() > deadline) fail_as_late("it did not end", waiting.timeout);
    waiting.process.wait_for_output(kSlice);
    waiting.process.read_output();
  }
  if (!waiting.process.succeeded()) fail_as_ended(waiting.process);
}

MarkedCycles::News MarkedCycles::wait_for_mark() {
  const auto deadline = Clock::now() + waiting_.timeout;
  for (;;) {
    if (const std::optional<Mark> mark = channel_.wait(kSlice)) {
      mark_ = *mark;
      return News::mark;
    }
    if (waiting_.process.has_ended()) return News::ended;
    waiting_.process.read_output();
    if (waiting_.interrupt.came()) return News::interrupted;
    if (Clock::now() > deadline) fail_as_late(kNoCycle, waiting_.timeout);
  }
}

Occurrence MarkedCycles::next() {
  // Before the next mark, which may come sooner than anybody would look.
  if (waiting_.interrupt.came()) return Occurrence::interrupted;
  if (stands_) channel_.answer(Answer::go_on);
  stands_ = false;
  for (;;) {
    switch (wait_for_mark()) {
      case News::ended:
        return ended(waiting_.process);
      case News::interrupted:
        return Occurrence::interrupted;
      case News::mark:
        break;
    }
    if (channel_.process() != waiting_.process.id()) fail_as_of_another(channel_.process());
    if (was_marked_ && channel_.attachments() != program_) {
      throw Error(ErrorKind::environment,
                  "the process became another program (exec) between two cycles");
    }
    program_ = channel_.attachments();
    if (mark_ == Mark::cycle) {
      stands_ = was_marked_ = true;
      return Occurrence::cycle;
    }
    take(mark_);
    channel_.answer(Answer::go_on);
  }
}

void MarkedCycles::take(Mark mark) {
  if (mark == Mark::begin) at_begin_ = held_by(channel_.process());
  if (mark != Mark::held) return;
  for (const auto& [name, bytes] : held_by(channel_.process())) {
    const auto before = at_begin_.find(name);
    if (before != at_begin_.end()) first_load_[name] = bytes - before->second;
  }
}

bool MarkedCycles::trim() {
  channel_.answer(Answer::trim);
  stands_ = false;
  if (wait_for_mark() != News::mark || mark_ != Mark::trimmed) return false;
  stands_ = true;
  return true;
}

void MarkedCycles::finish() {
  if (!stands_) {  // interrupted in the middle of a cycle
    waiting_.process.stop(std::chrono::milliseconds(0));
    return;
  }
  channel_.answer(Answer::stop);
  stands_ = false;
  const auto deadline = Clock::now() + kPatience;
  while (!waiting_.process.has_ended() && Clock::now() < deadline && !waiting_.interrupt.came()) {
    // One that goes on in spite of it is told again, and ended in the end.
    if (channel_.wait(kSlice)) channel_.answer(Answer::stop);
    waiting_.process.read_output();
  }
  if (!waiting_.process.has_ended()) {
    waiting_.process.stop(std::chrono::milliseconds(0));
  } else if (!waiting_.process.succeeded()) {
    fail_as_ended(waiting_.process);
  }
}

Occurrence PrintedLines::next() {
  const auto deadline = Clock::now() + waiting_.timeout;
  for (;;) {
    // Before its lines: of a process that is no more nothing can be sampled.
    if (waiting_.process.has_ended()) return ended(waiting_.process);
    if (waiting_.interrupt.came()) return Occurrence::interrupted;
    if (waiting_.process.any_line()) return Occurrence::cycle;
    if (Clock::now() > deadline) fail_as_late(kNoCycle, waiting_.timeout);
    waiting_.process.wait_for_output(kSlice);
  }
}

void PrintedLines::finish() {
  waiting_.process.stop(kPatience);
}

Intervals::Intervals(const Waiting& waiting, std::chrono::milliseconds every)
    : process_(&waiting.process),
      interrupt_(waiting.interrupt),
      every_(every),
      next_(Clock::now() + every) {}

Intervals::Intervals(pid_t process, const probe::Interrupt& interrupt,
                     std::chrono::milliseconds every)
    : stat_(::open(fmt::format("/proc/{}/stat", process).c_str(), O_RDONLY | O_CLOEXEC)),
      interrupt_(interrupt),
      every_(every),
      next_(Clock::now()) {
  if (stat_.get() < 0) throw system_error("watch process", std::to_string(process), errno);
}

Occurrence Intervals::next() {
  for (;;) {
    if (process_ == nullptr) {
      if (!runs(stat_)) return Occurrence::ended;
    } else if (process_->has_ended()) {
      return ended(*process_);
    } else {
      process_->read_output();
    }
    if (interrupt_.came()) return Occurrence::interrupted;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_ - Clock::now());
    if (left.count() <= 0) break;
    pollfd news = {interrupt_.descriptor(), POLLIN, 0};
    ::poll(&news, 1, static_cast<int>(std::min(left, kSlice).count()));
  }
  next_ = Clock::now() + every_;  // not the next of a grid: after a pause none is made up for
  return Occurrence::cycle;
}

void Intervals::finish() {
  if (process_ != nullptr) process_->stop(kPatience);
}

}  // namespace alertsage::leaktest
