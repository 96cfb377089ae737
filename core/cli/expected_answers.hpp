// What `verify --against` compares with: JSON Lines of texts, and the answers that they should get.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/base/line_reader.hpp"

namespace alertsage::cli {

struct ExpectedAnswer {
  std::uint64_t line;  // from 1
  std::string text;
  std::string label;  // as a model has it: as Python's str() writes it
  std::map<std::string, double, std::less<>> scores;  // by class
};

class ExpectedAnswers {
 public:
  // `probabilities`: whether scores are these, or decision values. Throws Error (not_found, io).
  ExpectedAnswers(const std::string& path, bool probabilities);

  // The next one; nothing at the end. Blank lines are skipped. Throws Error (format, mismatch) with
  // file, line and cause.
  std::optional<ExpectedAnswer> next();

  const std::string& name() const noexcept { return lines_.name(); }

 private:
  ExpectedAnswer parse(const std::string& line) const;

  LineReader lines_;
  bool probabilities_;
};

}  // namespace alertsage::cli
