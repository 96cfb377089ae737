// The shared objects that a program starts with.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "bench/probe/launcher.hpp"

namespace alertsage::gate {

// Names and contents of the libraries that the dynamic loader would load for this program and what
// they need, as text; of one that is not found its name. Empty for a static program; nothing where
// ldd(1), which is asked, is not there, fails, or names one that cannot be read. Throws
// probe::Interrupted.
std::optional<std::string> loaded_libraries(const std::filesystem::path& program,
                                            probe::Launcher& launcher);

// Of a line of ldd: "libm.so.6 => /lib/libm.so.6 (0x7f…)", "/lib64/ld-linux-x86-64.so.2 (0x7f…)",
// "./lib/libx.so (0x7f…)". Empty for what the kernel brings ("linux-vdso.so.1 (0x7f…)"), and for
// "libx.so => not found".
std::string_view library_path(std::string_view line);

}  // namespace alertsage::gate
