#include "bench/gate/loaded_libraries.hpp"

#include <array>
#include <sstream>
#include <string_view>

#include "bench/probe/process_start.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"

namespace alertsage::gate {
namespace {

// Of a line of ldd: "libm.so.6 => /lib/libm.so.6 (0x7f…)", "/lib64/ld-linux-x86-64.so.2 (0x7f…)" or
// "libx.so => not found". What the kernel brings ("linux-vdso.so.1 (0x7f…)") has no file.
std::filesystem::path library_of(std::string_view line) {
  const std::size_t from = line.find('/');
  const std::size_t end = line.rfind(" (0x");
  if (from == std::string_view::npos || end == std::string_view::npos) return {};
  return line.substr(from, end - from);
}

}  // namespace

std::optional<std::string> loaded_libraries(const std::filesystem::path& program,
                                            probe::Launcher& launcher) {
  const auto ldd = probe::find_program("ldd");
  if (!ldd) return std::nullopt;
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  const probe::ProcessSample run = launcher.run(
      {.arguments = {ldd->native(), program.native()}, .keep_stdout_bytes = kMostBytes});
  std::string libraries;
  std::istringstream lines(run.kept_stdout);
  for (std::string line; std::getline(lines, line);) {
    const std::filesystem::path path = library_of(line);
    if (path.empty()) {
      if (line.ends_with("not found")) libraries += line + '\n';
      continue;
    }
    const std::string bytes = read_text_file(path);
    const std::array parts = {as_bytes(bytes)};
    libraries += path.filename().native() + ' ' + content_id(parts) + '\n';
  }
  return libraries;
}

}  // namespace alertsage::gate
