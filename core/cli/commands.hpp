// The subcommands of `alertsage`, one source file each.
#pragma once

#include <functional>

#include "core/base/program.hpp"

namespace CLI {
class App;
}

namespace alertsage::cli {

inline constexpr std::string_view kProgram = "alertsage";

// What a subcommand does once its options are parsed.
using Run = std::function<ExitCode()>;

// Each adds its options to `command` and returns what to run; the options live in the returned
// function.
Run add_classify(CLI::App& command);
Run add_import(CLI::App& command);
Run add_export(CLI::App& command);
Run add_generate(CLI::App& command);
Run add_inspect(CLI::App& command);
Run add_verify(CLI::App& command);

// Replaces this process by `alertsage-train` with the same arguments: training links what
// classifying must not pay for.
[[noreturn]] void run_train(char** argv);

}  // namespace alertsage::cli
