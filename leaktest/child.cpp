#include "leaktest/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/load/plugin.hpp"
#include "leaktest/cycles.hpp"
#include "leaktest/known_loaders.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

// What is classified where the user names no input.
constexpr std::string_view kText =
    "Forty failed logins for the service account svc_backup were followed by a successful one from "
    "a country where we have no staff; 14 GB went to a personal drive afterwards.";

void run_plan(const Options& options, const std::string& mode, std::optional<Cleaning> cleaning,
              std::size_t loads, bool say_each) {
  const std::filesystem::path model = parse_named_model(options.models.front()).path;
  const std::string& load = options.loaders.front();
  CyclePlan plan{.mode = mode, .input = std::string(kText), .loads = loads, .say_each = say_each};
  if (!options.inject_leak.empty()) plan.leak = parse_leak_kind(options.inject_leak);
  if (const auto loader = self_test_loader(load)) {
    plan.load = *loader;
  } else if (const auto path = plugin_path(load)) {
    plan.load = loader_of(std::make_shared<const Plugin>(*path), model);
    if (!options.plugin_input.empty()) plan.input = read_text_file(options.plugin_input);
  } else {
    ModelFiles files = locate_model(model);
    if (cleaning) files.cleaning = *cleaning;
    plan.cached_path = files.name;
    plan.load = loader_of(strategy_named(load), std::move(files));
  }
  run_cycles(plan);
}

std::string report_of_child(const Options& options) {
  if (options.child == kDescribe) {
    return to_text(Plugin(plugin_path(options.loaders.front()).value()).description());
  }
  run_plan(options, options.child, cleaning_named(options.cleaning), 1, false);
  return {};
}

std::vector<std::string> command_for(const ChildPlan& plan, const Options& options) {
  std::vector<std::string> command = {
      std::filesystem::read_symlink("/proc/self/exe").native(), "--model",
      fmt::format("{}={}", plan.model.name, plan.model.path.native()), "--load", plan.load};
  if (!options.plugin_input.empty()) {
    command.insert(command.end(), {"--plugin-input", options.plugin_input.native()});
  }
  if (!options.inject_leak.empty()) {
    command.insert(command.end(), {"--inject-leak", options.inject_leak});
  }
  return command;
}

}  // namespace

std::vector<std::string> child_command(const ChildPlan& plan, const Options& options) {
  std::vector<std::string> command = command_for(plan, options);
  command.insert(command.end(),
                 {"--child", plan.mode, "--child-cleaning", std::string(name_of(plan.cleaning))});
  return command;
}

std::vector<std::string> just_load_command(const ChildPlan& plan, const Options& options,
                                           std::size_t loads) {
  std::vector<std::string> command = command_for(plan, options);
  command.insert(command.end(),
                 {"--mode", plan.mode, "--loads", std::to_string(loads), "--just-load"});
  return command;
}

void fail_as_child(const SubjectProcess& process, const std::string& load, const Error& error) {
  if (!process.kept_stdout().empty()) throw Error(ErrorKind::environment, process.kept_stdout());
  throw Error(error.kind(), fmt::format("{}: {}", printable(load), error.what()));
}

ExitCode just_load(const Options& options) {
  if (options.models.size() != 1 || options.loaders.size() != 1 || options.modes.size() > 1) {
    throw Error(ErrorKind::usage, "--just-load takes one --model, one --load and one --mode");
  }
  run_plan(options,
           options.modes.empty() ? std::string(reports::leak_mode::kLoadPredictDrop)
                                 : options.modes.front(),
           {}, options.schedule.loads, true);
  return ExitCode::good;
}

// Standard output is kept for the report: what a plug-in prints there goes to standard error.
ExitCode run_child(const Options& options) {
  const FileDescriptor out(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (out.get() < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    throw system_error("keep standard output", {}, errno);
  }
  std::string report;
  ExitCode code = ExitCode::good;
  try {
    report = report_of_child(options);
  } catch (const std::exception& error) {
    report = error.what();
    code = ExitCode::failed;
  }
  if (::write(out.get(), report.data(), report.size()) != std::ssize(report)) {
    throw system_error("write the report", {}, errno);
  }
  return code;
}

}  // namespace alertsage::leaktest
