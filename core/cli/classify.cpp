#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "core/base/numbers.hpp"
#include "core/base/progress.hpp"
#include "core/cli/answer_writer.hpp"
#include "core/cli/classify_by_plugin.hpp"
#include "core/cli/commands.hpp"
#include "core/cli/incident_input.hpp"
#include "core/cli/model_option.hpp"
#include "core/cli/output.hpp"
#include "core/cli/shown_text.hpp"
#include "core/cli/timing.hpp"
#include "core/load/plugin.hpp"
#include "core/load/strategy.hpp"
#include "core/text/cleaning.hpp"

namespace alertsage::cli {
namespace {

using Clock = Timing::Clock;

constexpr const char* kDefaultDifficulty = "default";

struct Options {
  ModelOption model;
  std::optional<std::string> text;  // "" is one
  std::vector<std::string> more;    // what follows a text that was not quoted
  std::string input;
  std::string output;
  InputFields fields;
  std::string load;
  std::string difficulty = kDefaultDifficulty;
  std::optional<double> threshold;
  std::optional<std::size_t> max_classes;
  bool json = false;
  bool timing = false;
};

// What a batch answered, for its last lines.
struct Summary {
  std::map<std::string, std::size_t> by_label;
  std::size_t count = 0;
  std::size_t uncertain = 0;

  void add(const IncidentAnswer& answer) {
    ++count;
    ++by_label[std::string(answer.final_label)];
    if (answer.final_label != answer.base_label) ++uncertain;
  }

  void print() const {
    std::vector<std::pair<std::string, std::size_t>> rows(by_label.begin(), by_label.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    fmt::print(stderr, "{}, {} uncertain\n", counted(count, "text"), with_commas(uncertain));
    for (const auto& [label, n] : rows)
      fmt::print(stderr, "  {:>8}  {}\n", with_commas(n), shown_label(label));
  }
};

class Classification {
 public:
  explicit Classification(const Options& options)
      : options_(options), difficulty_(difficulty(options)) {
    const ModelFiles files = options.model.files();
    // Standard input is not read before the model is known to be one: it is taken for short.
    const bool is_batch = !options.input.empty();
    const Work work = is_batch ? Work::any : work_of(options.text.value_or("").size());
    const Strategy& strategy =
        options.load.empty() ? default_strategy(files, work) : strategy_named(options.load);
    const Clock::time_point start = Clock::now();
    model_ = strategy.open(files);
    timing_.load = Clock::now() - start;
  }

  AnsweredIncident answer(const IncidentText& incident) {
    const Clock::time_point start = Clock::now();
    const Classifier& classifier = model_->classifier();
    const Prediction prediction = classifier.predict(incident.text, scratch_);
    if (!timing_.first_prediction) timing_.first_prediction = Clock::now() - start;
    return {.raw_text = incident.text,
            .cleaned = cleaned(incident.text),
            .id_json = incident.id_json,
            .answer = answer_for(classifier, prediction, difficulty_),
            .difficulty = difficulty_,
            .label_type = classifier.settings().label_type};
  }

  const Timing& timing() const { return timing_; }

 private:
  static Difficulty difficulty(const Options& options) {
    Difficulty difficulty = difficulty_named(options.difficulty);
    difficulty.threshold = options.threshold.value_or(difficulty.threshold);
    difficulty.max_classes = options.max_classes.value_or(difficulty.max_classes);
    return difficulty;
  }

  std::string_view cleaned(std::string_view text) {
    if (!options_.json || model_->classifier().settings().text.cleaning == Cleaning::none)
      return text;
    clean_alertsage(text, cleaned_, cleaning_scratch_);
    return cleaned_;
  }

