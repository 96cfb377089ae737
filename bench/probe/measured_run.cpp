// Why pidfd and poll: the moment of exit is the moment at which the kernel wakes the parent. The
// end of stdout comes earlier (descriptors are closed before a process is gone) or much later (a
// grandchild holds it). A blocking wait4 would be as exact, but leave nobody to empty the pipes and
// to watch the clock; poll waits for all of it without a tick. The clock is read as poll returns,
// before anything is done about the news.
#include "bench/probe/measured_run.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace alertsage::probe {
namespace {

constexpr std::uint64_t kNever = ~std::uint64_t{0};
constexpr std::uint64_t kSecond = 1'000'000'000;

std::uint64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * kSecond + static_cast<std::uint64_t>(now.tv_nsec);
}

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int get() const { return fd_; }
  void set(int fd) { fd_ = fd; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

// The launcher's end of one of the command's streams: everything is read, the beginning is kept.
// The command's end stays open here too: its closing at the exit would wake the launcher, and being
// woken costs the command some microseconds each time.
class Stream {
 public:
  explicit Stream(std::span<char> keep, std::span<Arrival> arrivals = {})
      : keep_(keep), arrivals_(arrivals) {}

  bool open() {
    std::array<int, 2> ends;
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    ours_.set(ends[0]);
    theirs_.set(ends[1]);
    return ::fcntl(ours_.get(), F_SETFL, O_NONBLOCK) == 0;
  }
  int ours() const { return ours_.get(); }
  int theirs() const { return theirs_.get(); }

  // One read, of what came at `now_ns`. False when there is nothing for now.
  bool read_some(std::uint64_t now_ns) {
    std::array<char, 16384> discarded;
    const bool keeping = kept_ < keep_.size();
    const std::span<char> into = keeping ? keep_.subspan(kept_) : std::span<char>(discarded);
    const ssize_t got = ::read(ours_.get(), into.data(), into.size());
    if (got <= 0) return got < 0 && errno == EINTR;
    total_ += static_cast<std::uint64_t>(got);
    if (keeping) {
      kept_ += static_cast<std::size_t>(got);
      note_arrival(now_ns);
    }
    return true;
  }

  // What was in the pipe when the command ended, and no more: a process that escaped may write on.
  void drain(std::uint64_t now_ns) {
    const int capacity = std::max(::fcntl(ours(), F_GETPIPE_SZ), 0);
    const std::uint64_t end = total_ + static_cast<std::uint64_t>(capacity);
    while (total_ < end && read_some(now_ns)) {
    }
  }

  std::uint64_t total() const { return total_; }
  std::span<const char> kept() const { return keep_.first(kept_); }
  std::span<const Arrival> arrivals() const { return arrivals_.first(arrived_); }

 private:
  void note_arrival(std::uint64_t now_ns) {
    if (arrivals_.empty()) return;
    arrived_ = std::min(arrived_ + 1, arrivals_.size());
    arrivals_[arrived_ - 1] = {.end = kept_, .at_ns = now_ns};
  }

  Descriptor ours_;
  Descriptor theirs_;
  std::span<char> keep_;
  std::span<Arrival> arrivals_;
  std::size_t kept_ = 0;
  std::size_t arrived_ = 0;
  std::uint64_t total_ = 0;
};

// A command that was started, until it has been waited for.
struct Child {
  pid_t process = -1;
  std::uint64_t start_ns = 0;
  Descriptor handle;
  Stream out;
  Stream err;

  // And the process itself, which may have left its group.
  void kill_group() const {
    ::kill(-process, SIGKILL);
    ::kill(process, SIGKILL);
  }
};

// posix_spawn with everything the child is to have: three descriptors (all others are
// close-on-exec), a directory, a process group of its own so that all of it can be ended, no signal
// blocked and none ignored. Returns an errno, also when it was exec that failed.
int spawn(const CommandLine& line, int in, int directory, Child& child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, child.out.theirs(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, child.err.theirs(), STDERR_FILENO);
  ::posix_spawn_file_actions_addfchdir_np(&actions, directory);
  // Not sigfillset, which leaves out two signals that glibc keeps for itself: posix_spawn would
  // leave those ignored.
  sigset_t all;
  std::memset(&all, 0xff, sizeof all);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  child.start_ns = now_ns();
  const int failure = ::posix_spawn(&child.process, line.program, &actions, &attributes,
                                    line.arguments, line.environment);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return failure;
}

timespec span_until(std::uint64_t deadline_ns, std::uint64_t now) {
  const std::uint64_t left = deadline_ns > now ? deadline_ns - now : 0;
  return {.tv_sec = static_cast<time_t>(left / kSecond),
          .tv_nsec = static_cast<long>(left % kSecond)};
}

// Returns when the process has ended; it has not been waited for yet, so its number is still its.
void watch_until_exit(Child& child, const Watch& watch, Reply& reply) {
  std::uint64_t deadline = watch.timeout_ns == 0 ? kNever : child.start_ns + watch.timeout_ns;
  int client = watch.client;
  std::uint64_t first_output = kNever;
  std::uint64_t exit = kNever;
  while (exit == kNever) {
    std::array<pollfd, 4> news = {{{child.handle.get(), POLLIN, 0},
                                   {child.out.ours(), POLLIN, 0},
                                   {child.err.ours(), POLLIN, 0},
                                   {client, 0, 0}}};  // no event asked for: POLLHUP comes anyway
    const timespec wait = span_until(deadline, now_ns());
    ::ppoll(news.data(), news.size(), deadline == kNever ? nullptr : &wait, nullptr);
    const std::uint64_t now = now_ns();
    if (news[0].revents != 0) exit = now;
    if (news[1].revents != 0) child.out.read_some(now);
    if (news[2].revents != 0) child.err.read_some(now);
    if (child.out.total() > 0) first_output = std::min(first_output, now);
    if (exit == kNever && now >= deadline) reply.outcome = Outcome::timed_out;
    if (reply.outcome == Outcome::timed_out || news[3].revents != 0) {
      child.kill_group();
      deadline = kNever;
      client = -1;
    }
  }
  child.kill_group();
  child.out.drain(exit);
  child.err.drain(exit);
  reply.elapsed_ns = exit - child.start_ns;
  reply.first_output_ns = std::min(first_output, exit) - child.start_ns;
}

void wait_for(const Child& child, Reply& reply) {
  int status = 0;
  struct rusage figures {};
  while (::wait4(child.process, &status, 0, &figures) < 0 && errno == EINTR) {
  }
  if (reply.outcome != Outcome::timed_out && WIFSIGNALED(status))
    reply.outcome = Outcome::signalled;
  reply.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  reply.usage = usage_of(figures);
  reply.peak_rss_bytes = static_cast<std::uint64_t>(figures.ru_maxrss) * 1024;
}

// Keeps the caller on one processor for as long as the object lives, since a child starts with its
// parent's affinity and posix_spawn has no attribute for it.
class Pinned {
 public:
  explicit Pinned(std::int64_t cpu) {
    if (cpu < 0) return;
    if (cpu >= CPU_SETSIZE) {
      failure_ = EINVAL;
      return;
    }
    ::sched_getaffinity(0, sizeof before_, &before_);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(cpu), &one);
    pinned_ = ::sched_setaffinity(0, sizeof one, &one) == 0;
    if (!pinned_) failure_ = errno;
  }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;
  ~Pinned() {
    if (pinned_) ::sched_setaffinity(0, sizeof before_, &before_);
  }

  int failure() const { return failure_; }

 private:
  cpu_set_t before_{};
  bool pinned_ = false;
  int failure_ = 0;
};

