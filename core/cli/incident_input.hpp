// The texts of -i: one a line, or JSON Lines.
#pragma once

#include <optional>
#include <string>

#include "core/base/line_reader.hpp"

namespace alertsage::cli {

struct InputFields {
  std::string text = "text";
  std::string id = "id";
};

struct IncidentText {
  std::string text;
  std::optional<std::string> id_json;  // the id field's value as JSON, where the record has one
};

// `text`, else all of standard input without the end of its last line.
std::string text_or_standard_input(const std::optional<std::string>& text);

// The first line that is not blank decides: JSON Lines where it begins with '{', else every line is
// a text. Blank lines are skipped.
class IncidentInput {
 public:
  IncidentInput(LineReader& lines, InputFields fields);

  // The next text; nothing at the end. Throws Error (format) with file, line and cause.
  std::optional<IncidentText> next();

 private:
  IncidentText parse(const std::string& line) const;

  LineReader& lines_;
  InputFields fields_;
  std::optional<bool> json_lines_;
  std::string line_;
};

}  // namespace alertsage::cli
