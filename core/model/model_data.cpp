#include "core/model/model_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include "core/base/error.hpp"
#include "core/text/term_table.hpp"

namespace alertsage {
namespace {

void check_sizes(const ModelData& model) {
  const std::size_t labels = model.labels.size();
  if (labels < 2) {
    throw Error(ErrorKind::mismatch,
                fmt::format("a classifier has at least two classes, this one {}", labels));
  }
  const bool single = allows_single_output(model.settings.link) && labels == 2;
  const std::size_t outputs = single ? 1 : labels;
  if ((model.settings.link == Link::sigmoid && !single) || model.outputs() != outputs) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{} classes and {} intercepts do not fit a {} head", labels,
                            model.outputs(), name_of(model.settings.link)));
  }
  if (model.idf.size() != model.terms.size()) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{} terms but {} idf values", model.terms.size(), model.idf.size()));
  }
  if (model.weights.size() != model.terms.size() * outputs) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{} weights for {} terms and {} decision values", model.weights.size(),
                            model.terms.size(), outputs));
  }
}

// A finite number times zero is zero, any other is NaN, and a NaN stays in its sum. Several sums
// and no branch are what compilers turn into vector instructions: a model is checked whenever it is
// parsed.
bool all_finite(std::span<const double> values) {
  std::array<double, 8> sums{};
  std::size_t i = 0;
  for (; i + sums.size() <= values.size(); i += sums.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += values[i + k] * 0.0;
  }
  for (; i < values.size(); ++i) sums[0] += values[i] * 0.0;
  return std::accumulate(sums.begin(), sums.end(), 0.0) == 0.0;
}

void check_finite(std::string_view what, std::span<const double> values) {
  if (all_finite(values)) return;
  const auto bad = std::find_if(values.begin(), values.end(),
                                [](double value) { return !std::isfinite(value); });
  throw Error(ErrorKind::format,
              fmt::format("{} holds {} at index {}", what, *bad, bad - values.begin()));
}

}  // namespace

std::vector<std::string_view> views(std::span<const std::string> strings) {
  return {strings.begin(), strings.end()};
}

void check_values(const ModelData& model) {
  check_sizes(model);
  check_ngrams(model.settings.text, ErrorKind::format);
  if (model.settings.binarize && !is_threshold(*model.settings.binarize)) {
    throw Error(ErrorKind::format, "a threshold of features that is no number or not 0 or greater",
                {.piece = fmt::format("{}", *model.settings.binarize)});
  }
  check_finite("idf", model.idf);
  check_finite("weights", model.weights);
  check_finite("intercepts", model.intercepts);
}

void check(const ModelData& model) {
  check_values(model);
  // A table cannot be built over strings that are there twice.
  const TermTableBuilder labels(views(model.labels));
  const TermTableBuilder stop_words(views(model.stop_words));
  const TermTableBuilder terms(views(model.terms));
}

}  // namespace alertsage
