#include "bench/gate/loaded_libraries.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <sstream>

#include "bench/probe/process_start.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"

namespace alertsage::gate {
namespace {

// What ldd(1) says of a static program, and leaves with 1.
constexpr std::string_view kStatic = "not a dynamic executable";

// It asks the program's own interpreter, which may be one that starts the program.
constexpr std::chrono::seconds kTimeout{10};

std::optional<std::string> read_if_possible(const std::filesystem::path& path) {
  try {
    return read_text_file(path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::string_view library_path(std::string_view line) {
  constexpr std::string_view kLeadsTo = " => ";
  if (const std::size_t arrow = line.find(kLeadsTo); arrow != std::string_view::npos) {
    line.remove_prefix(arrow + kLeadsTo.size());
  }
  line = line.substr(0, line.rfind(" (0x"));
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line.find('/') == std::string_view::npos ? std::string_view() : line;
}

std::optional<std::string> loaded_libraries(const std::filesystem::path& program,
                                            probe::Launcher& launcher) {
  const auto ldd = probe::find_program("ldd");
  if (!ldd) return std::nullopt;
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  const probe::ProcessSample run = launcher.run({.arguments = {ldd->native(), program.native()},
                                                 .environment = {{"LC_ALL", "C"}},
                                                 .timeout = kTimeout,
                                                 .keep_stdout_bytes = kMostBytes});
  const std::string& said = run.kept_stdout;
  if (!run.succeeded()) {
    const bool is_static = said.find(kStatic) != std::string::npos ||
                           run.kept_stderr.find(kStatic) != std::string::npos;
    return is_static ? std::optional<std::string>("") : std::nullopt;
  }
  std::string libraries;
  std::istringstream lines(said);
  for (std::string line; std::getline(lines, line);) {
    const std::filesystem::path path = library_path(line);
    if (path.empty()) {
      if (line.ends_with("not found")) libraries += line + '\n';
      continue;
    }
    const auto bytes = read_if_possible(path);
    if (!bytes) return std::nullopt;
    const std::array parts = {as_bytes(*bytes)};
    libraries += path.filename().native() + ' ' + content_id(parts) + '\n';
  }
  return libraries;
}

}  // namespace alertsage::gate
