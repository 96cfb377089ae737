// One side: a command line, found out about before it is run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/probe/launcher.hpp"

namespace alertsage::gate {

struct SideProgram {
  std::string text = {};                // as the user wrote it
  std::vector<std::string> words = {};  // as a shell would split it; the program first
  std::filesystem::path path = {};      // of the program's file

  // Names the bytes of the program and of the shared objects that it starts with, and its
  // arguments; its path too, but of a program that has Google Benchmark in it: two sides with the
  // same are the same program. Not what it opens by itself: data, plug-ins, the modules of an
  // interpreter. Empty where the shared objects cannot be known.
  std::string id = {};

  bool is_google_benchmark =
      false;  // has Google Benchmark linked in, loads it, or starts what does
};

// Nothing is run, but ldd(1), which asks the dynamic loader. Throws Error: usage for no command,
// not_found, io; probe::Interrupted.
SideProgram side_program(const std::string& command, probe::Launcher& launcher);

}  // namespace alertsage::gate
