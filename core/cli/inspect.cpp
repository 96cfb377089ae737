#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <numeric>

#include "core/base/located.hpp"
#include "core/base/memory.hpp"
#include "core/cli/commands.hpp"
#include "core/cli/model_option.hpp"
#include "core/cli/read_model.hpp"
#include "core/format/model_file.hpp"

namespace alertsage::cli {
namespace {

struct Options {
  ModelOption model;
  std::size_t top_terms = 5;
};

void print_text_settings(const ModelData& model) {
  const TextPipeline& text = model.settings.text;
  fmt::print("cleaning       {}\n", name_of(text.cleaning));
  fmt::print("lower-casing   {}\n", text.lowercase ? "yes" : "no");
  fmt::print("strip accents  {}\n", name_of(text.strip_accents));
  fmt::print("analyzer       {}\n", name_of(text.analyzer));
  if (text.analyzer == Analyzer::word) {
    fmt::print("token pattern  {}\n", printable(text.token_pattern.python()));
    fmt::print("stop words     {}\n", model.stop_words.size());
  }
  fmt::print("n-grams        {} to {} {}\n", text.ngram_min, text.ngram_max,
             text.analyzer == Analyzer::word ? "words" : "characters");
}

std::string weighting_text(const ModelSettings& s) {
  std::string text = s.binary ? "binary" : s.sublinear_tf ? "1 + ln(tf)" : "tf";
  if (s.use_idf) text += " x idf";
  text += fmt::format(", norm {}", name_of(s.norm));
  if (s.binarize) text += fmt::format(", then 1 for what is greater than {}, else 0", *s.binarize);
  return text;
}

void print_settings(const ModelData& model) {
  const ModelSettings& s = model.settings;
  print_text_settings(model);
  fmt::print("weighting      {}\n", weighting_text(s));
  fmt::print("head           {} terms x {} decision value{}, link {}{}, {}\n", model.terms.size(),
             model.outputs(), model.outputs() == 1 ? "" : "s", name_of(s.link),
             s.link == Link::decision ? " (no probabilities)" : "", name_of(s.dtype));
  fmt::print("classes        {}, {}, of a tie the {}\n", model.labels.size(), name_of(s.label_type),
             name_of(s.tie));
  for (const auto& [key, value] : model.provenance)
    fmt::print("source         {}: {}\n", key, printable(value));
}

// What speaks for a class: the terms that weigh most in its decision value, or least in the only
// one where it is the first of two.
struct Evidence {
  std::size_t output;
  double sign;
};

Evidence evidence_for(const ModelData& model, std::size_t label) {
  if (model.outputs() > 1) return {label, 1.0};
  return {0, label == 0 ? -1.0 : 1.0};
}

std::vector<std::size_t> heaviest_rows(const ModelData& model, Evidence evidence,
                                       std::size_t count) {
  std::vector<std::size_t> rows(model.terms.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  count = std::min(count, rows.size());
  const auto weight = [&](std::size_t row) {
    return evidence.sign * model.weights[row * model.outputs() + evidence.output];
  };
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end(),
                    [&](std::size_t a, std::size_t b) {
                      return weight(a) != weight(b) ? weight(a) > weight(b)
                                                    : model.terms[a] < model.terms[b];
                    });
  rows.resize(count);
  return rows;
}

void print_classes(const ModelData& model, std::size_t top_terms) {
  fmt::print("\nclasses, with the terms that speak most for each\n");
  for (std::size_t label = 0; label < model.labels.size(); ++label) {
    fmt::print("  {}", printable(model.labels[label]));
    const Evidence evidence = evidence_for(model, label);
    const char* separator = ": ";
    for (const std::size_t row : heaviest_rows(model, evidence, top_terms)) {
      fmt::print("{}'{}' {:+.2f}", separator, printable(model.terms[row]),
                 model.weights[row * model.outputs() + evidence.output]);
      separator = ", ";
    }
    fmt::print("\n");
  }
}

void print_tensors(const std::filesystem::path& path) {
  const MappedFile mapping(path);
  const Safetensors file =
      in_file(path, [&] { return parse_safetensors(mapping.bytes(), kModelHeaderLimit); });
  fmt::print("\n{}, {} bytes, header {}\n", path.native(), mapping.bytes().size(),
             mapping.bytes().size() - file.data.size());
  for (const TensorInfo& tensor : file.tensors) {
    fmt::print("  {:<20} {:<4} {:>12} bytes  [{}]\n", tensor.name, tensor.dtype, tensor.bytes(),
               fmt::join(tensor.shape, ", "));
  }
}

ExitCode inspect(const Options& options) {
  const ModelFiles files = options.model.files();
  const ModelData model = read_model(files);
  print_settings(model);
  print_classes(model, options.top_terms);
  if (files.has(Form::safetensors)) print_tensors(files.require_safetensors());
  return ExitCode::good;
}

}  // namespace

Run add_inspect(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  options->model.add_to(command);
  command.add_option("--top-terms", options->top_terms,
                     "how many terms to show for each class [5]");
  return [options] { return inspect(*options); };
}

}  // namespace alertsage::cli