Reply refused(Step step, int failure) {
  return {.outcome = Outcome::refused, .code = failure, .step = step};
}

}  // namespace

Reply run_measured(const CommandLine& line, const Watch& watch) {
  const Descriptor in(::open(line.stdin_file, O_RDONLY | O_CLOEXEC));
  if (in.get() < 0) return refused(Step::open_stdin, errno);
  const Descriptor directory(::open(line.directory, O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0) return refused(Step::enter_directory, errno);
  Child child{.handle = Descriptor(),
              .out = Stream(watch.keep_stdout, watch.arrivals),
              .err = Stream(watch.keep_stderr)};
  if (!child.out.open() || !child.err.open()) return refused(Step::make_pipes, errno);
  {
    const Pinned pinned(watch.cpu);
    if (pinned.failure() != 0) return refused(Step::pin, pinned.failure());
    const int failure = spawn(line, in.get(), directory.get(), child);
    if (failure != 0) return refused(Step::run, failure);
  }

  Reply reply;
  // By number: the header of glibc 2.36 declares the function without C linkage.
  child.handle.set(static_cast<int>(::syscall(SYS_pidfd_open, child.process, 0U)));
  if (child.handle.get() < 0) {
    reply = refused(Step::watch, errno);
    child.kill_group();
    ::waitpid(child.process, nullptr, 0);
    return reply;
  }
  watch_until_exit(child, watch, reply);
  wait_for(child, reply);
  reply.stdout_bytes = child.out.total();
  reply.kept_stdout_bytes = static_cast<std::uint32_t>(child.out.kept().size());
  reply.kept_stderr_bytes = static_cast<std::uint32_t>(child.err.kept().size());
  reply.arrivals = child.out.arrivals().size();
  for (Arrival& arrival : watch.arrivals.first(reply.arrivals)) arrival.at_ns -= child.start_ns;
  return reply;
}

}  // namespace alertsage::probe
