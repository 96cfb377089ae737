// The states in which a command is started (docs/method.md).
#pragma once

#include <span>
#include <string_view>

namespace alertsage::coldstart {

enum class State {
  warm,          // everything in the page cache
  cold,          // the named files are not in it
  program_cold,  // nor the program and those of its shared objects that can be evicted
};

std::string_view name_of(State state) noexcept;

bool contains(std::span<const State> states, State state) noexcept;

// Throws Error (unsupported) that lists what there is.
State state_named(std::string_view name);

}  // namespace alertsage::coldstart
