#include "bench/probe/sibling_program.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "core/base/error.hpp"

namespace alertsage::probe {

using std::filesystem::path;

path sibling_program(std::string_view name) {
  return sibling_program(name, std::filesystem::read_symlink("/proc/self/exe").parent_path());
}

path sibling_program(std::string_view name, const path& program_directory) {
  const std::array candidates = {
      program_directory / name,
      (program_directory / "../libexec/alertsage" / name).lexically_normal()};
  for (const path& candidate : candidates) {
    if (is_program(candidate)) return candidate;
  }
  throw Error(ErrorKind::not_found, fmt::format("{} is neither {} nor {}", name,
                                                candidates[0].native(), candidates[1].native()));
}

bool is_program(const path& candidate) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(candidate, ignored) &&
         ::access(candidate.c_str(), X_OK) == 0;
}

}  // namespace alertsage::probe
