#include "bench/probe/traced_start.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace alertsage::probe {
namespace {

// The strings of an exec, with the null that ends them.
std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers(strings.size() + 1, nullptr);
  std::transform(strings.begin(), strings.end(), pointers.begin(),
                 [](std::string& string) { return string.data(); });
  return pointers;
}

// What the child tells of a program that it could not execute.
struct Failure {
  Step step = Step::none;
  int code = 0;
};

}  // namespace

Error tracing_refused(int error_number) {
  return Error(ErrorKind::environment,
               "tracing is refused here; name the files instead (--file PATH)",
               {.piece = std::strerror(error_number)});
}

TracedStart::TracedStart(const Command& command)
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

pid_t TracedStart::fork() {
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

// All that happens between fork and exec, in functions that are safe there. Returns what could not
// be done.
Step TracedStart::execute(char** arguments, char** variables) const {
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

void TracedStart::throw_if_failed() const {
  Failure failure;
  if (::read(failure_.get(), &failure, sizeof failure) != sizeof failure) return;
  switch (failure.step) {
    case Step::open_stdin:
      throw system_error("open as standard input", resolved_.stdin_file.native(), failure.code);
    case Step::enter_directory:
      throw system_error("enter", resolved_.directory.native(), failure.code);
    case Step::watch:
      throw tracing_refused(failure.code);
    default:
      throw system_error("run", resolved_.program.native(), failure.code);
  }
}

std::string TracedStart::stderr_line() const {
  std::string text(kMostKeptStderrBytes, '\0');
  const ssize_t got = ::pread(stderr_.get(), text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text.substr(0, text.find('\n'));
}

}  // namespace alertsage::probe
