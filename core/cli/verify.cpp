#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/base/error.hpp"
#include "core/base/located.hpp"
#include "core/base/memory.hpp"
#include "core/base/numbers.hpp"
#include "core/cli/agreement.hpp"
#include "core/cli/commands.hpp"
#include "core/cli/model_option.hpp"
#include "core/cli/read_model.hpp"
#include "core/cli/shown_text.hpp"
#include "core/format/model_file.hpp"
#include "core/load/bundle.hpp"
#include "core/load/strategy.hpp"

namespace alertsage::cli {
namespace {

struct Options {
  ModelOption model;
  std::string against;
  std::optional<double> tolerance;
};

// A verdict and the lines that say why; none is printed before the last is known, as an error that
// comes in between is no verdict.
struct Verdict {
  bool good = true;
  std::string lines;

  template <typename... Args>
  void say(fmt::format_string<Args...> line, Args&&... args) {
    lines += fmt::format(line, std::forward<Args>(args)...) + '\n';
  }
};

constexpr double kRounding = 1e-6;  // beyond what TF-IDF values in float32 do to a probability
constexpr std::size_t kMostClasses = 3;

std::string first_of(const std::vector<std::string>& classes) {
  if (classes.empty()) return "none";
  std::string list;
  for (std::size_t i = 0; i < std::min(classes.size(), kMostClasses); ++i) {
    list += (i == 0 ? "" : ", ") + in_quotes(classes[i]);
  }
  if (classes.size() > kMostClasses) {
    list += fmt::format(" and {} more", with_commas(classes.size() - kMostClasses));
  }
  return list;
}

void say_scores(const Agreement& found, double tolerance, DType dtype, Verdict& verdict) {
  verdict.say("labels      {} of {} equal", with_commas(found.labels_equal),
              with_commas(found.texts));
  for (const OtherLabel& other : found.other_labels) {
    verdict.say("            line {}: {}, expected {}, of: {}", other.line, in_quotes(other.label),
                in_quotes(other.expected), printable(other.text));
  }
  verdict.say("difference  {:.3g} at most (allowed {:.3g}, {})", found.largest_difference,
              tolerance, name_of(dtype));
  // Asked so that NaN is one.
  if (!(found.largest_difference <= tolerance)) {
    verdict.say("            line {}: {}", found.line_of_largest, printable(found.text_of_largest));
  }
}

void compare_answers(const Options& options, const ModelFiles& files, Verdict& verdict) {
  const std::shared_ptr<const Model> model = default_strategy(files).open(files);
  const ModelSettings& settings = model->classifier().settings();
  ExpectedAnswers answers(options.against, settings.link != Link::decision);
  const Agreement found = compare(model->classifier(), answers);
  const double tolerance = options.tolerance.value_or(settings.dtype == DType::f32 ? 1e-5 : 1e-9);
  verdict.good = found.within(tolerance);
  if (found.other_classes.line != 0) {
    verdict.say("classes     line {}: the model alone has {}; expected alone: {}",
                found.other_classes.line, first_of(found.other_classes.of_model),
                first_of(found.other_classes.expected));
  } else {
    say_scores(found, tolerance, settings.dtype, verdict);
  }
  verdict.say("{}", verdict.good ? "equal" : "NOT EQUAL");
  if (!verdict.good && found.within(kRounding)) {
    verdict.say("(a vectorizer that computes in float32 differs so much: --tolerance {})",
                kRounding);
  }
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
void check_soundness(const ModelFiles& files, Form form, Verdict& verdict) {
  try {
    read_all_of(files, form);
    verdict.say("sound       {}", name_of(form));
  } catch (const Error& error) {
    const bool is_verdict = error.kind() == ErrorKind::format ||
                            error.kind() == ErrorKind::mismatch ||
                            error.kind() == ErrorKind::unsupported;
    if (!is_verdict) throw;
    verdict.good = false;
    verdict.say("NOT SOUND   {}: {}", name_of(form), error.what());
  }
}

ExitCode verify(const Options& options) {
  const ModelFiles files = options.model.files();
  Verdict verdict;
  for (const Form form : kAllForms) {
    if (files.has(form)) check_soundness(files, form, verdict);
  }
  if (verdict.good && !options.against.empty()) compare_answers(options, files, verdict);
  fmt::print("{}", verdict.lines);
  return verdict.good ? ExitCode::good : ExitCode::verdict_bad;
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
