// A thread of its own traces, for three reasons: ptrace wants all requests from the thread that
// started the process; that thread may wait for all of its children (__WNOTHREAD) without taking
// the news of somebody else's; and when it is gone, so is everything that it traced
// (PTRACE_O_EXITKILL).
//
// PTRACE_GET_SYSCALL_INFO (Linux 5.3) tells number, arguments and result of a system call without
// registers, so nothing here knows an architecture.
#include "bench/probe/traced_run.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <future>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "bench/probe/launcher_protocol.hpp"
#include "bench/probe/launcher_request.hpp"
#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

Error refusal(int failure) {
  return Error(ErrorKind::environment,
               "tracing is refused here; name the files instead (--file PATH)",
               {.piece = std::strerror(failure)});
}

// The strings of an exec, with the null that ends them.
std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers(strings.size() + 1, nullptr);
  std::transform(strings.begin(), strings.end(), pointers.begin(),
                 [](std::string& string) { return string.data(); });
  return pointers;
}

struct Failure {
  Step step = Step::none;
  int code = 0;
};

// All that the child does between fork and exec, in functions that are safe there.
class Start {
 public:
  explicit Start(const Command& command)
      : resolved_(resolve(command)),
        arguments_(command.arguments),
        cpu_(command.cpu),
        stderr_(::memfd_create("stderr", MFD_CLOEXEC)) {
    if (stderr_.get() < 0) throw system_error("keep the errors of", arguments_.front(), errno);
    std::array<int, 2> ends;
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw system_error("make a pipe for", arguments_.front(), errno);
    }
    failure_ = FileDescriptor(ends[0]);
    failure_for_child_ = FileDescriptor(ends[1]);
  }

  // The child stops before it executes the program.
  pid_t fork() {
    std::vector<char*> arguments = pointers_to(arguments_);
    std::vector<char*> variables = pointers_to(resolved_.variables);
    const pid_t child = ::fork();
    if (child == 0) {
      const Failure failure = {.step = execute(arguments.data(), variables.data()), .code = errno};
      const ssize_t told = ::write(failure_for_child_.get(), &failure, sizeof failure);
      ::_exit(told == sizeof failure ? 126 : 127);
    }
    if (child < 0) throw system_error("start", arguments_.front(), errno);
    failure_for_child_.reset();
    return child;
  }

  // REQUIRES: the child has executed its program or has ended.
  void throw_if_failed() const {
    Failure failure;
    if (::read(failure_.get(), &failure, sizeof failure) != sizeof failure) return;
    switch (failure.step) {
      case Step::open_stdin:
        throw system_error("open as standard input", resolved_.stdin_file.native(), failure.code);
      case Step::enter_directory:
        throw system_error("enter", resolved_.directory.native(), failure.code);
      case Step::watch:
        throw refusal(failure.code);
      default:
        throw system_error("run", resolved_.program.native(), failure.code);
    }
  }

  std::string stderr_line() const {
    std::string text(kMostKeptStderrBytes, '\0');
    const ssize_t got = ::pread(stderr_.get(), text.data(), text.size(), 0);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text.substr(0, text.find('\n'));
  }

 private:
  // What the launcher gives a command (bench/probe/measured_run.cpp), and a tracer. Returns what
  // could not be done.
  Step execute(char** arguments, char** variables) const {
    ::setpgid(0, 0);
    const int in = ::open(resolved_.stdin_file.c_str(), O_RDONLY | O_CLOEXEC);
    if (in < 0) return Step::open_stdin;
    if (::chdir(resolved_.directory.c_str()) != 0) return Step::enter_directory;
    const int out = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(in, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(stderr_.get(), STDERR_FILENO);
    for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (cpu_) {
      cpu_set_t cpus;
      CPU_ZERO(&cpus);
      CPU_SET(*cpu_, &cpus);
      ::sched_setaffinity(0, sizeof cpus, &cpus);
    }
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) return Step::watch;
    ::raise(SIGSTOP);
    ::execve(resolved_.program.c_str(), arguments, variables);
    return Step::run;
  }

  ResolvedCommand resolved_;
  std::vector<std::string> arguments_;
  std::optional<std::uint32_t> cpu_;
  FileDescriptor stderr_;
  FileDescriptor failure_;
  FileDescriptor failure_for_child_;
};

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
      throw refusal(errno);
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
      tasks_[news.task] = {};  // what it was doing, another of its threads may have been doing
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
  Start start(command);
  const pid_t root = start.fork();
  std::optional<TracedEnding> ending;
  {
    const Deadline deadline(root, command.timeout);
    ending = Tracer(root, observer).run();
    if (ending && deadline.passed()) ending->ending = Ending::timed_out;
  }
  start.throw_if_failed();
  if (!ending) throw refusal(EPERM);
  ending->stderr_line = start.stderr_line();
  return *ending;
}

}  // namespace

TracedEnding run_traced(const Command& command, TraceObserver& observer) {
  return std::async(std::launch::async, [&] { return run_in_this_thread(command, observer); })
      .get();
}

}  // namespace alertsage::probe
