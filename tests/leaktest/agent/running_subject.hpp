// A program that runs under the agent while a test answers it.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "leaktest/agent_channel.hpp"

namespace alertsage::leaktest {

class RunningSubject {
 public:
  RunningSubject(const AgentChannel& channel, const std::vector<std::string>& command)
      : RunningSubject(channel.environment(), command) {}

  RunningSubject(const probe::Environment& environment, const std::vector<std::string>& command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    output_ = FileDescriptor(ends[0]);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
      std::vector<char*> arguments;
      for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
      arguments.push_back(nullptr);
      ::execv(arguments[0], arguments.data());
      ::_exit(5);
    }
    ::close(ends[1]);
  }
  RunningSubject(const RunningSubject&) = delete;
  RunningSubject& operator=(const RunningSubject&) = delete;
  ~RunningSubject() {
    if (process_ > 0) ::kill(process_, SIGKILL), ::waitpid(process_, nullptr, 0);
  }

  pid_t process() const { return process_; }

  // Empty at the end of what it says.
  std::string line() {
    std::string text;
    char letter = 0;
    while (::read(output_.get(), &letter, 1) == 1 && letter != '\n') text += letter;
    return text;
  }

  // Its wait status; 0 is exit code 0.
  int end() {
    int status = -1;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return status;
  }

  bool has_ended() {
    if (process_ < 0 || ::waitpid(process_, nullptr, WNOHANG) != process_) return process_ < 0;
    process_ = -1;
    return true;
  }

 private:
  FileDescriptor output_;
  pid_t process_ = -1;
};

// The next mark; nothing where the subject has ended without one.
inline std::optional<Mark> next_mark(AgentChannel& channel, RunningSubject& subject) {
  for (;;) {
    if (const auto mark = channel.wait(std::chrono::milliseconds(100))) return mark;
    if (subject.has_ended()) return std::nullopt;
  }
}

}  // namespace alertsage::leaktest
