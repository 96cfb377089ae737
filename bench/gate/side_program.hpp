// One side: a command line, found out about before it is run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace alertsage::gate {

struct SideProgram {
  std::string text = {};                // as the user wrote it
  std::vector<std::string> words = {};  // as a shell would split it; the program first
  std::filesystem::path path = {};      // of the program's file

  // Names the program's bytes and its arguments: two sides with the same are the same program.
  std::string id = {};

  bool is_google_benchmark =
      false;  // has Google Benchmark linked in, loads it, or starts what does
};

// Nothing is run. Throws Error: usage for no command, not_found, io.
SideProgram side_program(const std::string& command);

}  // namespace alertsage::gate
