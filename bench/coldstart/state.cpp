#include "bench/coldstart/state.hpp"

#include <algorithm>

#include "core/base/names.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

constexpr NameTable<State, 3> kStates = {
    {{{State::warm, "warm"}, {State::cold, "cold"}, {State::program_cold, "program-cold"}}}};

}  // namespace

std::string_view name_of(State state) noexcept {
  return kStates.name(state);
}

bool contains(std::span<const State> states, State state) noexcept {
  return std::find(states.begin(), states.end(), state) != states.end();
}

State state_named(std::string_view name) {
  return kStates.value("state", name);
}

}  // namespace alertsage::coldstart
