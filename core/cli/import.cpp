#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/error.hpp"
#include "core/cli/commands.hpp"
#include "core/format/joblib.hpp"
#include "core/load/bundle.hpp"

namespace alertsage::cli {
namespace {

struct Options {
  std::vector<std::filesystem::path> files;
  std::filesystem::path output;
  std::string dtype;
  std::string cleaning = "none";
  std::optional<std::uint64_t> max_decompressed_mib;
};

void print_source(const JoblibImport& import, const ModelSettings& settings) {
  for (const JoblibFileFacts& file : import.read) {
    fmt::print("read     {}: {} ({}), {} bytes{}\n", file.path.native(), file.contents,
               file.sklearn_version.empty() ? "version unknown"
                                            : fmt::format("scikit-learn {}", file.sklearn_version),
               file.bytes, file.compression.empty() ? "" : fmt::format(", {}", file.compression));
  }
  fmt::print("model    {} terms, {} classes, {} {}-{} grams, {} stop words, link {}, {}\n",
             import.model.terms.size(), import.model.labels.size(), name_of(settings.text.analyzer),
             settings.text.ngram_min, settings.text.ngram_max, import.model.stop_words.size(),
             name_of(settings.link), name_of(settings.dtype));
  if (settings.link == Link::decision) {
    fmt::print("         {} has no probabilities: the model answers with decision values\n",
               import.model.provenance.at("classifier"));
  }
  fmt::print("cleaning {}\n", name_of(settings.text.cleaning));
  for (const std::string& line : import.dropped) fmt::print("dropped  {}\n", line);
}

// Else one model file is meant.
bool is_bundle(const std::filesystem::path& output) {
  const std::string extension = output.extension();
  if (extension == ".json" || extension == ".joblib") {
    throw Error(ErrorKind::usage,
                "import writes a .safetensors file or a bundle; `alertsage export` makes the "
                "other forms of it",
                {.file = output.native()});
  }
  if (extension != ".safetensors" && std::filesystem::is_regular_file(output)) {
    throw Error(ErrorKind::usage, "is a file; name a .safetensors file, or a directory: a bundle",
                {.file = output.native()});
  }
  return extension != ".safetensors";
}

JoblibOptions joblib_options(const Options& options) {
  JoblibOptions joblib;
  if (options.max_decompressed_mib) {
    joblib.max_decompressed_bytes = *options.max_decompressed_mib << 20;
  }
  return joblib;
}

ExitCode import_files(const Options& options) {
  const bool bundle = is_bundle(options.output);
  JoblibImport import = read_joblib(options.files, joblib_options(options));
  ModelSettings& settings = import.model.settings;
  settings.text.cleaning = cleaning_named(options.cleaning);
  if (!options.dtype.empty()) settings.dtype = dtype_named(options.dtype);
  for (const std::string& line : import.warnings) warn(kProgram, line);
  const std::filesystem::path file = bundle ? options.output / kSafetensorsName : options.output;
  if (bundle) {
    write_bundle(import.model, options.output, std::array{Form::safetensors});
  } else {
    write_model_file(import.model, file);
  }
  print_source(import, settings);
  std::uintmax_t before = 0;
  for (const JoblibFileFacts& source : import.read) before += source.bytes;
  const std::uintmax_t after = std::filesystem::file_size(file);
  fmt::print("wrote    {}: {} bytes, verified ({:.2f} of the {} bytes read)\n", file.native(),
             after, static_cast<double>(after) / static_cast<double>(before), before);
  return ExitCode::good;
}

}  // namespace

Run add_import(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command
      .add_option(
          "files", options->files,
          "what joblib.dump or pickle.dump wrote: a Pipeline, or a dict, list or tuple with "
          "vectorizer and classifier, or those in files of their own; compressed or not")
      ->required()
      ->expected(1, kMostJoblibFiles)
      ->type_name("FILE");
  command
      .add_option("-o,--output", options->output, "a .safetensors file, or a directory: a bundle")
      ->required();
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
