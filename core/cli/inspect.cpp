#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <numeric>
#include <span>
#include <utility>

#include "core/base/located.hpp"
#include "core/base/memory.hpp"
#include "core/base/numbers.hpp"
#include "core/cli/commands.hpp"
#include "core/cli/model_option.hpp"
#include "core/cli/read_model.hpp"
#include "core/cli/shown_text.hpp"
#include "core/format/model_file.hpp"
#include "core/format/model_file_keys.hpp"

namespace alertsage::cli {
namespace {

struct Options {
  ModelOption model;
  std::size_t top_terms = 5;
};

constexpr std::size_t kLineColumns = 80;
constexpr std::size_t kNameColumns = 15;
constexpr std::size_t kEllipsisColumns = 3;
constexpr std::size_t kLabelColumns = 67;  // beside quotes, an ellipsis and ": none"

void print_row(std::string_view name, std::string_view value) {
  fmt::print("{:<{}}{}\n", name, kNameColumns,
             printable(value, kLineColumns - kNameColumns - kEllipsisColumns));
}

void print_text_settings(const ModelData& model) {
  const TextPipeline& text = model.settings.text;
  const bool of_words = text.analyzer == Analyzer::word;
  print_row("cleaning", name_of(text.cleaning));
  print_row("lower-casing", text.lowercase ? "yes" : "no");
  print_row("strip accents", name_of(text.strip_accents));
  print_row("analyzer", name_of(text.analyzer));
  if (of_words) {
    print_row("token pattern", text.token_pattern.python());
    print_row("stop words", with_commas(model.stop_words.size()));
  }
  print_row("n-grams", fmt::format("{} to {} {}", text.ngram_min, text.ngram_max,
                                   of_words ? "words" : "characters"));
}

std::string weighting_text(const ModelSettings& s) {
  return fmt::format("{}{}, norm {}",
                     s.binary         ? "binary"
                     : s.sublinear_tf ? "1 + ln(tf)"
                                      : "tf",
                     s.use_idf ? " x idf" : "", name_of(s.norm));
}

void print_settings(const ModelData& model) {
  const ModelSettings& s = model.settings;
  print_text_settings(model);
  print_row("weighting", weighting_text(s));
  if (s.binarize) {
    print_row("binarize", fmt::format("1 for what is greater than {}, else 0", *s.binarize));
  }
  print_row("head", fmt::format("{} x {}, {}", counted(model.terms.size(), "term"),
                                counted(model.outputs(), "decision value"), name_of(s.dtype)));
  print_row("link", fmt::format("{}{}", name_of(s.link),
                                s.link == Link::decision ? " (no probabilities)" : ""));
  print_row("classes", fmt::format("{}, {}, of a tie the {}", with_commas(model.labels.size()),
                                   name_of(s.label_type), name_of(s.tie)));
}

// What importing and training write, in the order in which it is read; a file may hold more.
constexpr std::pair<std::string_view, std::string_view> kSources[] = {
    {"source", "source"},
    {"sklearn_version", "scikit-learn"},
    {"vectorizer", "vectorizer"},
    {"classifier", "classifier"},
    {"trainer", "trainer"},
    {"corpus", "corpus"},
    {"C", "C"},
    {"learned_texts", "learned texts"},
    {"held_out_texts", "held-out texts"},
    {"held_out_accuracy", "accuracy"},
};

void print_provenance(const ModelData& model) {
  std::map<std::string, std::string> others = model.provenance;
  for (const auto& [key, name] : kSources) {
    if (const auto source = others.extract(std::string(key))) print_row(name, source.mapped());
  }
  for (const auto& [key, value] : others) print_row("source", fmt::format("{}: {}", key, value));
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

// Softmax does not see what is added to all weights of a term, as naive Bayes adds how frequent the
// term is: there only by how much a weight exceeds their mean speaks for a class.
void subtract_means(ModelData& model) {
  constexpr double kRounding = 1e-12;  // relative: equal weights do not differ from their mean
  const std::size_t outputs = model.outputs();
  for (std::size_t first = 0; first < model.weights.size(); first += outputs) {
    const std::span<double> row(&model.weights[first], outputs);
    const double mean = std::accumulate(row.begin(), row.end(), 0.0) / static_cast<double>(outputs);
    for (double& weight : row) {
      const double excess = weight - mean;
      weight = std::abs(excess) <= kRounding * std::abs(mean) ? 0.0 : excess;
    }
  }
}

struct WeightedTerm {
  std::string_view term;
  double weight;
};

// Those whose weight speaks for the class, the strongest first.
std::vector<WeightedTerm> strongest_terms(const ModelData& model, Evidence evidence,
                                          std::size_t count) {
  std::vector<WeightedTerm> terms;
  for (std::size_t row = 0; row < model.terms.size(); ++row) {
    const double weight = model.weights[row * model.outputs() + evidence.output];
    if (evidence.sign * weight > 0) terms.push_back({model.terms[row], weight});
  }
  count = std::min(count, terms.size());
  std::partial_sort(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(count), terms.end(),
                    [](const WeightedTerm& a, const WeightedTerm& b) {
                      const double difference = std::abs(a.weight) - std::abs(b.weight);
                      return difference != 0 ? difference > 0 : a.term < b.term;
                    });
  terms.resize(count);
  return terms;
}

// Never as 0.00, which it is not.
std::string weight_text(double weight) {
  const double size = std::abs(weight);
  return size < 0.005 || size >= 1e6 ? fmt::format("{:+.1e}", weight)
                                     : fmt::format("{:+.2f}", weight);
}

void print_class(std::string_view label, std::span<const WeightedTerm> terms) {
  std::string line =
      fmt::format("  {}:{}", in_quotes(label, kLabelColumns), terms.empty() ? " none" : "");
  for (const WeightedTerm& term : terms) {
    const bool is_last = &term == &terms.back();
    const std::string piece =
        fmt::format(" {} {}{}", in_quotes(term.term), weight_text(term.weight), is_last ? "" : ",");
    if (columns(line) + columns(piece) > kLineColumns) {
      fmt::print("{}\n", line);
      line = "     ";
    }
    line += piece;
  }
  fmt::print("{}\n", line);
}

void print_classes(ModelData&& model, std::size_t top_terms) {
  const bool is_softmax = model.settings.link == Link::softmax;
  fmt::print("\nclasses, with the terms that speak most for each{}\n",
             is_softmax ? " (weight less the term's mean)" : "");
  if (is_softmax) subtract_means(model);
  for (std::size_t label = 0; label < model.labels.size(); ++label) {
    print_class(model.labels[label], strongest_terms(model, evidence_for(model, label), top_terms));
  }
}

void print_tensors(const std::filesystem::path& path) {
  const MappedFile mapping(path);
  const Safetensors file =
      in_file(path, [&] { return parse_safetensors(mapping.bytes(), kModelHeaderLimit); });
  fmt::print("\n{}, {} bytes, header {}\n", printable(path.native(), std::string::npos),
             with_commas(mapping.bytes().size()),
             with_commas(mapping.bytes().size() - file.data.size()));
  for (const auto& [key, value] : file.metadata) {
    if (key == keys::kDataId) fmt::print("  {:<20} {}\n", key, printable(value));
  }
  for (const TensorInfo& tensor : file.tensors) {
    fmt::print("  {:<20} {:<4} {:>14} bytes  [{}]\n", tensor.name, tensor.dtype,
               with_commas(tensor.bytes()), fmt::join(tensor.shape, ", "));
  }
}

ExitCode inspect(const Options& options) {
  const ModelFiles files = options.model.files();
  ModelData model = read_model(files);
  print_settings(model);
  print_provenance(model);
  print_classes(std::move(model), options.top_terms);
  if (files.has(Form::safetensors)) print_tensors(files.require_safetensors());
  return ExitCode::good;
}

}  // namespace

Run add_inspect(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  options->model.add_to(command);
  command.add_option("--top-terms", options->top_terms,
                     "how many terms to show for each class [5]");
  command.footer(
      "A term's weights are shown as they are; where the link is softmax, less their mean over the "
      "classes,\nbecause only differences between classes count there.");
  return [options] { return inspect(*options); };
}

}  // namespace alertsage::cli
