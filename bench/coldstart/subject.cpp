#include "bench/coldstart/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "bench/coldstart/shell_words.hpp"
#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"
#include "core/base/printable.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

constexpr std::size_t kWidestName = 60;
constexpr std::string_view kStaticFloor = "alertsage-do-nothing-static";
constexpr std::string_view kDynamicFloor = "alertsage-do-nothing";

probe::Command command_of(const std::string& text, const Options& options) {
  probe::Command command = {
      .arguments =
          options.shell ? std::vector<std::string>{"/bin/sh", "-c", text} : shell_words(text),
      .stdin_file = options.input,
      .timeout = std::chrono::duration_cast<std::chrono::nanoseconds>(options.timeout),
      .cpu = options.cpu};
  return command;
}

std::string given_name(const std::string& name) {
  if (name.empty() || name.find('/') != std::string::npos || printable(name, name.size()) != name) {
    throw Error(ErrorKind::usage,
                "a command's name is not empty, and has no / or control character",
                {.piece = name});
  }
  return name;
}

// `name`, or "name (2)" where that is taken.
std::string unique(const std::string& name, std::set<std::string>& taken) {
  std::string candidate = name;
  for (int number = 2; !taken.insert(candidate).second; ++number) {
    candidate = fmt::format("{} ({})", name, number);
  }
  return candidate;
}

Subject floor(std::string_view name, std::string_view program, std::vector<std::string> arguments) {
  const std::filesystem::path path = probe::sibling_program(program);
  arguments.insert(arguments.begin(), path.native());
  return {.name = std::string(name),
          .text = std::string(program),
          .command = {.arguments = std::move(arguments)},
          .is_floor = true};
}

}  // namespace

std::string name_for(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string name;
  for (std::string word; words >> word;) {
    while (word.size() > 1 && word.ends_with('/')) word.pop_back();
    const std::string last = word.substr(word.rfind('/') + 1);
    name += (name.empty() ? "" : " ") + (last.empty() ? "root" : last);
  }
  return printable(name, kWidestName);
}

std::vector<Subject> subjects_of(const Options& options) {
  std::vector<Subject> subjects;
  const auto& floors = reports::process_row::kFloors;
  std::set<std::string> taken(floors.begin(), floors.end());
  const auto add = [&](const std::string& text, const std::string& name, std::size_t number) {
    Subject subject = {
        .name = unique(name, taken), .text = text, .command = command_of(text, options)};
    const std::vector<std::string>& prepare = options.prepare;
    if (!prepare.empty()) subject.prepare = command_of(prepare[number % prepare.size()], options);
    subjects.push_back(std::move(subject));
  };
  if (!options.reference.empty()) add(options.reference, name_for(options.reference), 0);
  for (std::size_t i = 0; i < options.commands.size(); ++i) {
    const std::string& text = options.commands[i];
    add(text, i < options.names.size() ? given_name(options.names[i]) : name_for(text), i);
  }
  return subjects;
}

std::vector<Subject> floors() {
  namespace row = reports::process_row;
  return {floor(row::kDoNothingStatic, kStaticFloor, {}),
          floor(row::kDoNothingDynamic, kDynamicFloor, {})};
}

std::vector<Subject> floors_over(std::span<const std::filesystem::path> files) {
  std::vector<std::string> map = {"map"};
  std::vector<std::string> read = {"read"};
  for (const std::filesystem::path& file : files) {
    map.push_back(file.native());
    read.push_back(file.native());
  }
  namespace row = reports::process_row;
  return {floor(row::kMapFiles, kDynamicFloor, std::move(map)),
          floor(row::kReadFiles, kDynamicFloor, std::move(read))};
}

}  // namespace alertsage::coldstart
