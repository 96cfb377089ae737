// A thread of its own traces, for three reasons: ptrace wants all requests from the thread that
// started the process; that thread may wait for all of its children (__WNOTHREAD) without taking
// the news of somebody else's; and when it is gone, so is everything that it traced
// (PTRACE_O_EXITKILL).
//
// PTRACE_GET_SYSCALL_INFO (Linux 5.3) tells number, arguments and result of a system call without
// registers, so nothing here knows an architecture.
#include "bench/probe/traced_run.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <future>
#include <optional>
#include <thread>
#include <unordered_map>

#include "bench/probe/traced_start.hpp"
#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

// Kills the process when its time is over. A blocked waitpid has no deadline.
class Deadline {
 public:
  Deadline(pid_t process, std::optional<std::chrono::nanoseconds> timeout) {
    if (!timeout) return;
    process_ = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0U)));
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(*timeout).count();
    thread_ = std::thread([this, milliseconds] {
      pollfd news = {process_.get(), POLLIN, 0};
      if (::poll(&news, 1, static_cast<int>(milliseconds)) != 0) return;
      passed_ = true;
      ::syscall(SYS_pidfd_send_signal, process_.get(), SIGKILL, nullptr, 0U);
    });
  }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  // REQUIRES: the process has ended.
  ~Deadline() {
    if (thread_.joinable()) thread_.join();
  }

  bool passed() const { return passed_; }

 private:
  FileDescriptor process_;
  std::atomic<bool> passed_ = false;
  std::thread thread_;
};

class Tracer {
 public:
  Tracer(pid_t root, TraceObserver& observer) : root_(root), observer_(observer) {}
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;
  ~Tracer() {
    for (const auto& [task, call] : tasks_) ::kill(task, SIGKILL);
    while (const auto news = wait_for_news()) {  // those that were just born, too
      if (news->stopped()) ::kill(news->task, SIGKILL);
    }
  }

  // From the child's stop before exec to the end of the command. Nothing where it ended before.
  std::optional<TracedEnding> run() {
    if (!begin()) return std::nullopt;
    while (const auto news = wait_for_news()) {
      if (news->stopped()) {
        proceed(news->task, handle_stop(*news));
        continue;
      }
      if (news->task == root_) return ending_of(news->status);
    }
    return std::nullopt;
  }

 private:
  struct News {
    pid_t task;
    int status;

    bool stopped() const { return WIFSTOPPED(status); }
  };
  using Call = __ptrace_syscall_info;

  static TracedEnding ending_of(int status) {
    if (WIFSIGNALED(status)) return {.ending = Ending::signalled, .code = WTERMSIG(status)};
    return {.ending = Ending::exited, .code = WEXITSTATUS(status)};
  }

  // Nothing when there is no child any more.
  std::optional<News> wait_for_news() {
    News news{};
    do {
      news.task = ::waitpid(-1, &news.status, __WALL | __WNOTHREAD);
    } while (news.task < 0 && errno == EINTR);
    if (news.task < 0) return std::nullopt;
    if (!news.stopped()) tasks_.erase(news.task);
    return news;
  }

  bool begin() {
    const auto news = wait_for_news();
    if (!news || !news->stopped()) return false;
    tasks_.try_emplace(root_);
    constexpr long kOptions = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                              PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    Call call{};
    if (::ptrace(PTRACE_SETOPTIONS, root_, nullptr, kOptions) != 0 || !inspect(root_, call)) {
      throw tracing_refused(errno);
    }
    architecture_ = call.arch;
    proceed(root_, 0);
    return true;
  }

  // A task may be killed at any time, and requests about it fail then; its end is the next news.
  static void proceed(pid_t task, int signal) {
    ::ptrace(PTRACE_SYSCALL, task, nullptr, static_cast<long>(signal));
  }
  static bool inspect(pid_t task, Call& call) {
    return ::ptrace(PTRACE_GET_SYSCALL_INFO, task, sizeof call, &call) > 0;
  }

  // Returns the signal to deliver.
  int handle_stop(const News& news) {
    const int signal = WSTOPSIG(news.status);
    const int event = news.status >> 16;
    const bool is_new = tasks_.try_emplace(news.task).second;
    if (signal == (SIGTRAP | 0x80)) {
      handle_call(news.task);
    } else if (event == PTRACE_EVENT_EXEC) {
      // The number is the process's; the thread that asked for it had one of its own, if it was not
      // the first, and that is nobody's any more.
      unsigned long former = 0;
      ::ptrace(PTRACE_GETEVENTMSG, news.task, nullptr, &former);
      if (static_cast<pid_t>(former) != news.task) tasks_.erase(static_cast<pid_t>(former));
      tasks_[news.task] = {};
      observer_.executed(news.task);
    } else if (event == 0 && !(is_new && signal == SIGSTOP)) {
      return signal;
    }
    return 0;
  }

  void handle_call(pid_t task) {
    Call call{};
    if (!inspect(task, call)) return;
    if (call.arch != architecture_) {
      throw Error(ErrorKind::unsupported,
                  "runs a program of another architecture, which cannot be traced; name the files "
                  "instead (--file PATH)");
    }
    Call& entered = tasks_[task];
    if (call.op == PTRACE_SYSCALL_INFO_ENTRY) {
      entered = call;
    } else if (call.op == PTRACE_SYSCALL_INFO_EXIT) {
      if (entered.op == PTRACE_SYSCALL_INFO_ENTRY && call.exit.is_error == 0) {
        tell(task, entered.entry.nr, entered.entry.args, call.exit.rval);
      }
      entered = {};
    }
  }

  void tell(pid_t task, std::uint64_t number, const std::uint64_t* arguments, std::int64_t result) {
    switch (number) {
#ifdef SYS_open  // not on architectures younger than openat
      case SYS_open:
      case SYS_creat:
#endif
      case SYS_openat:
      case SYS_openat2:
      case SYS_open_by_handle_at:
        observer_.opened(task, static_cast<int>(result));
        break;
#ifdef SYS_mmap2  // 32-bit architectures
      case SYS_mmap2:
#else
      case SYS_mmap:
#endif
        if ((arguments[2] & PROT_EXEC) != 0 && (arguments[3] & MAP_ANONYMOUS) == 0) {
          observer_.mapped_executable(task, static_cast<int>(arguments[4]));
        }
        break;
      default:
        break;
    }
  }

  pid_t root_;
  TraceObserver& observer_;
  std::uint32_t architecture_ = 0;
  std::unordered_map<pid_t, Call> tasks_;  // with the system call that each is in
};

TracedEnding run_in_this_thread(const Command& command, TraceObserver& observer) {
  TracedStart start(command);
  const pid_t root = start.fork();
  std::optional<TracedEnding> ending;
  {
    const Deadline deadline(root, command.timeout);
    ending = Tracer(root, observer).run();
    if (ending && deadline.passed()) ending->ending = Ending::timed_out;
  }
  start.throw_if_failed();
  if (!ending) throw tracing_refused(EPERM);
  ending->stderr_line = start.stderr_line();
  return *ending;
}

}  // namespace

TracedEnding run_traced(const Command& command, TraceObserver& observer) {
  return std::async(std::launch::async, [&] { return run_in_this_thread(command, observer); })
      .get();
}

}  // namespace alertsage::probe
