#include "core/format/sklearn_classifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/format/numpy_array.hpp"
#include "core/format/sklearn_fields.hpp"
#include "core/format/sklearn_linear.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Global;
using pickle::Value;

// A matrix that is built, [rows][columns].
struct Matrix {
  std::vector<double> values;
  std::size_t columns = 0;
};

// The coefficients of all estimators, a feature a row, a column of room before the others where
// `lead` is 1. By blocks of features, so that the rows that are written stay in the cache while
// each of the sources adds its column.
Matrix transposed(const std::vector<Linear>& estimators, std::size_t lead) {
  constexpr std::size_t kBlock = 256;
  Matrix matrix = {.values = {}, .columns = lead};
  for (const Linear& linear : estimators) matrix.columns += linear.rows();
  const std::size_t features = estimators.front().features();
  matrix.values.resize(features * matrix.columns);
  for (std::size_t first = 0; first < features; first += kBlock) {
    const std::size_t count = std::min(kBlock, features - first);
    double* column = matrix.values.data() + first * matrix.columns + lead;
    for (const Linear& linear : estimators) {
      for (std::uint64_t row = 0; row < linear.rows(); ++row) {
        numpy::copy_row(linear.coefficients, row, first,
                        {.first = column++, .stride = matrix.columns, .count = count});
      }
    }
  }
  return matrix;
}

std::vector<double> all_intercepts(const std::vector<Linear>& estimators) {
  std::vector<double> intercepts;
  for (const Linear& linear : estimators) {
    intercepts.insert(intercepts.end(), linear.intercepts.begin(), linear.intercepts.end());
  }
  return intercepts;
}

// The log-likelihood of a term that is absent is ln(1 - p): a constant, which a term that is there
// takes back (BernoulliNB._joint_log_likelihood).
void make_bernoulli(Matrix& matrix, std::vector<double>& intercepts) {
  for (std::size_t i = 0; i < matrix.values.size(); ++i) {
    const double absent = std::log(1.0 - std::exp(matrix.values[i]));
    matrix.values[i] -= absent;
    intercepts[i % matrix.columns] += absent;
  }
}

// Two classes of naive Bayes are one decision value: how much likelier the second is.
std::vector<double> differences(const std::vector<double>& values) {
  std::vector<double> differences(values.size() / 2);
  for (std::size_t i = 0; i < differences.size(); ++i) {
    differences[i] = values[2 * i + 1] - values[2 * i];
  }
  return differences;
}

// Puts the numbers of `estimators` into `classifier`. `mirrored`: the one decision value d stands
// for the two values -d and d.
void set_numbers(const std::vector<Linear>& estimators, bool mirrored, bool paired,
                 Classifier& classifier) {
  Matrix matrix = transposed(estimators, mirrored ? 1 : 0);
  std::vector<double> intercepts = all_intercepts(estimators);
  if (estimators.front().bernoulli) make_bernoulli(matrix, intercepts);
  if (paired) {
    matrix.values = differences(matrix.values);
    intercepts = differences(intercepts);
  }
  if (mirrored) {
    for (std::size_t i = 0; i < matrix.values.size(); i += 2) {
      matrix.values[i] = -matrix.values[i + 1];
    }
    intercepts.insert(intercepts.begin(), -intercepts[0]);
  }
  classifier.weights = std::move(matrix.values);
  classifier.intercepts = std::move(intercepts);
}

// The link of `outputs` decision values, each of which would have the link `alone`.
Link link_of(Link alone, std::uint64_t outputs) {
  return alone == Link::sigmoid && outputs > 1 ? Link::sigmoid_ovr : alone;
}

Classifier read_alone(const JoblibDocument& document, Value estimator) {
  const std::vector<Linear> linear = {read_linear(document, estimator)};
  Classifier classifier = {.name = linear[0].name,
                           .version = linear[0].version,
                           .link = link_of(linear[0].link, linear[0].rows()),
                           .labels = class_labels(linear[0].classes),
                           .features = linear[0].features(),
                           .weights = {},
                           .intercepts = {},
                           .binarize = linear[0].binarize,
                           .in_f32 = linear[0].in_f32};
  const bool mirrored =
      !linear[0].naive_bayes && linear[0].link == Link::softmax && linear[0].rows() == 1;
  set_numbers(linear, mirrored, false, classifier);
  return classifier;
}

