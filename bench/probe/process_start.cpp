#include "bench/probe/process_start.hpp"

#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "bench/probe/sibling_program.hpp"

namespace alertsage::probe {

std::optional<std::filesystem::path> find_program(const std::string& name) {
  using std::filesystem::path;
  if (name.find('/') != std::string::npos) return std::filesystem::absolute(name);
  const char* search = std::getenv("PATH");
  std::istringstream directories(search == nullptr ? "/usr/bin:/bin" : search);
  for (std::string directory; std::getline(directories, directory, ':');) {
    path candidate = std::filesystem::absolute(path(directory) / name);
    if (is_program(candidate)) return candidate;
  }
  return std::nullopt;
}

std::vector<std::string> environment_with(const Environment& added, bool inherited) {
  const auto is_replaced = [&](std::string_view variable) {
    const std::string_view name = variable.substr(0, variable.find('='));
    return std::any_of(added.begin(), added.end(),
                       [&](const auto& other) { return other.first == name; });
  };
  std::vector<std::string> variables;
  for (char** at = environ; inherited && *at != nullptr; ++at) {
    if (!is_replaced(*at)) variables.emplace_back(*at);
  }
  for (const auto& [name, value] : added) {
    variables.emplace_back(name).append("=").append(value);
  }
  return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string ended_by_signal(int signal) {
  return fmt::format("was ended by signal {} ({})", signal, ::strsignal(signal));
}

}  // namespace alertsage::probe
