// The files of all commands, and the state in which they are.
//
// There is one set of files for all commands and states, since these take turns: a file that one of
// them leaves in the page cache would be there for the next.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bench/coldstart/state.hpp"
#include "bench/probe/page_state.hpp"
#include "bench/probe/usage.hpp"

namespace alertsage::coldstart {

// What is known of the commands' files before anything is measured.
struct Files {
  std::vector<std::filesystem::path> named = {};    // by the user
  std::vector<std::filesystem::path> found = {};    // by tracing: data that the commands read
  std::vector<std::filesystem::path> program = {};  // by tracing: programs and shared objects

  std::vector<std::filesystem::path> data() const;  // named and found
};

class FileStates {
 public:
  // Throws Error where a state cannot be had: a file that was named or found cannot be made cold,
  // or none of the program's can. Others of the program that cannot are left as they are, and told
  // of.
  FileStates(const Files& files, std::span<const State> states);

  // Makes programs and shared objects warm where they are not: others may share them.
  void restore_program();

  // Brings all files into the state. Throws probe::DroppedSample where that cannot be proven.
  void prepare(State state);

  // The rest of the proof, from what the kernel charged the run. Throws probe::DroppedSample.
  void prove(State state, const probe::Usage& used) const;

  // Those of its files that are left as they are, and why.
  std::vector<probe::UncontrolledFile> left_as_they_are(State state) const;

  // What was made so, and how it is proven, and what of it cannot be; one line.
  std::string statement(State state) const;

 private:
  const probe::PageState* pages_of(State state) const;

  std::map<State, probe::PageState> pages_;
  std::optional<probe::PageState> warm_program_ = {};
  std::optional<State> current_ = {};
  bool program_is_cold_ = false;
};

// Throws probe::DroppedSample where a run read from the device that was to find all in memory.
void prove_nothing_was_read(const probe::Usage& used);

}  // namespace alertsage::coldstart
