// Errors that arise while a file's bytes are parsed, given the file's name.
#pragma once

#include <filesystem>
#include <memory>
#include <utility>

#include "core/base/error.hpp"

namespace alertsage {

// Runs `parse` and rethrows its Error with `file` named.
template <typename Parse>
auto in_file(const std::filesystem::path& file, Parse&& parse) {
  try {
    return std::forward<Parse>(parse)();
  } catch (const Error& error) {
    throw error.in_file(file.native());
  }
}

}  // namespace alertsage
