// alertsage-train, which `alertsage train` becomes: a program of its own, because LIBLINEAR brings
// a BLAS along that no program which only classifies should load.
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "core/base/numbers.hpp"
#include "core/load/model_output.hpp"
#include "core/train/incident_generator.hpp"
#include "core/train/train_report.hpp"
#include "core/train/trainer.hpp"

namespace {

using namespace alertsage;

constexpr const char* kProgram = "alertsage train";

struct Options {
  std::filesystem::path input;
  CorpusFields fields;
  std::size_t generate = 100'000;
  TrainOptions training;
  std::pair<std::uint32_t, std::uint32_t> ngram = {1, 2};
  std::string cleaning = "alertsage";
  std::string token_pattern = R"((?u)\b[a-z][a-z0-9]+\b)";
  std::string stop_words = "english";
  std::string dtype = "f32";
  std::filesystem::path output;
  std::vector<std::string> formats = {"safetensors", "json", "joblib"};
  bool quiet = false;
};

void add_corpus_options(CLI::App& app, Options& options) {
  constexpr const char* kGroup = "Corpus";
  CLI::Option* const input = app.add_option("-i,--input-file", options.input,
                                            "labelled texts as JSON Lines; - is standard input")
                                 ->group(kGroup);
  app.add_option("--text-field", options.fields.text, "key of the text in a record [text]")
      ->group(kGroup)
      ->needs(input);
  app.add_option("--label-field", options.fields.label, "key of its label [label]")
      ->group(kGroup)
      ->needs(input);
  app.add_option("--generate", options.generate,
                 "without -i: learn from that many synthetic incidents [100000]")
      ->group(kGroup)
      ->excludes(input);
  app.add_option("--held-out", options.training.held_out_percent,
                 "percent of the texts that are kept back to measure the model on [10]")
      ->group(kGroup);
  app.add_option("--seed", options.training.seed,
                 "of the synthetic incidents and of the choice of texts kept back [1]")
      ->group(kGroup);
}

void add_model_options(CLI::App& app, Options& options) {
  constexpr const char* kGroup = "Model";
  TrainOptions& training = options.training;
  const auto add = [&](const char* name, auto& value, const char* description) {
    return app.add_option(name, value, description)->group(kGroup);
  };
  add("--clean", options.cleaning, "what is done to a text first: none or alertsage [alertsage]");
  add("--token-pattern", options.token_pattern,
      R"(what a token is, as a Python regular expression ['(?u)\b[a-z][a-z0-9]+\b'])");
  add("--stop-words", options.stop_words, "english or none [english]");
  add("--ngram", options.ngram, "shortest and longest n-gram, in tokens [1 2]")
      ->type_name("MIN MAX");
  add("--min-df", training.vocabulary.min_documents,
      "drop terms that fewer texts hold than this [1]");
  add("--max-df", training.vocabulary.max_document_share,
      "drop terms that a greater share of the texts holds [1.0]");
  add("--max-features", training.vocabulary.max_features,
      "keep at most so many terms, the most frequent ones [265000]");
  add("--C", training.logistic.inverse_penalty, "inverse of the L2 penalty [1.0]");
  add("--threads", training.logistic.threads, "classes fitted side by side [one for each core]");
  add("--dtype", options.dtype, "of the weights in the model file: f32 or f64 [f32]");
}

void add_options(CLI::App& app, Options& options) {
  app.add_option("-o,--output", options.output, "the bundle, a directory (made where missing)")
      ->required();
  app.add_option("--format", options.formats,
                 "what is written into it, several with commas [safetensors,json,joblib]")
      ->delimiter(',');
  app.add_flag("--quiet", options.quiet, "print nothing but errors");
  add_corpus_options(app, options);
  add_model_options(app, options);
}

// The words of the command line as settings. Throws Error for one that is none.
TrainOptions training_of(const Options& options) {
  TrainOptions training = options.training;
  training.text.cleaning = cleaning_named(options.cleaning);
  training.text.token_pattern = TokenPattern(options.token_pattern);
  std::tie(training.text.ngram_min, training.text.ngram_max) = options.ngram;
  if (options.stop_words == "none") {
    training.stop_words = {};
  } else if (options.stop_words != "english") {
    throw Error(ErrorKind::usage, "stop words are english or none", {.piece = options.stop_words});
  }
  training.dtype = dtype_named(options.dtype);
  return training;
}

ModelOutput output_for(const Options& options, std::span<const Form> forms) {
  ModelOutput output = model_output(options.output);
  if (output.file_form) {
    throw Error(ErrorKind::usage, "-o names a file: a bundle is a directory",
                {.file = options.output.native()});
  }
  check_overwrites_none_of(std::array{options.input}, output.files(forms));
  return output;
}

std::string describe_source(const Options& options) {
  if (!options.input.empty()) return options.input.filename().native();
  return fmt::format("synthetic incidents, seed {}", options.training.seed);
}

ExitCode train_model(const Options& options) {
  const TrainOptions training = training_of(options);
  std::vector<Form> forms;
  for (const std::string& name : options.formats) forms.push_back(form_named(name));
  const ModelOutput output = output_for(options, forms);

  Stopwatch watch;
  const std::vector<LabelledText> corpus = options.input.empty()
                                               ? generate_corpus(options.generate, training.seed)
                                               : read_corpus(options.input, options.fields);
  const std::string source = describe_source(options);
  if (!options.quiet) {
    fmt::print("corpus   {}, {}, {:.1f} s\n", counted(corpus.size(), "text"), source, watch.lap());
  }

  PhaseReport phases(/*draw=*/!options.quiet);
  TrainingResult result = train(corpus, training, std::ref(phases));
  phases.finish();
  if (!options.quiet) print_training(result, phases);

  result.model.provenance["corpus"] = source;
  watch.lap();
  write_model(result.model, output, forms);
  if (!options.quiet) {
    fmt::print("{}         in {:.1f} s\n", written_lines(output, forms), watch.lap());
  }
  return ExitCode::good;
}

ExitCode run(int argc, char** argv) {
  CLI::App app(
      "Fit TF-IDF and one-vs-rest logistic regression on labelled texts; write a bundle.\n",
      kProgram);
  add_version_flag(app, kProgram);
  Options options;
  add_options(app, options);
  app.footer(
      fmt::format("Synthetic incidents carry a wrong label in {} of 100 cases, as tickets do.\n"
                  "Exit codes: 0 good, 3 could not.",
                  kLabelNoisePercent));
  if (const auto done = parse_command_line(app, argc, argv)) return *done;
  return train_model(options);
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program(kProgram, [&] { return run(argc, argv); });
}