void check_binary(const Linear& linear, Value estimator) {
  const bool binary = linear.classes.count == 2 && linear.rows() == (linear.naive_bayes ? 2 : 1);
  if (binary && (linear.naive_bayes || linear.link != Link::softmax)) return;
  throw Error(ErrorKind::unsupported,
              "a OneVsRestClassifier of estimators that are not binary, or multinomial",
              {.offset = estimator.offset()});
}

// What an estimator takes of the memory: a file can name one a thousand times, or give a thousand
// the same fields, and the model would have a thousand copies. That it has settings takes a hundred
// bytes of the file, too.
std::uint64_t cost(const Linear& linear) {
  constexpr std::uint64_t kLeast = 64;
  return kLeast + linear.rows() * linear.features() + linear.classes.bytes.size();
}

// The binary estimators, one a class; a single one where there are two classes.
std::vector<Linear> read_estimators(const JoblibDocument& document, const Fields& fields) {
  std::vector<Linear> estimators;
  std::uint64_t spent = 0;
  for (const Value estimator : fields.at("estimators_", pickle::Kind::list).items()) {
    if (!is_linear(estimator)) {
      throw Error(ErrorKind::unsupported,
                  "a OneVsRestClassifier of an estimator that is not linear",
                  {.offset = estimator.offset(),
                   .piece = std::string(pickle::short_name(estimator.global()))});
    }
    estimators.push_back(read_linear(document, estimator));
    const Linear& linear = estimators.back();
    const Linear& front = estimators.front();
    check_binary(linear, estimator);
    if (linear.features() != front.features() || linear.name != front.name ||
        linear.link != front.link || linear.binarize != front.binarize) {
      throw fields.error(ErrorKind::mismatch, "estimators that are not alike", "estimators_");
    }
    spent += cost(linear);
    if (spent > document.input().size()) {
      throw fields.error(ErrorKind::unsupported,
                         "more estimators than the file's size accounts for", "estimators_");
    }
  }
  return estimators;
}

Classifier read_one_vs_rest(const JoblibDocument& document, Value estimator) {
  const Fields fields(estimator);
  const Fields binarizer(fields.at("label_binarizer_", pickle::Kind::record));
  check_single_label(binarizer);
  const std::vector<Linear> estimators = read_estimators(document, fields);
  const bool single = binarizer.text("y_type_") == "binary";
  // Of several classes it predicts its own, which may have been renamed; of two the binarizer's. In
  // old versions only the binarizer has them.
  const std::optional<Value> own = single ? std::nullopt : fields.find("classes_");
  const Value classes = own ? *own : binarizer.at("classes_");
  Classifier classifier = {
      .name = std::string(fields.estimator()),
      .version = fields.version(),
      .labels = class_labels(document.array(classes)),
      .weights = {},
      .intercepts = {},
      .binarize = {},
  };
  if (estimators.size() != (single ? 1 : classifier.labels.names.size())) {
    throw fields.error(ErrorKind::mismatch,
                       fmt::format("{} estimators for {} classes", estimators.size(),
                                   classifier.labels.names.size()),
                       "estimators_");
  }
  if (estimators.empty()) {
    throw fields.error(ErrorKind::mismatch, "no estimators", "estimators_");
  }
  const Linear& front = estimators.front();
  classifier.name += fmt::format(" of {}", front.name);
  classifier.link = link_of(front.naive_bayes ? Link::sigmoid : front.link, estimators.size());
  classifier.tie = single ? Tie::first : Tie::last;
  classifier.features = front.features();
  classifier.binarize = front.binarize;
  classifier.in_f32 = std::all_of(estimators.begin(), estimators.end(),
                                  [](const Linear& linear) { return linear.in_f32; });
  set_numbers(estimators, false, front.naive_bayes, classifier);
  return classifier;
}

}  // namespace

bool is_classifier(Value value) noexcept {
  return value.is_record(Global::one_vs_rest_classifier) || is_linear(value);
}

bool is_one_vs_rest_of_pipelines(Value value) {
  if (!value.is_record(Global::one_vs_rest_classifier)) return false;
  for (const Value estimator : Fields(value).at("estimators_", pickle::Kind::list).items()) {
    return estimator.is_record(Global::pipeline);
  }
  return false;
}

Classifier read_classifier(const JoblibDocument& document, Value estimator) {
  return estimator.is_record(Global::one_vs_rest_classifier) ? read_one_vs_rest(document, estimator)
                                                             : read_alone(document, estimator);
}

}  // namespace alertsage::sklearn
