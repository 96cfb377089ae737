#include "bench/probe/launcher_request.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <vector>

#include "bench/probe/launcher_protocol.hpp"
#include "bench/probe/process_start.hpp"
#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

using std::filesystem::path;

path program_of(const std::string& name) {
  if (auto program = find_program(name)) return *std::move(program);
  throw Error(ErrorKind::not_found, "there is no such program in PATH", {.piece = name});
}

// `NAME=value` for each variable that the child is to have.
std::vector<std::string> variables_of(const Command& command) {
  for (const auto& [name, value] : command.environment) {
    if (name.empty() || name.find('=') != std::string::npos) {
      throw Error(ErrorKind::usage, "is no name of an environment variable", {.piece = name});
    }
  }
  return environment_with(command.environment, command.inherit_environment);
}

// Strings as the launcher reads them, each ended by a NUL.
class Strings {
 public:
  void add(const std::string& string) {
    if (string.find('\0') != std::string::npos) {
      throw Error(ErrorKind::usage, "a command cannot hold a NUL", {.piece = string});
    }
    bytes_.append(string).push_back('\0');
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace

ResolvedCommand resolve(const Command& command) {
  if (command.arguments.empty()) throw Error(ErrorKind::usage, "a command needs a program");
  return {.program = program_of(command.arguments.front()),
          .directory = command.directory.empty() ? std::filesystem::current_path()
                                                 : std::filesystem::absolute(command.directory),
          .stdin_file = command.stdin_file.empty() ? path("/dev/null")
                                                   : std::filesystem::absolute(command.stdin_file),
          .variables = variables_of(command)};
}

std::string request_for(const Command& command) {
  const ResolvedCommand resolved = resolve(command);
  const std::vector<std::string>& variables = resolved.variables;
  Strings strings;
  strings.add(resolved.program);
  strings.add(resolved.directory);
  strings.add(resolved.stdin_file);
  for (const std::string& argument : command.arguments) strings.add(argument);
  for (const std::string& variable : variables) strings.add(variable);

  // Two of the pointers are the nulls that end arguments and environment.
  if (strings.bytes().size() > kLargestRequestBytes ||
      command.arguments.size() + variables.size() + 2 > kMostRequestStrings) {
    throw Error(ErrorKind::usage, "the arguments and the environment are too large",
                {.piece = command.arguments.front()});
  }
  if (command.keep_stdout_bytes > kMostKeptStdoutBytes) {
    throw Error(ErrorKind::usage, "no more than 1 MiB of a command's output can be kept");
  }
  const Request request = {
      .string_bytes = static_cast<std::uint32_t>(strings.bytes().size()),
      .arguments = static_cast<std::uint32_t>(command.arguments.size()),
      .variables = static_cast<std::uint32_t>(variables.size()),
      .keep_stdout_bytes = static_cast<std::uint32_t>(command.keep_stdout_bytes),
      .cpu = command.cpu ? std::int64_t{*command.cpu} : -1,
      // A timeout that is over already is one that is over at once.
      .timeout_ns = command.timeout ? static_cast<std::uint64_t>(
                                          std::max<std::int64_t>(command.timeout->count(), 1))
                                    : 0};
  const auto header = std::bit_cast<std::array<char, sizeof request>>(request);
  return std::string(header.data(), header.size()) + strings.bytes();
}

}  // namespace alertsage::probe
