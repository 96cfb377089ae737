// minimal_timer PROGRAM ARGUMENT…: for each byte on stdin, starts the program and waits for it, and
// writes how many nanoseconds that took: the least that timing a process can be, and nothing but C.
// What the program prints goes to /dev/null.
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now_ns() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000 + now.tv_nsec;
}

int main(int argc, char** argv) {
  if (argc < 2) return 1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  posix_spawn_file_actions_adddup2(&actions, null, 0);
  posix_spawn_file_actions_adddup2(&actions, null, 1);
  char byte;
  while (read(0, &byte, 1) == 1) {
    pid_t process;
    int status;
    const long start = now_ns();
    if (posix_spawn(&process, argv[1], &actions, nullptr, argv + 1, environ) != 0) return 1;
    if (waitpid(process, &status, 0) != process || status != 0) return 1;
    printf("%ld\n", now_ns() - start);
    fflush(stdout);
  }
  return 0;
}
