// What this program does as its own child: the cycles of one strategy or plug-in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/load/named_model.hpp"
#include "core/load/strategy.hpp"
#include "leaktest/options.hpp"
#include "leaktest/subject_process.hpp"

namespace alertsage::leaktest {

// As a mode of a child: it says what a plug-in says of itself.
inline constexpr std::string_view kDescribe = "describe";

// What one child repeats.
struct ChildPlan {
  NamedModel model;
  std::string load;  // as after --load
  std::string mode;  // reports::leak_mode, or kDescribe
  Cleaning cleaning = Cleaning::none;
};

// The command that run_child() is.
std::vector<std::string> child_command(const ChildPlan& plan, const Options& options);

// The same cycles, by a command that a user may put under another tool.
std::vector<std::string> just_load_command(const ChildPlan& plan, const Options& options,
                                           std::size_t loads);

// Why a child that was kept (SubjectCommand) failed, which it says itself where it can.
[[noreturn]] void fail_as_child(const SubjectProcess& process, const std::string& load,
                                const Error& error);

// --just-load: the cycles, and nothing else but a line after each.
ExitCode just_load(const Options& options);

// Prints nothing but a plug-in's description, or with ExitCode::failed why it failed.
ExitCode run_child(const Options& options);

}  // namespace alertsage::leaktest
