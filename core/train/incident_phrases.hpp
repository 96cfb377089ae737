// What synthetic incidents say: sentences by class, and sentences that any class may say.
//
// A phrase is text with `{name}` for an entity (incident_entities.hpp) and `[one|two|three]` for a
// choice, which may hold both again.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace alertsage {

struct IncidentClass {
  std::string_view label;
  std::span<const std::string_view> phrases;  // what this class is about
  std::array<std::size_t, 3> neighbours;      // classes whose sentences it borrows
};

// AlertSage's ten classes, by name.
std::span<const IncidentClass> incident_classes() noexcept;

// Sentences that say nothing of the class.
std::span<const std::string_view> shared_phrases() noexcept;

}  // namespace alertsage
