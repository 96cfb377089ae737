// What everybody needs who starts a process, and says how it ended.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alertsage::probe {

using Environment = std::vector<std::pair<std::string, std::string>>;  // names and values

// A program as a shell finds it: one without a slash in this process's PATH. The absolute path of
// the first that may be executed; of a name with a slash, whatever is there.
std::optional<std::filesystem::path> find_program(const std::string& name);

// NAME=VALUE of each variable of this process, where they are inherited, and of `added`, which
// stand in place of variables of the same names.
std::vector<std::string> environment_with(const Environment& added, bool inherited = true);

// As exec(3) takes them: pointers into `strings`, which must outlive them, and a null.
std::vector<char*> pointers_to(std::vector<std::string>& strings);

std::string ended_by_signal(int signal);  // "was ended by signal 9 (Killed)"

}  // namespace alertsage::probe
