#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/numbers.hpp"
#include "core/cli/commands.hpp"
#include "core/format/joblib.hpp"
#include "core/load/model_output.hpp"

namespace alertsage::cli {
namespace {

constexpr std::array kForms = {Form::safetensors};

struct Options {
  std::vector<std::filesystem::path> files;
  std::filesystem::path output;
  std::string dtype;
  std::string cleaning = "none";
  std::optional<std::uint64_t> max_decompressed_mib;
};

void print_source(const JoblibImport& import, const ModelSettings& settings) {
  const ModelData& model = import.model;
  for (const JoblibFileFacts& file : import.read) {
    fmt::print("read     {}: {} ({}), {} bytes{}\n",
               printable(file.path.native(), std::string::npos), file.contents,
               file.sklearn_version.empty() ? "version unknown"
                                            : fmt::format("scikit-learn {}", file.sklearn_version),
               with_commas(file.bytes),
               file.compression.empty() ? "" : fmt::format(", {}", file.compression));
  }
  fmt::print("model    {}, {} classes, {} {}-{} grams, {}, link {}, {}\n",
             counted(model.terms.size(), "term"), with_commas(model.labels.size()),
             name_of(settings.text.analyzer), settings.text.ngram_min, settings.text.ngram_max,
             counted(model.stop_words.size(), "stop word"), name_of(settings.link),
             name_of(settings.dtype));
  if (settings.link == Link::decision) {
    fmt::print("         {} has no probabilities: the model answers with decision values\n",
               model.provenance.at("classifier"));
  }
  fmt::print("cleaning {}\n", name_of(settings.text.cleaning));
  for (const std::string& line : import.dropped) fmt::print("dropped  {}\n", line);
}

ModelOutput output_for(const Options& options) {
  ModelOutput output = model_output(options.output);
  if (output.file_form == Form::json) {
    throw Error(ErrorKind::usage,
                "import writes a .safetensors file or a bundle; `alertsage export` makes the "
                "other forms of it",
                {.file = options.output.native()});
  }
  check_overwrites_none_of(options.files, output.files(kForms));
  return output;
}

JoblibOptions joblib_options(const Options& options) {
  JoblibOptions joblib;
  if (options.max_decompressed_mib) {
    joblib.max_decompressed_bytes = *options.max_decompressed_mib << 20;
  }
  return joblib;
}

ExitCode import_files(const Options& options) {
  if (options.files.size() > kMostJoblibFiles) {
    throw Error(ErrorKind::usage,
                fmt::format("{} files: a model is one file, or up to {} that hold a part each",
                            options.files.size(), kMostJoblibFiles));
  }
  const ModelOutput output = output_for(options);
  JoblibImport import = read_joblib(options.files, joblib_options(options));
  ModelSettings& settings = import.model.settings;
  settings.text.cleaning = cleaning_named(options.cleaning);
  if (!options.dtype.empty()) settings.dtype = dtype_named(options.dtype);
  for (const std::string& line : import.warnings) warn(kProgram, line);
  write_model(import.model, output, kForms);
  print_source(import, settings);
  fmt::print("{}", written_lines(output, kForms));
  return ExitCode::good;
}

}  // namespace

Run add_import(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command
      .add_option(
          "FILE", options->files,
          fmt::format("what joblib.dump or pickle.dump wrote: a Pipeline, or a dict, list or tuple "
                      "with vectorizer and classifier, or those in up to {} files, in any order; "
                      "compressed or not",
                      kMostJoblibFiles))
      ->required()
      ->type_name("");
  command
      .add_option("-o,--output", options->output, "a .safetensors file, or a directory: a bundle")
      ->required()
      ->type_name("PATH");
  command.add_option("--dtype", options->dtype, "f32 or f64 [the source's]");
  command.add_option(
      "--clean", options->cleaning,
      "what the caller did to texts before the vectorizer: none or alertsage [none]");
  command
      .add_option("--max-decompressed", options->max_decompressed_mib,
                  "what a compressed file may become [24, or 12 times its size]")
      ->check(CLI::Range(1, 4095))
      ->type_name("MiB");
  return [options] { return import_files(*options); };
}

}  // namespace alertsage::cli
