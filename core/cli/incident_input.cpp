#include "core/cli/incident_input.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace alertsage::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // some programs begin files with it

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

std::string text_or_standard_input(const std::optional<std::string>& text) {
  if (text) return *text;
  std::string all = read_standard_input();
  while (all.ends_with('\n') || all.ends_with('\r')) all.pop_back();
  return all;
}

IncidentInput::IncidentInput(LineReader& lines, InputFields fields)
    : lines_(lines), fields_(std::move(fields)) {}

std::optional<IncidentText> IncidentInput::next() {
  while (lines_.next(line_)) {
    if (lines_.line_number() == 1 && line_.starts_with(kByteOrderMark)) {
      line_.erase(0, kByteOrderMark.size());
    }
    if (is_blank(line_)) continue;
    if (!json_lines_) json_lines_ = line_[line_.find_first_not_of(" \t")] == '{';
    if (*json_lines_) return parse(line_);
    return IncidentText{.text = line_, .id_json = {}};
  }
  return std::nullopt;
}

IncidentText IncidentInput::parse(const std::string& line) const {
  const auto refuse = [&](std::string_view cause) {
    throw Error(ErrorKind::format, fmt::format("line {}: {}", lines_.line_number(), cause),
                {.file = lines_.name(), .piece = line});
  };
  const auto record = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!record.is_object()) refuse("not a JSON object");
  const auto text = record.find(fields_.text);
  if (text == record.end() || !text->is_string()) {
    refuse(fmt::format("no string in field '{}' (choose another with --text-field)",
                       printable(fields_.text)));
  }
  IncidentText incident{.text = text->get<std::string>(), .id_json = {}};
  if (const auto id = record.find(fields_.id); id != record.end()) incident.id_json = id->dump();
  return incident;
}

}  // namespace alertsage::cli
