#include "core/model/model_data.hpp"

#include <fmt/format.h>

#include <span>

#include "core/base/error.hpp"
#include "core/model/finite.hpp"
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

void check_finite(std::string_view what, std::span<const double> values) {
  if (const auto bad = first_not_finite(values)) {
    throw Error(ErrorKind::format,
                fmt::format("{} holds {} at index {}", what, values[*bad], *bad));
  }
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
