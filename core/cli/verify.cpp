#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/error.hpp"
#include "core/base/line_reader.hpp"
#include "core/base/located.hpp"
#include "core/base/memory.hpp"
#include "core/cli/commands.hpp"
#include "core/cli/model_option.hpp"
#include "core/cli/read_model.hpp"
#include "core/format/model_file.hpp"
#include "core/load/bundle.hpp"
#include "core/load/strategy.hpp"
#include "core/model/incident_answer.hpp"
#include "core/model/label_names.hpp"

namespace alertsage::cli {
namespace {

struct Options {
  ModelOption model;
  std::string against;
  std::optional<double> tolerance;
};

// Agreement of our answers with expected ones.
struct Agreement {
  std::size_t texts = 0;
  std::size_t labels_equal = 0;
  double largest_difference = 0.0;
  std::string where;  // the text of the largest difference
};

using Json = nlohmann::json;

constexpr double kRounding = 1e-6;  // beyond what TF-IDF values in float32 do to a probability

bool is_label(const Json& label) {
  return label.is_string() || label.is_number_integer() || label.is_boolean();
}

// As the model has it: as Python's str() writes it.
std::string label_text(const Json& label) {
  if (label.is_boolean()) return std::string(boolean_label(label.get<bool>()));
  return label.is_string() ? label.get<std::string>() : label.dump();
}

Json parse_expected(const std::string& line, const LineReader& lines) {
  Json record = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  const auto has_object = [&](const char* key) {
    return record.contains(key) && record[key].is_object();
  };
  const bool usable = record.is_object() && record.contains("text") && record["text"].is_string() &&
                      record.contains("label") && is_label(record["label"]) &&
                      (has_object("probabilities") || has_object("decision"));
  if (!usable) {
    throw Error(ErrorKind::format,
                fmt::format("line {}: expected an object with text, label, and probabilities or "
                            "decision",
                            lines.line_number()),
                {.file = lines.name()});
  }
  return record;
}

// What is expected of a head with probabilities, or without.
double expected_score(const Json& record, std::string_view label, bool probabilities,
                      const LineReader& lines) {
  const char* const key = probabilities ? "probabilities" : "decision";
  const auto scores = record.find(key);
  if (scores == record.end()) {
    throw Error(
        ErrorKind::mismatch,
        fmt::format("line {}: the model answers with {}, which are not there", lines.line_number(),
                    probabilities ? "probabilities" : "decision values"),
        {.file = lines.name(), .piece = key});
  }
  const auto found = scores->find(std::string(label));
  if (found == scores->end() || !found->is_number()) {
    throw Error(
        ErrorKind::mismatch,
        fmt::format("line {}: {} has no number for a class of the model", lines.line_number(), key),
        {.file = lines.name(), .piece = std::string(label)});
  }
  return found->get<double>();
}

Agreement compare(const Classifier& classifier, LineReader& lines) {
  Agreement agreement;
  Scratch scratch;
  for (std::string line; lines.next(line);) {
    if (line.empty()) continue;
    const Json record = parse_expected(line, lines);
    const auto& text = record["text"].get_ref<const std::string&>();
    const Prediction prediction = classifier.predict(text, scratch);
    const IncidentAnswer answer =
        answer_for(classifier, prediction, {.name = {}, .threshold = 0, .max_classes = 0});
    ++agreement.texts;
    if (answer.base_label == label_text(record["label"])) ++agreement.labels_equal;
    for (const auto& [label, score] : answer.scores) {
      const double expected = expected_score(record, label, answer.has_probabilities, lines);
      // Decision values have no scale of their own.
      const double difference = std::abs(score - expected) / std::max(1.0, std::abs(expected));
      // A NaN is larger than everything, and stays.
      if (!(difference <= agreement.largest_difference) &&
          !std::isnan(agreement.largest_difference)) {
        agreement.largest_difference = difference;
        agreement.where = text;
      }
    }
  }
  return agreement;
}

ExitCode verify_against(const Options& options, const ModelFiles& files) {
  const std::shared_ptr<const Model> model = default_strategy(files).open(files);
  LineReader lines(options.against);
  const Agreement found = compare(model->classifier(), lines);
  if (found.texts == 0)
    throw Error(ErrorKind::format, "holds no expected answers", {.file = lines.name()});
  const DType dtype = model->classifier().settings().dtype;
  const double tolerance = options.tolerance.value_or(dtype == DType::f32 ? 1e-5 : 1e-9);
  const bool good = found.labels_equal == found.texts && found.largest_difference <= tolerance;
  fmt::print("labels      {} of {} equal\n", found.labels_equal, found.texts);
  fmt::print("difference  {:.3g} at most (allowed {:.3g}, {})\n", found.largest_difference,
             tolerance, name_of(dtype));
  if (!good && !found.where.empty()) fmt::print("            at: {}\n", printable(found.where));
  fmt::print("{}\n", good ? "equal" : "NOT EQUAL");
  if (!good && found.labels_equal == found.texts && found.largest_difference < kRounding) {
    fmt::print("(a vectorizer that computes in float32 differs so much: --tolerance {})\n",
               kRounding);
  }
  return good ? ExitCode::good : ExitCode::verdict_bad;
}

void read_all_of(const ModelFiles& files, Form form) {
  if (form == Form::safetensors) {
    const auto path = files.require_safetensors();
    in_file(path, [&] { verify_model(read_whole_file(path).bytes()); });
  } else {
    ModelFiles others = files;  // read_model takes the first form that is there
    others.safetensors.reset();
    if (form == Form::joblib) others.json.reset();
    read_model(others);
  }
}

// That a form is damaged is the verdict that was asked for; that it cannot be read is none.
bool is_sound(const ModelFiles& files, Form form) {
  try {
    read_all_of(files, form);
  } catch (const Error& error) {
    const bool verdict = error.kind() == ErrorKind::format || error.kind() == ErrorKind::mismatch ||
                         error.kind() == ErrorKind::unsupported;
    if (!verdict) throw;
    fmt::print("NOT SOUND   {}: {}\n", name_of(form), error.what());
    return false;
  }
  fmt::print("sound       {}\n", name_of(form));
  return true;
}

ExitCode verify(const Options& options) {
  const ModelFiles files = options.model.files();
  bool all_sound = true;
  for (const Form form : kAllForms) {
    if (files.has(form)) all_sound &= is_sound(files, form);
  }
  if (!all_sound) return ExitCode::verdict_bad;
  return options.against.empty() ? ExitCode::good : verify_against(options, files);
}

}  // namespace

Run add_verify(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  options->model.add_to(command);
  command.add_option(
      "--against", options->against,
      "JSON Lines of text, label, and probabilities {label: p} or decision {label: d} "
      "(scripts/expected.py makes them)");
  command.add_option(
      "--tolerance", options->tolerance,
      "largest difference that passes, of a probability, or of a decision value relative to it "
      "where that is greater than 1 [1e-9, in f32 1e-5]");
  command.footer("Exit code 1: a form of the model is not sound, or the answers differ.");
  return [options] { return verify(*options); };
}

}  // namespace alertsage::cli
