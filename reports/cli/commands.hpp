// The subcommands of `alertsage-report`, one source file each.
#pragma once

#include <functional>
#include <string_view>

#include "core/base/program.hpp"

namespace CLI {
class App;
}

namespace alertsage::reports {

inline constexpr std::string_view kProgram = "alertsage-report";

// What a subcommand does once its options are parsed.
using Run = std::function<ExitCode()>;

// Each adds its options to `command` and returns what to run; the options live in the returned
// function.
Run add_compare(CLI::App& command);
Run add_render(CLI::App& command);

}  // namespace alertsage::reports
