// Enumerators and the words that stand for them in files and on command lines, both ways from one
// table.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"

namespace alertsage {

template <typename Enum, std::size_t N>
struct NameTable {
  std::array<std::pair<Enum, std::string_view>, N> entries;

  // REQUIRES: `value` is in the table.
  constexpr std::string_view name(Enum value) const noexcept {
    for (const auto& [entry, text] : entries) {
      if (entry == value) return text;
    }
    return {};
  }

  // Throws Error (unsupported): "unknown WHAT (known: a, b, c): 'NAME'".
  Enum value(std::string_view what, std::string_view name) const {
    std::string known;
    for (const auto& [entry, text] : entries) {
      if (text == name) return entry;
      known += known.empty() ? "" : ", ";
      known += text;
    }
    throw Error(ErrorKind::unsupported, "unknown " + std::string(what) + " (known: " + known + ")",
                {.piece = std::string(name)});
  }
};

}  // namespace alertsage
