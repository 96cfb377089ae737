#include "core/format/sklearn_classifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/format/numpy_array.hpp"
#include "core/format/sklearn_fields.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Global;
using pickle::Kind;
using pickle::Value;

struct Logistic {
  const numpy::Array* coefficients;  // (rows, features)
  std::vector<double> intercepts;    // [rows]
  const numpy::Array* classes;
  bool sigmoids;  // a sigmoid of each decision value; else a softmax of all
  bool in_f32;

  std::uint64_t rows() const { return coefficients->shape[0]; }
  std::uint64_t features() const { return coefficients->shape[1]; }
};

const numpy::Array& read_coefficients(const JoblibDocument& document, const Fields& fields) {
  const Value value = fields.at("coef_");
  if (value.is_record(Global::csr_matrix)) {
    throw fields.error(ErrorKind::unsupported, "sparse coefficients; call densify() before saving",
                       "coef_");
  }
  const numpy::Array& array = document.array(value);
  if (array.rank != 2 || (array.type != numpy::kFloat32 && array.type != numpy::kFloat64)) {
    throw fields.error(ErrorKind::format, "expected a matrix of float32 or float64", "coef_");
  }
  return array;
}

// liblinear without an intercept leaves the number 0.0 instead of an array.
std::vector<double> read_intercepts(const JoblibDocument& document, const Fields& fields,
                                    std::uint64_t rows) {
  const Value value = fields.at("intercept_");
  if (value.kind() == Kind::real) return std::vector<double>(rows, value.real());
  const numpy::Array& array = document.array(value);
  if (!array.is({rows})) {
    throw fields.error(
        ErrorKind::mismatch,
        fmt::format("shape {} beside {} rows of coefficients", array.shape_text(), rows),
        "intercept_");
  }
  return numpy::reals(array);
}

// "1.10.2" is not before 1.6.
bool is_before(std::string_view version, int major, int minor) {
  int parts[2] = {0, 0};
  const char* at = version.data();
  const char* const end = at + version.size();
  for (int& part : parts) {
    at = std::from_chars(at, end, part).ptr;
    if (at != end) ++at;
  }
  return parts[0] != major ? parts[0] < major : parts[1] < minor;
}

// What LogisticRegression.predict_proba chooses. Its default for more than two classes has been a
// softmax since 0.22; liblinear cannot train one, newton-cholesky can since 1.6. `multi_class` is
// deprecated since 1.5, and its default has meant "auto" all the time.
bool uses_sigmoids(const Fields& fields, std::size_t classes) {
  const std::optional<Value> given = fields.find("multi_class");
  const std::string_view choice = given ? given->text() : "auto";
  if (choice == "multinomial") return false;
  if (choice == "ovr" || choice == "warn") return true;
  if (choice != "auto" && choice != "deprecated") {
    throw fields.error(ErrorKind::unsupported, "a choice that we do not know", "multi_class");
  }
  const std::string_view solver = fields.text("solver");
  return classes <= 2 || solver == "liblinear" ||
         (solver == "newton-cholesky" && is_before(fields.version(), 1, 6));
}

Logistic read_logistic(const JoblibDocument& document, Value estimator) {
  const Fields fields(estimator);
  const numpy::Array& coefficients = read_coefficients(document, fields);
  const std::uint64_t rows = coefficients.shape[0];
  const numpy::Array& classes = document.array(fields.at("classes_"));
  if (classes.count != (rows == 1 ? 2 : rows)) {
    throw fields.error(ErrorKind::mismatch,
                       fmt::format("{} classes but coefficients of shape {}", classes.count,
                                   coefficients.shape_text()),
                       "classes_");
  }
  Logistic logistic = {.coefficients = &coefficients,
                       .intercepts = read_intercepts(document, fields, rows),
                       .classes = &classes,
                       .sigmoids = uses_sigmoids(fields, classes.count),
                       .in_f32 = coefficients.type == numpy::kFloat32};
  logistic.in_f32 &= std::all_of(
      logistic.intercepts.begin(), logistic.intercepts.end(),
      [](double value) { return static_cast<double>(static_cast<float>(value)) == value; });
  return logistic;
}

void add_rows(const Logistic& logistic, Classifier& classifier) {
  for (std::uint64_t row = 0; row < logistic.rows(); ++row) {
    classifier.rows.push_back({logistic.coefficients, row});
    classifier.intercepts.push_back(logistic.intercepts[row]);
  }
}

