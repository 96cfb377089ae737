// confined PROGRAM ARGUMENT...: runs it as containers do, as a user without privileges and without
// the system calls that the default profiles of their engines refuse, in older ones pidfd_open too.
// Exit code 77, which ctest reads as skipped, where that cannot be had.
#include <grp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "tests/support/refused_calls.hpp"

namespace {

constexpr uid_t kNobody = 65534;

int fail(const char* action, int code) {
  std::fprintf(stderr, "confined: cannot %s: %s\n", action, std::strerror(errno));
  return code;
}

bool give_up_root() {
  return ::geteuid() != 0 ||
         (::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 &&
          ::setresuid(kNobody, kNobody, kNobody) == 0);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kSkipped = 77;
  if (argc < 2) return 3;
  if (!give_up_root()) return fail("become a user without privileges", kSkipped);
  if (::access(std::filesystem::current_path().c_str(), X_OK) != 0) {
    return fail("enter this directory as a user without privileges", kSkipped);
  }
  if (!alertsage::testing::refuse_system_calls(
          {SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_perf_event_open,
           SYS_pidfd_open, SYS_pidfd_getfd, SYS_bpf, SYS_userfaultfd, SYS_kcmp, SYS_mount,
           SYS_unshare, SYS_setns, SYS_add_key, SYS_keyctl})) {
    return fail("refuse system calls", kSkipped);
  }
  ::execvp(argv[1], argv + 1);
  return fail("run the program", 3);
}
