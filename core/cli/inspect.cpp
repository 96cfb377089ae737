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

void print_settings(const ModelData& model) {
  const ModelSettings& s = model.settings;
  fmt::print("cleaning       {}\n", name_of(s.text.cleaning));
  fmt::print("lower-casing   {}\n", s.text.lowercase ? "yes" : "no");
  fmt::print("token pattern  {}\n", name_of(s.text.token_pattern));
  fmt::print("n-grams        {} to {} words\n", s.text.ngram_min, s.text.ngram_max);
  fmt::print("stop words     {}\n", model.stop_words.size());
  fmt::print("weighting      {}{}, norm {}\n",
             s.binary         ? "binary"
             : s.sublinear_tf ? "1 + ln(tf)"
                              : "tf",
             s.use_idf ? " x idf" : "", name_of(s.norm));
  fmt::print("head           {} terms x {} decision values, link {}, {}\n", model.terms.size(),
             model.outputs(), name_of(s.link), name_of(s.dtype));
  for (const auto& [key, value] : model.provenance)
    fmt::print("source         {}: {}\n", key, printable(value));
}

// The terms that weigh most for decision value `output`.
std::vector<std::size_t> heaviest_rows(const ModelData& model, std::size_t output,
                                       std::size_t count) {
  std::vector<std::size_t> rows(model.terms.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  count = std::min(count, rows.size());
  const auto weight = [&](std::size_t row) {
    return model.weights[row * model.outputs() + output];
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
  fmt::print("\nclasses, with the terms that weigh most for each\n");
  for (std::size_t label = 0; label < model.labels.size(); ++label) {
    fmt::print("  {}", printable(model.labels[label]));
    if (model.outputs() == model.labels.size() || label == 1) {
      const std::size_t output = model.outputs() == 1 ? 0 : label;
      const char* separator = ": ";
      for (const std::size_t row : heaviest_rows(model, output, top_terms)) {
        fmt::print("{}{} {:+.2f}", separator, printable(model.terms[row]),
                   model.weights[row * model.outputs() + output]);
        separator = ", ";
      }
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