Classifier read_alone(const JoblibDocument& document) {
  const Logistic logistic = read_logistic(document, document.root());
  const Fields fields(document.root());
  Classifier classifier = {.name = std::string(fields.estimator()),
                           .version = fields.version(),
                           .labels = numpy::names(*logistic.classes),
                           .labels_are_text = logistic.classes->is_text(),
                           .features = logistic.features(),
                           .rows = {},
                           .intercepts = {},
                           .in_f32 = logistic.in_f32};
  add_rows(logistic, classifier);
  const bool single = logistic.rows() == 1;
  if (logistic.sigmoids) {
    classifier.link = single ? Link::sigmoid : Link::sigmoid_ovr;
  } else {
    classifier.link = Link::softmax;
    classifier.mirrored = single;
  }
  return classifier;
}

// The binary classifiers, one a class; a single one where there are two classes.
std::vector<Logistic> read_estimators(const JoblibDocument& document, const Fields& fields) {
  std::vector<Logistic> estimators;
  for (const Value estimator : fields.at("estimators_", Kind::list).items()) {
    if (!estimator.is_record(Global::logistic_regression)) {
      throw Error(ErrorKind::unsupported, "a OneVsRestClassifier of another estimator",
                  {.offset = estimator.offset(),
                   .piece = std::string(pickle::short_name(estimator.global()))});
    }
    estimators.push_back(read_logistic(document, estimator));
    if (estimators.back().rows() != 1 || !estimators.back().sigmoids) {
      throw Error(ErrorKind::unsupported,
                  "a OneVsRestClassifier of estimators that are not binary, or multinomial",
                  {.offset = estimator.offset()});
    }
    if (estimators.back().features() != estimators.front().features()) {
      throw fields.error(ErrorKind::mismatch, "estimators with unlike numbers of features",
                         "estimators_");
    }
    // A file can name one estimator a thousand times; the model would have a thousand copies.
    if (estimators.size() * estimators.front().features() > document.file().size()) {
      throw fields.error(ErrorKind::unsupported, "more coefficients than the file has bytes",
                         "estimators_");
    }
  }
  return estimators;
}

Classifier read_one_vs_rest(const JoblibDocument& document) {
  const Fields fields(document.root());
  const Fields binarizer(fields.at("label_binarizer_", Kind::record));
  const std::string_view target = binarizer.text("y_type_");
  if (target != "multiclass" && target != "binary") {
    throw binarizer.error(
        ErrorKind::unsupported,
        fmt::format("{} targets; one label a text is supported", printable(target)), "y_type_");
  }
  const std::vector<Logistic> estimators = read_estimators(document, fields);
  Classifier classifier = {
      .name = "OneVsRestClassifier of LogisticRegression",
      .version = fields.version(),
      .link = target == "binary" ? Link::sigmoid : Link::sigmoid_ovr,
      .labels = numpy::names(document.array(binarizer.at("classes_"))),
      .labels_are_text = document.array(binarizer.at("classes_")).is_text(),
      .features = estimators.empty() ? 0 : estimators.front().features(),
      .rows = {},
      .intercepts = {},
      .in_f32 = std::all_of(estimators.begin(), estimators.end(),
                            [](const Logistic& estimator) { return estimator.in_f32; })};
  for (const Logistic& estimator : estimators) add_rows(estimator, classifier);
  const std::size_t expected = target == "binary" ? 1 : classifier.labels.size();
  if (estimators.size() != expected) {
    throw fields.error(
        ErrorKind::mismatch,
        fmt::format("{} estimators for {} classes", estimators.size(), classifier.labels.size()),
        "estimators_");
  }
  return classifier;
}

}  // namespace

Classifier read_classifier(const JoblibDocument& document) {
  return document.root().is_record(Global::one_vs_rest_classifier) ? read_one_vs_rest(document)
                                                                   : read_alone(document);
}

// By blocks of features, so that the rows that are written stay in the cache while each of the
// sources adds its column.
std::vector<double> transposed_weights(const Classifier& classifier) {
  constexpr std::size_t kBlock = 256;
  const std::size_t outputs = classifier.mirrored ? 2 : classifier.rows.size();
  const std::size_t features = classifier.features;
  std::vector<double> weights(features * outputs);
  for (std::size_t first = 0; first < features; first += kBlock) {
    const std::size_t count = std::min(kBlock, features - first);
    double* column = weights.data() + first * outputs + (outputs - classifier.rows.size());
    for (const Classifier::Row& row : classifier.rows) {
      numpy::copy_row(*row.coefficients, row.index, first,
                      {.first = column++, .stride = outputs, .count = count});
    }
  }
  if (classifier.mirrored) {
    for (std::size_t i = 0; i < weights.size(); i += 2) weights[i] = -weights[i + 1];
  }
  return weights;
}

std::vector<double> decision_intercepts(const Classifier& classifier) {
  std::vector<double> intercepts = classifier.intercepts;
  if (classifier.mirrored) intercepts.insert(intercepts.begin(), -intercepts[0]);
  return intercepts;
}

}  // namespace alertsage::sklearn
