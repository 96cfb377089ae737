#include "bench/gate/side_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "bench/coldstart/shell_words.hpp"
#include "bench/gate/loaded_libraries.hpp"
#include "bench/probe/process_start.hpp"
#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/base/shell_quoted.hpp"

namespace alertsage::gate {
namespace {

bool is_elf(std::string_view bytes) {
  return bytes.starts_with("\177ELF");
}

// A program that has the library linked in holds the names of its flags; one that loads it holds
// the name of the shared object.
bool holds_google_benchmark(std::string_view bytes) {
  return is_elf(bytes) && (bytes.find("benchmark_list_tests") != std::string_view::npos ||
                           bytes.find("libbenchmark.so") != std::string_view::npos);
}

// As `taskset -c 1 ./bench` does, or whoever is given flags of the library.
bool starts_google_benchmark(const SideProgram& program) {
  return std::any_of(program.words.begin() + 1, program.words.end(), [](const std::string& word) {
    if (word.starts_with("--benchmark_")) return true;
    const bool is_path = word.find('/') != std::string::npos;
    return is_path && probe::is_program(word) && holds_google_benchmark(read_text_file(word));
  });
}

// A command may find what it runs beside itself, as scripts do and the python of a virtual
// environment does: copies of it are not the same program.
std::string place_that_matters(const std::string& word, std::string_view bytes) {
  if (holds_google_benchmark(bytes)) return {};
  return std::filesystem::absolute(word).native() + '\0';
}

// Arguments are part of it: the same interpreter may run two scripts.
std::string id_of(std::string_view program, std::string_view libraries,
                  const std::vector<std::string>& words) {
  std::string rest = place_that_matters(words.front(), program);
  for (std::size_t i = 1; i < words.size(); ++i) {
    rest += words[i];
    rest += '\0';
  }
  rest += libraries;
  const std::array parts = {as_bytes(program), as_bytes(rest)};
  return content_id(parts);
}

// "'/tmp/a folder/tool' x" where /tmp/a folder/tool was given without quotes; else empty.
std::string quoted_path_of(const std::string& command) {
  for (std::size_t space = command.find(' '); space != std::string::npos;) {
    space = command.find(' ', space + 1);
    const std::string path = command.substr(0, space);
    if (path.find('/') == std::string::npos || !probe::is_program(path)) continue;
    return shell_quoted(path) + command.substr(path.size());
  }
  return {};
}

Error no_program(const std::string& command, const std::string& word) {
  const std::string quoted = quoted_path_of(command);
  return {ErrorKind::not_found,
          fmt::format("is no program that can be run (words are split as a shell does: quote what "
                      "has spaces{}{}{})",
                      quoted.empty() ? "" : ", here \"", quoted, quoted.empty() ? "" : "\""),
          {.file = word}};
}

}  // namespace

SideProgram side_program(const std::string& command, probe::Launcher& launcher) {
  SideProgram program{.text = command, .words = coldstart::shell_words(command)};
  const auto path = probe::find_program(program.words.front());
  if (!path || !probe::is_program(*path)) throw no_program(command, program.words.front());
  program.path = *path;
  const std::string bytes = read_text_file(*path);
  const auto libraries =
      is_elf(bytes) ? loaded_libraries(*path, launcher) : std::optional<std::string>("");
  if (libraries) program.id = id_of(bytes, *libraries, program.words);
  program.is_google_benchmark = holds_google_benchmark(bytes) || starts_google_benchmark(program);
  return program;
}

}  // namespace alertsage::gate
