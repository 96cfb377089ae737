#include "bench/probe/interrupt.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>

#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

// What is ignored, as by nohup and in the background of a script, is to stay so.
bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t signals() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (!is_ignored(signal)) ::sigaddset(&set, signal);
  }
  return set;
}

}  // namespace

Interrupt::Interrupt() {
  const sigset_t set = signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  fd_ = FileDescriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (fd_.get() < 0) throw system_error("wait for signals by", "signalfd", errno);
}

// What has come would end the process when it is let through: it is taken first.
Interrupt::~Interrupt() {
  signalfd_siginfo taken;
  while (::read(fd_.get(), &taken, sizeof taken) > 0) {
  }
  const sigset_t set = signals();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

bool Interrupt::came() const {
  pollfd news = {fd_.get(), POLLIN, 0};
  return ::poll(&news, 1, 0) > 0;
}

}  // namespace alertsage::probe
