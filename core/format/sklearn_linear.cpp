#include "core/format/sklearn_linear.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/format/class_labels.hpp"
#include "core/format/numpy_array.hpp"
#include "core/format/numpy_scalar.hpp"
#include "core/format/sklearn_fields.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Global;
using pickle::Value;

numpy::Array read_matrix(const JoblibDocument& document, const Fields& fields,
                         std::string_view name) {
  const Value value = fields.at(name);
  if (value.is_record(Global::csr_matrix)) {
    throw fields.error(ErrorKind::unsupported, "sparse coefficients; call densify() before saving",
                       name);
  }
  numpy::Array array = document.array(value);
  if (array.rank != 2 || (array.type != numpy::kFloat32 && array.type != numpy::kFloat64)) {
    throw fields.error(ErrorKind::format, "expected a matrix of float32 or float64", name);
  }
  // Without columns it might have any number of rows, and the file would not be larger for it.
  if (array.count == 0) throw fields.error(ErrorKind::format, "a matrix without numbers", name);
  return array;
}

// Without an intercept some estimators leave the number 0.0 instead of an array.
std::vector<double> read_vector(const JoblibDocument& document, const Fields& fields,
                                std::string_view name, std::uint64_t rows) {
  const Value value = fields.at(name);
  const bool number = value.kind() == pickle::Kind::real || value.is_record(Global::scalar);
  if (number) return std::vector<double>(rows, numpy::real(value));
  const numpy::Array array = document.array(value);
  if (!array.is({rows})) {
    throw fields.error(
        ErrorKind::mismatch,
        fmt::format("shape {} beside {} rows of coefficients", array.shape_text(), rows), name);
  }
  return numpy::reals(array);
}

// Whether LogisticRegression.predict_proba takes a sigmoid of each decision value, else a softmax
// of all. Its default for more than two classes has been a softmax since 0.22; liblinear cannot
// train one, newton-cholesky can since 1.6. `multi_class` is deprecated since 1.5, and its default
// has meant "auto" all the time.
bool uses_sigmoids(const Fields& fields, std::size_t classes) {
  const std::string choice = fields.find("multi_class") ? fields.text("multi_class") : "auto";
  if (choice == "multinomial") return false;
  if (choice == "ovr" || choice == "warn") return true;
  if (choice != "auto" && choice != "deprecated") {
    throw fields.error(ErrorKind::unsupported, "a choice that we do not know", "multi_class");
  }
  const std::string solver = fields.text("solver");
  return classes <= 2 || solver == "liblinear" ||
         (solver == "newton-cholesky" && is_before(fields.version(), 1, 6));
}

// SGDClassifier has probabilities for two of its losses; "log" is the older name.
Link link_of_loss(const Fields& fields, bool single) {
  const std::string loss = fields.text("loss");
  if (loss == "modified_huber") return Link::modified_huber;
  if (loss != "log_loss" && loss != "log") return Link::decision;
  return single ? Link::sigmoid : Link::sigmoid_ovr;
}

Link link_of(Global estimator, const Fields& fields, std::size_t classes) {
  const bool single = classes == 2;
  if (estimator == Global::sgd_classifier) return link_of_loss(fields, single);
  if (estimator != Global::logistic_regression) return Link::decision;
  if (!uses_sigmoids(fields, classes)) return Link::softmax;
  return single ? Link::sigmoid : Link::sigmoid_ovr;
}

// RidgeClassifier has its classes in the binarizer of its targets.
numpy::Array read_classes(const JoblibDocument& document, const Fields& fields, Global estimator) {
  if (estimator != Global::ridge_classifier) return document.array(fields.at("classes_"));
  const Fields binarizer(fields.at("_label_binarizer", pickle::Kind::record));
  check_single_label(binarizer);
  return document.array(binarizer.at("classes_"));
}

void check_classes(const Fields& fields, const Linear& linear, std::uint64_t expected) {
  check_class_count(linear.classes);
  if (linear.classes.count < 2) {  // naive Bayes may be fitted to one
    throw fields.error(ErrorKind::unsupported, "a classifier of a single class", "classes_");
  }
  if (linear.classes.count == expected) return;
  throw fields.error(ErrorKind::mismatch,
                     fmt::format("{} classes but coefficients of shape {}", linear.classes.count,
                                 linear.coefficients.shape_text()),
                     "classes_");
}

bool are_floats(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) {
    return static_cast<double>(static_cast<float>(value)) == value;
  });
}

Linear read_discriminative(const JoblibDocument& document, const Fields& fields, Global estimator) {
  Linear linear = {.name = std::string(fields.estimator()),
                   .version = fields.version(),
                   .coefficients = read_matrix(document, fields, "coef_"),
                   .intercepts = {},
                   .classes = read_classes(document, fields, estimator),
                   .binarize = {}};
  check_classes(fields, linear, linear.rows() == 1 ? 2 : linear.rows());
  linear.intercepts = read_vector(document, fields, "intercept_", linear.rows());
  linear.link = link_of(estimator, fields, linear.classes.count);
  linear.in_f32 = linear.coefficients.type == numpy::kFloat32 && are_floats(linear.intercepts);
  return linear;
}

// Joint log-likelihoods are affine in the counts; BernoulliNB's in whether a term is there.
Linear read_naive_bayes(const JoblibDocument& document, const Fields& fields, Global estimator) {
  Linear linear = {.name = std::string(fields.estimator()),
                   .version = fields.version(),
                   .coefficients = read_matrix(document, fields, "feature_log_prob_"),
                   .intercepts = {},
                   .classes = document.array(fields.at("classes_")),
                   .link = Link::softmax,
                   .naive_bayes = true,
                   .bernoulli = estimator == Global::bernoulli_nb,
                   .binarize = {}};
  check_classes(fields, linear, linear.rows());
  linear.intercepts = read_vector(document, fields, "class_log_prior_", linear.rows());
  if (!std::all_of(linear.intercepts.begin(), linear.intercepts.end(),
                   [](double value) { return std::isfinite(value); })) {
    throw fields.error(ErrorKind::unsupported, "a class that has no probability at all",
                       "class_log_prior_");
  }
  if (estimator == Global::complement_nb) {  // which uses them only where there is one class
    std::fill(linear.intercepts.begin(), linear.intercepts.end(), 0.0);
  }
  if (linear.bernoulli) {
    linear.binarize = fields.number_or_none("binarize");
  }
  return linear;
}

bool is_naive_bayes(Global estimator) noexcept {
  return estimator == Global::multinomial_nb || estimator == Global::complement_nb ||
         estimator == Global::bernoulli_nb;
}

}  // namespace

bool is_linear(Value value) noexcept {
  static constexpr Global kDiscriminative[] = {
      Global::logistic_regression, Global::linear_svc,       Global::sgd_classifier,
      Global::perceptron,          Global::ridge_classifier, Global::passive_aggressive_classifier};
  if (value.kind() != pickle::Kind::record) return false;
  const Global global = value.global();
  return is_naive_bayes(global) || std::find(std::begin(kDiscriminative), std::end(kDiscriminative),
                                             global) != std::end(kDiscriminative);
}

Linear read_linear(const JoblibDocument& document, Value estimator) {
  const Fields fields(estimator);
  return is_naive_bayes(estimator.global())
             ? read_naive_bayes(document, fields, estimator.global())
             : read_discriminative(document, fields, estimator.global());
}

}  // namespace alertsage::sklearn
