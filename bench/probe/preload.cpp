#include "bench/probe/preload.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "core/base/error.hpp"

namespace alertsage::probe {

// The loader parts names at spaces and colons, and has no way to quote them.
std::pair<std::string, std::string> preload(const std::filesystem::path& object) {
  constexpr const char* kVariable = "LD_PRELOAD";
  std::string name = std::filesystem::absolute(object).lexically_normal().native();
  if (name.find_first_of(" :") != std::string::npos) {
    throw Error(ErrorKind::environment, "LD_PRELOAD cannot hold a path with a space or a colon",
                {.file = name});
  }
  const char* before = std::getenv(kVariable);
  if (before != nullptr && *before != '\0') name = fmt::format("{}:{}", name, before);
  return {kVariable, name};
}

}  // namespace alertsage::probe
