#include "bench/coldstart/context.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <ctime>

#include "bench/probe/environment.hpp"
#include "core/base/printable.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

namespace key = reports::context;

// As of Google Benchmark's own documents.
std::string now_text() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  std::array<char, 64> text;
  const std::size_t size = std::strftime(text.data(), text.size(), "%FT%T%z", &local);
  std::string date(text.data(), size);
  date.insert(date.size() - 2, ":");  // +01:00
  return date;
}

std::string files_text(const std::vector<std::filesystem::path>& files) {
  constexpr std::size_t kMostListed = 16;
  if (files.empty()) return "none";
  return brief_list(std::vector<std::string>(files.begin(), files.end()), kMostListed);
}

}  // namespace

std::map<std::string, std::string> context_of(const Options& options,
                                              const std::vector<Subject>& subjects,
                                              const Files& files, const FileStates& states) {
  std::map<std::string, std::string> context;
  const auto stamp = [&](std::string_view name, std::string_view value) {
    context[std::string(name)] = value;
  };
  context["date"] = now_text();
  stamp(key::kSchema, reports::kSchemaVersion);
  for (const auto& [name, value] : probe::environment_facts()) {
    stamp(fmt::format("alertsage.{}", name), value);
  }
  const std::vector<std::filesystem::path> data = files.data();
  if (!data.empty()) {
    for (const auto& [name, value] : probe::file_facts(data.front())) {
      stamp(
          name == "file_system" ? std::string(key::kFilesystem) : fmt::format("alertsage.{}", name),
          value);
    }
  }
  stamp(key::kFiles, files_text(data));
  for (const Subject& subject : subjects) {
    stamp(fmt::format("{}{}", key::kCommandPrefix, subject.name), subject.text);
  }
  for (const State state : options.states) {
    stamp(fmt::format("{}{}", key::kStatePrefix, name_of(state)), states.statement(state));
  }
  if (!options.reference.empty()) stamp(key::kReference, subjects.front().name);
  stamp(key::kSeed, std::to_string(options.seed));
  if (!options.input.empty()) stamp("alertsage.input", options.input.native());
  if (!options.prepare.empty()) {
    stamp("alertsage.prepare", fmt::format("{}", fmt::join(options.prepare, "; ")));
  }
  if (options.shell) stamp("alertsage.shell", "/bin/sh -c; its start is part of each figure");
  if (options.cpu) stamp("alertsage.cpu_of_commands", std::to_string(*options.cpu));
  if (options.env_padding_bytes > 0) {
    stamp("alertsage.env_padding_bytes", fmt::format("0 to {}", options.env_padding_bytes));
  }
  return context;
}

}  // namespace alertsage::coldstart
