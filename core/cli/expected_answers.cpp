#include "core/cli/expected_answers.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/model/label_names.hpp"

namespace alertsage::cli {
namespace {

using Json = nlohmann::json;

bool is_label(const Json& label) {
  return label.is_string() || label.is_number_integer() || label.is_boolean();
}

std::string label_text(const Json& label) {
  if (label.is_boolean()) return std::string(boolean_label(label.get<bool>()));
  return label.is_string() ? label.get<std::string>() : label.dump();
}

bool is_usable(const Json& record) {
  const auto has_object = [&](const char* key) {
    return record.contains(key) && record[key].is_object();
  };
  return record.is_object() && record.contains("text") && record["text"].is_string() &&
         record.contains("label") && is_label(record["label"]) &&
         (has_object("probabilities") || has_object("decision"));
}

}  // namespace

ExpectedAnswers::ExpectedAnswers(const std::string& path, bool probabilities)
    : lines_(path), probabilities_(probabilities) {}

std::optional<ExpectedAnswer> ExpectedAnswers::next() {
  for (std::string line; lines_.next(line);) {
    if (!line.empty()) return parse(line);
  }
  return std::nullopt;
}

ExpectedAnswer ExpectedAnswers::parse(const std::string& line) const {
  const auto refuse = [&](ErrorKind kind, std::string_view cause, std::string_view piece) {
    throw Error(kind, fmt::format("line {}: {}", lines_.line_number(), cause),
                {.file = lines_.name(), .piece = std::string(piece)});
  };
  const Json record = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!is_usable(record)) {
    refuse(ErrorKind::format, "expected an object with text, label, and probabilities or decision",
           {});
  }
  const char* const key = probabilities_ ? "probabilities" : "decision";
  if (!record.contains(key)) {
    refuse(ErrorKind::mismatch,
           fmt::format("the model answers with {}, which are not there",
                       probabilities_ ? "probabilities" : "decision values"),
           key);
  }
  ExpectedAnswer expected{.line = lines_.line_number(),
                          .text = record["text"],
                          .label = label_text(record["label"]),
                          .scores = {}};
  for (const auto& [label, score] : record[key].items()) {
    if (!score.is_number()) {
      refuse(ErrorKind::format, fmt::format("{} has no number for a class", key), label);
    }
    expected.scores.emplace(label, score.get<double>());
  }
  return expected;
}

}  // namespace alertsage::cli
