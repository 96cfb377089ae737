#include "bench/coldstart/subject.hpp"

#include <set>

#include "bench/coldstart/shell_words.hpp"
#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"
#include "core/base/printable.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

constexpr std::string_view kStaticFloor = "alertsage-do-nothing-static";
constexpr std::string_view kDynamicFloor = "alertsage-do-nothing";

// How everything is run that is measured.
probe::Command command_with(std::vector<std::string> arguments, const Options& options) {
  return {.arguments = std::move(arguments),
          .stdin_file = options.input,
          .timeout = std::chrono::duration_cast<std::chrono::nanoseconds>(options.timeout),
          .cpu = options.cpu};
}

probe::Command command_of(const std::string& text, const Options& options) {
  if (text.find_first_not_of(" \t\n") == std::string::npos) {
    throw Error(ErrorKind::usage, "is no command", {.piece = text});
  }
  return command_with(
      options.shell ? std::vector<std::string>{"/bin/sh", "-c", text} : shell_words(text), options);
}

Subject floor(std::string_view name, std::string_view program, std::vector<std::string> arguments,
              const Options& options) {
  arguments.insert(arguments.begin(), probe::sibling_program(program).native());
  return {.name = std::string(name),
          .text = std::string(program),
          .command = command_with(std::move(arguments), options),
          .is_floor = true};
}

}  // namespace

std::vector<Subject> subjects_of(const Options& options) {
  std::vector<Subject> subjects;
  const auto& floors = reports::process_row::kFloors;
  std::set<std::string> taken(floors.begin(), floors.end());
  const auto add = [&](const std::string& text, const std::string& name, std::size_t number) {
    Subject subject = {.name = reports::unused_name(name, taken),
                       .text = text,
                       .command = command_of(text, options)};
    const std::vector<std::string>& prepare = options.prepare;
    if (!prepare.empty()) subject.prepare = command_of(prepare[number % prepare.size()], options);
    subjects.push_back(std::move(subject));
  };
  if (!options.reference.empty())
    add(options.reference, reports::command_name(options.reference), 0);
  for (std::size_t i = 0; i < options.commands.size(); ++i) {
    const std::string& text = options.commands[i];
    add(text,
        i < options.names.size() ? reports::given_name(options.names[i])
                                 : reports::command_name(text),
        i);
  }
  return subjects;
}

std::vector<Subject> floors(const Options& options) {
  namespace row = reports::process_row;
  return {floor(row::kDoNothingStatic, kStaticFloor, {}, options),
          floor(row::kDoNothingDynamic, kDynamicFloor, {}, options)};
}

std::vector<Subject> floors_over(std::span<const std::filesystem::path> files,
                                 const Options& options) {
  std::vector<std::string> map = {"map"};
  std::vector<std::string> read = {"read"};
  for (const std::filesystem::path& file : files) {
    map.push_back(file.native());
    read.push_back(file.native());
  }
  namespace row = reports::process_row;
  return {floor(row::kMapFiles, kDynamicFloor, std::move(map), options),
          floor(row::kReadFiles, kDynamicFloor, std::move(read), options)};
}

}  // namespace alertsage::coldstart
