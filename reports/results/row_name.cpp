#include "reports/results/row_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <sstream>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/printable.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

// benchmark::BenchmarkName::str() joins, after the arguments: min_time, min_warmup_time,
// iterations, repeats, the kind of time, threads (src/benchmark_name.cc).
bool is_decoration(std::string_view part) {
  constexpr std::array<std::string_view, 3> kWhole = {"manual_time", "real_time", "process_time"};
  constexpr std::array<std::string_view, 4> kPrefixes = {
      "iterations:", "repeats:", "min_time:", "min_warmup_time:"};
  return std::find(kWhole.begin(), kWhole.end(), part) != kWhole.end() ||
         std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [&](std::string_view prefix) { return part.starts_with(prefix); });
}

std::string_view last_part(std::string_view name) {
  return name.substr(std::min(name.rfind('/') + 1, name.size()));
}

// "process_time/real_time" is one decoration of the library's and two parts.
std::string_view without_decorations(std::string_view name) {
  while (name.find('/') != std::string_view::npos && is_decoration(last_part(name))) {
    name.remove_suffix(last_part(name).size() + 1);
  }
  return name;
}

std::vector<std::string> split(std::string_view name) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t slash = name.find('/');
    parts.emplace_back(name.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    name.remove_prefix(slash + 1);
  }
}

std::optional<std::uint64_t> count_in(std::string_view part) {
  std::uint64_t count = 0;
  const auto parsed = std::from_chars(part.data(), part.data() + part.size(), count);
  if (parsed.ec != std::errc() || parsed.ptr != part.data() + part.size()) return std::nullopt;
  return count;
}

bool is_process_state(std::string_view part) {
  return std::find(process_row::kStates.begin(), process_row::kStates.end(), part) !=
         process_row::kStates.end();
}

constexpr std::size_t kWidestCommand = 60;

// Without the directories of paths.
std::vector<std::string> command_words(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::vector<std::string> names;
  for (std::string word; words >> word;) {
    while (word.size() > 1 && word.ends_with('/')) word.pop_back();
    const std::string_view last = last_part(word);
    names.emplace_back(last.empty() ? "root" : last);
  }
  return names;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace

std::string displayed_name(std::string_view run_name) {
  const std::string_view last = last_part(run_name);
  if (!last.starts_with("threads:") || last.size() == run_name.size()) {
    return std::string(without_decorations(run_name));
  }
  const std::string_view before = run_name.substr(0, run_name.size() - last.size() - 1);
  return std::string(without_decorations(before)) + "/" + std::string(last);
}

std::optional<RowName> parse_row_name(std::string_view name) {
  std::vector<std::string> parts = split(name);
  const bool has_empty_part = std::find(parts.begin(), parts.end(), "") != parts.end();
  if (parts.size() < 3 || parts.size() > 5 || has_empty_part) return std::nullopt;
  if (parts.size() == 3 && parts[0] == process_row::kWhat && is_process_state(parts[2])) {
    return RowName{.what = parts[0], .strategy = parts[1], .state = parts[2]};
  }
  parts.resize(5);
  RowName row{.what = parts[0], .strategy = parts[1], .model = parts[2], .state = parts[3]};
  if (!parts[4].empty()) {
    row.count = count_in(parts[4]);
    if (!row.count) return std::nullopt;
  }
  return row;
}

bool is_process_floor(std::string_view command) {
  const auto& floors = process_row::kFloors;
  return std::find(floors.begin(), floors.end(), command) != floors.end();
}

std::string command_name(std::string_view text) {
  const std::vector<std::string> words = command_words(text);
  return words.empty() ? "command" : printable(joined(words), kWidestCommand);
}

std::string command_name(std::string_view text, std::string_view other) {
  const std::vector<std::string> a = command_words(text);
  const std::vector<std::string> b = command_words(other);
  if (a == b) return command_name(text);
  const std::size_t shorter = std::min(a.size(), b.size());
  const auto before = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
  auto after = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin();
  after = std::min(after, static_cast<std::ptrdiff_t>(shorter) - before);
  if (before + after == 0) {
    const auto half = [](std::string_view each) {
      return shortened(command_name(each), kWidestCommand / 2 - 2);
    };
    return half(text) + " or " + half(other);
  }
  std::vector<std::string> common(a.begin(), a.begin() + before);
  common.emplace_back("…");
  common.insert(common.end(), a.end() - after, a.end());
  return printable(joined(common), kWidestCommand);
}

std::string given_name(const std::string& name) {
  if (name.empty() || name.find('/') != std::string::npos || printable(name, name.size()) != name) {
    throw Error(ErrorKind::usage, "a name is not empty, and has no / or control character",
                {.piece = name});
  }
  return name;
}

std::string unused_name(const std::string& name, std::set<std::string>& taken) {
  std::string candidate = name;
  for (int number = 2; !taken.insert(candidate).second; ++number) {
    candidate = fmt::format("{} ({})", name, number);
  }
  return candidate;
}

}  // namespace alertsage::reports
