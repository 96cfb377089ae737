// Writes the hostile files into a directory that is there, and expected.json beside them: what the
// refusal of each has to say.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/program.hpp"
#include "tests/core/format/hostile_files.hpp"

using namespace alertsage;

namespace {

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw Error(ErrorKind::io, "cannot write", {.file = path.native()});
}

ExitCode write_all(const std::filesystem::path& directory) {
  nlohmann::json expected = nlohmann::json::array();
  for (const testing::HostileFile& file : testing::hostile_files()) {
    const std::string name = file.name + ".joblib";
    write(directory / name, file.bytes);
    const nlohmann::json offset = file.offset ? nlohmann::json(*file.offset) : nullptr;
    expected.push_back({{"file", name}, {"says", file.says}, {"offset", offset}});
  }
  write(directory / "expected.json", expected.dump(1));
  return ExitCode::good;
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("hostile_files_writer", [&] {
    if (argc != 2) throw Error(ErrorKind::usage, "one argument: a directory");
    return write_all(argv[1]);
  });
}
