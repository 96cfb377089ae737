// One word as a POSIX shell reads it back, whatever is in it.
#pragma once

#include <string>
#include <string_view>

namespace alertsage {

inline std::string shell_quoted(std::string_view word) {
  std::string quoted = "'";
  for (const char byte : word) {
    if (byte == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += byte;
    }
  }
  return quoted + "'";
}

}  // namespace alertsage
