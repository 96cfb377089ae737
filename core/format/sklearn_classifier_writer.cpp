#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/format/pickle_writer.hpp"
#include "core/format/sklearn_arrays.hpp"
#include "core/format/sklearn_writer.hpp"
#include "core/model/label_names.hpp"
#include "core/text/unicode.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Writer;

// numpy.str_ pads with NULs and cannot hold one at the end.
void write_texts(Writer& out, const std::vector<std::string>& labels) {
  std::vector<std::u32string> wide;
  std::size_t longest = 1;
  for (const std::string& label : labels) {
    std::u32string& points = wide.emplace_back();
    for (std::string_view rest = label; !rest.empty();) {
      const CodePoint point = decode_utf8(rest);
      points += point.value;
      rest.remove_prefix(point.size);
    }
    if (points.ends_with(U'\0')) {
      throw Error(ErrorKind::unsupported, "a label that ends with a NUL", {.piece = label});
    }
    longest = std::max(longest, points.size());
  }
  const std::array shape = {std::uint64_t{labels.size()}};
  out.begin_array(fmt::format("U{}", longest), shape);
  for (std::u32string& points : wide) {
    points.resize(longest, U'\0');
    out.raw(std::as_bytes(std::span<const char32_t>(points)));
  }
}

// What a label was, of a model that says so of all its labels.
template <typename Value>
Value value_of(std::string_view label, std::optional<Value> value, std::string_view what) {
  if (value) return *value;
  throw Error(ErrorKind::format, fmt::format("a label that is no {}, in a model of such", what),
              {.piece = std::string(label)});
}

void write_labels(Writer& out, const ModelData& model) {
  const std::vector<std::string>& labels = model.labels;
  const std::array shape = {std::uint64_t{labels.size()}};
  switch (model.settings.label_type) {
    case LabelType::text:
      return write_texts(out, labels);
    case LabelType::integer:
      out.begin_array("i8", shape);
      return write_numbers<std::int64_t>(out, labels.size(), [&](std::size_t i) {
        return value_of(labels[i], integer_of_label(labels[i]), "integer of 64 bits");
      });
    case LabelType::boolean:
      out.begin_array("b1", shape);
      return write_numbers<bool>(out, labels.size(), [&](std::size_t i) {
        return value_of(labels[i], boolean_of_label(labels[i]), "boolean");
      });
  }
}

// Which probabilities are made of `rows` decision values: a sigmoid of one is the default.
std::string_view multi_class(Link link, std::size_t rows) {
  if (rows == 1) return "auto";
  return link == Link::softmax ? "multinomial" : "ovr";
}

// The parameters, at their defaults where they only matter to fit().
void write_logistic_parameters(Writer& out, std::string_view multi_class) {
  out.field("penalty", "l2");
  out.field("dual", false);
  out.field("tol", 1e-4);
  out.field("C", 1.0);
  out.field("fit_intercept", true);
  out.field("intercept_scaling", std::int64_t{1});
  out.field_none("class_weight");
  out.field_none("random_state");
  out.field("solver", "lbfgs");
  out.field("max_iter", std::int64_t{100});
  out.field("multi_class", multi_class);
  out.field("verbose", std::int64_t{0});
  out.field("warm_start", false);
  out.field_none("n_jobs");
  out.field_none("l1_ratio");
}

// A LogisticRegression of the decision values `first` to `first + rows`.
void write_logistic(Writer& out, const ModelData& model, std::size_t first, std::size_t rows,
                    bool with_labels) {
  const std::size_t outputs = model.outputs();
  const DType dtype = model.settings.dtype;
  out.begin_object("sklearn.linear_model._logistic", "LogisticRegression");
  write_logistic_parameters(out, multi_class(model.settings.link, rows));
  out.field("n_features_in_", static_cast<std::int64_t>(model.terms.size()));
  out.field("classes_");
  if (with_labels) {
    write_labels(out, model);
  } else {
    const std::array two = {std::uint64_t{2}};
    out.begin_array("i8", two);
    write_numbers<std::int64_t>(out, 2, [](std::size_t i) { return i; });
  }
  // Weights are [terms][outputs]: the same bytes as (outputs, terms) in Fortran order.
  const std::array matrix = {std::uint64_t{rows}, std::uint64_t{model.terms.size()}};
  out.field("coef_");
  out.begin_array(code_of(dtype), matrix, rows > 1);
  write_reals(out, dtype, rows * model.terms.size(),
              [&](std::size_t i) { return model.weights[i / rows * outputs + first + i % rows]; });
  const std::array vector = {std::uint64_t{rows}};
  out.field("intercept_");
  out.begin_array(code_of(dtype), vector);
  write_reals(out, dtype, rows, [&](std::size_t i) { return model.intercepts[first + i]; });
  write_count(out, "n_iter_", 1);
  end_estimator(out);
}

void write_binarizer(Writer& out, const ModelData& model) {
  out.begin_object("sklearn.preprocessing._label", "LabelBinarizer");
  out.field("neg_label", std::int64_t{0});
  out.field("pos_label", std::int64_t{1});
  out.field("sparse_output", true);
  out.field("y_type_", "multiclass");
  out.field("sparse_input_", false);
  out.field("classes_");
  write_labels(out, model);
  end_estimator(out);
}

void write_one_vs_rest(Writer& out, const ModelData& model) {
  out.begin_object("sklearn.multiclass", "OneVsRestClassifier");
  out.field("estimator");
  out.begin_object("sklearn.linear_model._logistic", "LogisticRegression");
  write_logistic_parameters(out, "auto");
  end_estimator(out);
  out.field_none("n_jobs");
  out.field("verbose", std::int64_t{0});
  out.field("label_binarizer_");
  write_binarizer(out, model);
  out.field("classes_");  // newer versions look for it here; in 1.2 it is a property, which wins
  write_labels(out, model);
  out.field("estimators_");
  out.empty_list();
  out.mark();
  for (std::size_t i = 0; i < model.outputs(); ++i) write_logistic(out, model, i, 1, false);
  out.appends();
  out.field("n_features_in_", static_cast<std::int64_t>(model.terms.size()));
  end_estimator(out);
}

}  // namespace

void write_classifier(const ModelData& model, Writer& out) {
  const Link link = model.settings.link;
  if (link == Link::decision || link == Link::modified_huber) {
    throw Error(ErrorKind::unsupported, "no joblib form yet for a model with this link",
                {.piece = std::string(name_of(link))});
  }
  if (model.settings.binarize) {
    throw Error(ErrorKind::unsupported,
                "no joblib form yet for a model that binarizes (BernoulliNB)");
  }
  const bool last = model.settings.tie == Tie::last;
  if (last && link == Link::softmax) {
    throw Error(ErrorKind::unsupported, "no joblib form for a softmax that gives ties to the last");
  }
  if (last && link == Link::sigmoid_ovr) {
    write_one_vs_rest(out, model);
  } else {
    write_logistic(out, model, 0, model.outputs(), true);
  }
  out.finish();
}

}  // namespace alertsage::sklearn
