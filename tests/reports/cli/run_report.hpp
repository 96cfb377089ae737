// The program alertsage-report (ALERTSAGE_REPORT, from CMake), run as people run it: by a shell.
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace alertsage::reports {

struct Outcome {
  int exit_code = -1;
  std::string output;  // stdout and stderr
};

inline Outcome run_command(const std::string& command) {
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  Outcome outcome;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    outcome.output += static_cast<char>(c);
  }
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  return outcome;
}

inline Outcome run(const std::string& arguments) {
  return run_command("'" ALERTSAGE_REPORT "' " + arguments);
}

}  // namespace alertsage::reports