  const Options& options_;
  Difficulty difficulty_;
  Timing timing_;  // starts when the object does
  std::shared_ptr<const Model> model_;
  Scratch scratch_;
  std::string cleaned_;
  std::string cleaning_scratch_;
};

void classify_one(const Options& options, Classification& classification) {
  const std::string text = text_or_standard_input(options.text);
  const IncidentText incident{.text = text, .id_json = {}};
  const AnsweredIncident answered = classification.answer(incident);
  Output output(options.output);
  output.write(options.json ? to_json(answered, options.fields.id) + "\n"
                            : to_text(answered, options.output.empty() && stdout_takes_colour()));
  output.finish();
}

void classify_batch(const Options& options, Classification& classification) {
  LineReader lines(options.input);
  IncidentInput input(lines, options.fields);
  Output output(options.output);
  Summary summary;
  {
    // Where answers go to the same terminal, they are progress enough.
    std::optional<Progress> progress;
    if (!options.output.empty() || !stdout_is_terminal()) {
      progress.emplace("classifying", lines.total_bytes());
    }
    while (const auto incident = input.next()) {
      const AnsweredIncident answered = classification.answer(*incident);
      summary.add(answered.answer);
      output.write((options.json ? to_json(answered, options.fields.id) : to_line(answered)) +
                   "\n");
      if (progress) progress->update(lines.bytes_read(), counted(summary.count, "text"));
    }
  }
  output.finish();
  summary.print();
}

// A label is all that a plug-in gives.
PluginClassification plugin_classification(const std::filesystem::path& object,
                                           const Options& options) {
  const std::pair<bool, std::string_view> senseless[] = {
      {options.json, "-j/--json"},
      {options.threshold.has_value(), "-t/--threshold"},
      {options.max_classes.has_value(), "-k/--max-classes"},
      {options.difficulty != kDefaultDifficulty, "-d/--difficulty"}};
  for (const auto& [given, name] : senseless) {
    if (given) {
      throw Error(
          ErrorKind::usage,
          fmt::format("{} makes no sense with a plug-in, which answers a label alone", name));
    }
  }
  return {.object = object,
          .model = options.model.path(),
          .text = options.text,
          .input = options.input,
          .fields = options.fields,
          .output = options.output,
          .timing = options.timing};
}

ExitCode classify(const Options& options) {
  if (!options.input.empty() && options.text) {
    throw Error(ErrorKind::usage, "a text and -i/--input-file exclude each other");
  }
  if (!options.more.empty()) {
    throw Error(ErrorKind::usage, "a text is one argument: put it into quotes",
                {.piece = options.more.front()});
  }
  // The range check of the command line lets it pass: it is not outside of anything.
  if (options.threshold && std::isnan(*options.threshold)) {
    throw Error(ErrorKind::usage, "-t/--threshold is a number from 0 to 1");
  }
  if (const auto object = plugin_path(options.load)) {
    return classify_by_plugin(plugin_classification(*object, options));
  }
  Classification classification(options);
  options.input.empty() ? classify_one(options, classification)
                        : classify_batch(options, classification);
  if (options.timing) classification.timing().print();
  return ExitCode::good;
}

}  // namespace

Run add_classify(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  options->model.add_to(command);
  command.add_option("text", options->text, "the text; without it, all of standard input")
      ->type_name("TEXT");
  command.add_option("more", options->more)->group("");
  command.add_option(
      "-i,--input-file", options->input,
      "texts, one a line or JSON Lines ('-': standard input); blank lines are skipped");
  command.add_option("-o,--output-file", options->output,
                     "write answers there instead of to standard output");
  command.add_option("--text-field", options->fields.text,
                     "JSON Lines: the field that holds the text [text]");
  command.add_option("--id-field", options->fields.id,
                     "JSON Lines: the field that is echoed where it is there [id]");
  command.add_flag("-j,--json", options->json, "JSON with AlertSage's keys, one object a line");
  command
      .add_option("-t,--threshold", options->threshold,
                  "below this probability an answer is uncertain")
      ->check(real_range(0, 1));
  command.add_option("-k,--max-classes", options->max_classes, "how many classes to show; 0: all")
      ->check(CLI::NonNegativeNumber);
  command.add_option("-d,--difficulty", options->difficulty,
                     "default (0.50, 5 classes), soc-medium (0.60, 5) or soc-hard (0.75, 3)");
  command.add_option(
      "--load", options->load,
      "load strategy: joblib, json, read, mmap, mmap-random, mmap-populate, or a loader of yours, "
      "plugin:PATH.so, of which the label is printed [mmap-random for one text, mmap for many; "
      "without a safetensors file json, joblib]");
  command.add_flag("--timing", options->timing,
                   "print load, first prediction and total in microseconds on stderr");
  return [options] { return classify(*options); };
}

}  // namespace alertsage::cli
