// What is started: the user's commands, and the floors beside them.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bench/coldstart/options.hpp"
#include "bench/probe/launcher.hpp"

namespace alertsage::coldstart {

struct Subject {
  std::string name = {};  // as in row names
  std::string text = {};  // as the user wrote it
  probe::Command command = {};
  std::optional<probe::Command> prepare = {};
  bool is_floor = false;
};

// The reference first where there is one, then the commands in order; each with a name of its own.
// Throws Error (usage, not_found).
std::vector<Subject> subjects_of(const Options& options);

// Programs that do nothing, and that do no more than start and read `files` once, and start and map
// them: what no command can go below. Throws Error (not_found) where they are not installed.
std::vector<Subject> floors(const Options& options);
std::vector<Subject> floors_over(std::span<const std::filesystem::path> files,
                                 const Options& options);

}  // namespace alertsage::coldstart
