// What a program file is, as far as it decides whether its memory can be measured.
#pragma once

#include <filesystem>
#include <string>

namespace alertsage::leaktest {

struct ProgramKind {
  bool is_sanitized = false;  // address, thread or memory sanitizer: they bring another malloc
  bool is_static = false;     // an ELF file without an interpreter: nothing can be loaded into it
};

// Of a name without a slash, that in PATH. A script, or what cannot be read, is neither.
ProgramKind program_kind(const std::string& program);

}  // namespace alertsage::leaktest
