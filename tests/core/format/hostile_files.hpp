// Files that were made to do harm: each is one that Python or a lax reader would act on, or that
// asks for far more time or memory than its size accounts for. None holds anything that would hurt
// if it were run by mistake.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alertsage::testing {

struct HostileFile {
  std::string name;
  std::string bytes;
  std::string says;  // what the refusal has to say
  // The byte that the refusal has to name. Nothing: one of the file's, which depends on how far a
  // library has read, or on which of many values is one too many.
  std::optional<std::uint64_t> offset;
};

// All of them, with different names.
std::vector<HostileFile> hostile_files();

// The same by kind: opcodes and globals; arrays and the pickles in them; settings and numbers of
// models; time and memory; little data that becomes much; compressed files.
std::vector<HostileFile> hostile_opcodes();
std::vector<HostileFile> hostile_globals();
std::vector<HostileFile> hostile_arrays();
std::vector<HostileFile> hostile_models();
std::vector<HostileFile> resource_attacks();
std::vector<HostileFile> hostile_amplifiers();
std::vector<HostileFile> hostile_containers();

// The refusal names the byte where `rest` begins.
inline HostileFile hostile_after(std::string name, std::string before, std::string_view rest,
                                 std::string says) {
  const std::uint64_t offset = before.size();
  return {std::move(name), before.append(rest), std::move(says), offset};
}

}  // namespace alertsage::testing
