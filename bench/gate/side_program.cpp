#include "bench/gate/side_program.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "bench/coldstart/shell_words.hpp"
#include "bench/probe/process_start.hpp"
#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"

namespace alertsage::gate {
namespace {

// A program that has the library linked in holds the names of its flags; one that loads it holds
// the name of the shared object.
bool holds_google_benchmark(std::string_view bytes) {
  return bytes.starts_with("\177ELF") &&
         (bytes.find("benchmark_list_tests") != std::string_view::npos ||
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

// Arguments are part of it: the same interpreter may run two scripts.
std::string id_of(std::string_view program, const std::vector<std::string>& words) {
  std::string arguments;
  for (std::size_t i = 1; i < words.size(); ++i) {
    arguments += words[i];
    arguments += '\0';
  }
  const std::array parts = {as_bytes(program), as_bytes(arguments)};
  return content_id(parts);
}

}  // namespace

SideProgram side_program(const std::string& command) {
  SideProgram program{.text = command, .words = coldstart::shell_words(command)};
  const auto path = probe::find_program(program.words.front());
  if (!path || !probe::is_program(*path)) {
    throw Error(ErrorKind::not_found,
                "is no program that can be run (words are split as a shell does: quote "
                "what has spaces)",
                {.file = program.words[0]});
  }
  program.path = *path;
  const std::string bytes = read_text_file(*path);
  program.id = id_of(bytes, program.words);
  program.is_google_benchmark = holds_google_benchmark(bytes) || starts_google_benchmark(program);
  return program;
}

}  // namespace alertsage::gate
