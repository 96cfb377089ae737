#include "core/format/pickle_globals.hpp"

#include <fmt/format.h>

#include <array>

namespace alertsage::pickle {
namespace {

struct Rule {
  std::string_view module;
  std::string_view name;
  Global global;
  Use use;
};

// Modules moved: to names with an underscore in scikit-learn 0.22, SciPy 1.8 and NumPy 2. The first
// of several names for one global is the one that scikit-learn 1.2 and NumPy 1 write.
constexpr Rule kRules[] = {
    {"sklearn.pipeline", "Pipeline", Global::pipeline, Use::construct},
    {"sklearn.feature_extraction.text", "CountVectorizer", Global::count_vectorizer,
     Use::construct},
    {"sklearn.feature_extraction.text", "TfidfVectorizer", Global::tfidf_vectorizer,
     Use::construct},
    {"sklearn.feature_extraction.text", "TfidfTransformer", Global::tfidf_transformer,
     Use::construct},
    {"sklearn.linear_model._logistic", "LogisticRegression", Global::logistic_regression,
     Use::construct},
    {"sklearn.linear_model.logistic", "LogisticRegression", Global::logistic_regression,
     Use::construct},
    {"sklearn.linear_model._stochastic_gradient", "SGDClassifier", Global::sgd_classifier,
     Use::construct},
    {"sklearn.linear_model.stochastic_gradient", "SGDClassifier", Global::sgd_classifier,
     Use::construct},
    {"sklearn.linear_model._perceptron", "Perceptron", Global::perceptron, Use::construct},
    {"sklearn.linear_model.perceptron", "Perceptron", Global::perceptron, Use::construct},
    {"sklearn.linear_model._passive_aggressive", "PassiveAggressiveClassifier",
     Global::passive_aggressive_classifier, Use::construct},
    {"sklearn.linear_model.passive_aggressive", "PassiveAggressiveClassifier",
     Global::passive_aggressive_classifier, Use::construct},
    {"sklearn.linear_model._ridge", "RidgeClassifier", Global::ridge_classifier, Use::construct},
    {"sklearn.linear_model.ridge", "RidgeClassifier", Global::ridge_classifier, Use::construct},
    {"sklearn.svm._classes", "LinearSVC", Global::linear_svc, Use::construct},
    {"sklearn.svm.classes", "LinearSVC", Global::linear_svc, Use::construct},
    {"sklearn.naive_bayes", "MultinomialNB", Global::multinomial_nb, Use::construct},
    {"sklearn.naive_bayes", "ComplementNB", Global::complement_nb, Use::construct},
    {"sklearn.naive_bayes", "BernoulliNB", Global::bernoulli_nb, Use::construct},
    {"sklearn.multiclass", "OneVsRestClassifier", Global::one_vs_rest_classifier, Use::construct},
    {"sklearn.preprocessing._label", "LabelBinarizer", Global::label_binarizer, Use::construct},
    {"sklearn.preprocessing.label", "LabelBinarizer", Global::label_binarizer, Use::construct},
    {"sklearn.preprocessing._label", "LabelEncoder", Global::label_encoder, Use::construct},
    {"sklearn.preprocessing.label", "LabelEncoder", Global::label_encoder, Use::construct},
    {"scipy.sparse._csr", "csr_matrix", Global::csr_matrix, Use::construct},
    {"scipy.sparse.csr", "csr_matrix", Global::csr_matrix, Use::construct},
    {"joblib.numpy_pickle", "NumpyArrayWrapper", Global::array_wrapper, Use::construct},
    {"sklearn.externals.joblib.numpy_pickle", "NumpyArrayWrapper", Global::array_wrapper,
     Use::construct},  // before 0.23
    {"numpy", "ndarray", Global::ndarray, Use::mention},
    {"numpy", "memmap", Global::ndarray, Use::mention},  // re-saved after mmap_mode='r'
    {"numpy", "dtype", Global::dtype, Use::reduce},
    {"numpy", "float32", Global::float32, Use::mention},
    {"numpy", "float64", Global::float64, Use::mention},
    {"builtins", "float", Global::float64, Use::mention},
    {"__builtin__", "float", Global::float64, Use::mention},
    {"builtins", "int", Global::count_type, Use::mention},
    {"__builtin__", "int", Global::count_type, Use::mention},
    {"__builtin__", "long", Global::count_type, Use::mention},
    {"numpy", "int64", Global::count_type, Use::mention},
    {"numpy", "int32", Global::count_type, Use::mention},
    {"numpy.core.multiarray", "scalar", Global::scalar, Use::reduce},
    {"numpy._core.multiarray", "scalar", Global::scalar, Use::reduce},
    {"numpy.core.multiarray", "_reconstruct", Global::reconstruct, Use::reduce},
    {"numpy._core.multiarray", "_reconstruct", Global::reconstruct, Use::reduce},
    {"numpy.core.numeric", "_frombuffer", Global::from_buffer, Use::reduce},
    {"numpy._core.numeric", "_frombuffer", Global::from_buffer, Use::reduce},
    {"numpy.random._pickle", "__randomstate_ctor", Global::opaque, Use::reduce},
    {"numpy.random._pickle", "__bit_generator_ctor", Global::opaque, Use::reduce},
    {"numpy.random", "__RandomState_ctor", Global::opaque, Use::reduce},      // before NumPy 1.17
    {"numpy.random._mt19937", "MT19937", Global::opaque_type, Use::mention},  // NumPy 2
    {"sklearn.linear_model._sgd_fast", "Hinge", Global::opaque, Use::reduce},
    {"sklearn.linear_model.sgd_fast", "Hinge", Global::opaque, Use::reduce},
    {"sklearn.linear_model._sgd_fast", "SquaredHinge", Global::opaque, Use::reduce},
    {"sklearn.linear_model.sgd_fast", "SquaredHinge", Global::opaque, Use::reduce},
    {"sklearn.linear_model._sgd_fast", "Log", Global::opaque, Use::reduce},
    {"sklearn.linear_model.sgd_fast", "Log", Global::opaque, Use::reduce},
    {"sklearn.linear_model._sgd_fast", "ModifiedHuber", Global::opaque, Use::reduce},
    {"sklearn.linear_model.sgd_fast", "ModifiedHuber", Global::opaque, Use::reduce},
    {"sklearn.linear_model._sgd_fast", "SquaredLoss", Global::opaque, Use::reduce},
    {"sklearn.linear_model.sgd_fast", "SquaredLoss", Global::opaque, Use::reduce},
    {"sklearn.linear_model._sgd_fast", "Huber", Global::opaque, Use::reduce},
    {"sklearn.linear_model.sgd_fast", "Huber", Global::opaque, Use::reduce},
    {"sklearn.linear_model._sgd_fast", "EpsilonInsensitive", Global::opaque, Use::reduce},
    {"sklearn.linear_model.sgd_fast", "EpsilonInsensitive", Global::opaque, Use::reduce},
    {"sklearn.linear_model._sgd_fast", "SquaredEpsilonInsensitive", Global::opaque, Use::reduce},
    {"sklearn.linear_model.sgd_fast", "SquaredEpsilonInsensitive", Global::opaque, Use::reduce},
    {"sklearn._loss._loss", "CyHalfSquaredError", Global::opaque, Use::reduce},
    {"sklearn._loss._loss", "CyHuberLoss", Global::opaque, Use::reduce},
    {"sklearn._loss._loss", "CyHalfBinomialLoss", Global::opaque,
     Use::reduce},                                          // since 1.6, for Log
    {"datetime", "datetime", Global::opaque, Use::reduce},  // when a model was trained
    {"datetime", "date", Global::opaque, Use::reduce},
    {"datetime", "time", Global::opaque, Use::reduce},
    {"datetime", "timedelta", Global::opaque, Use::reduce},
    {"datetime", "timezone", Global::opaque, Use::reduce},
    {"_codecs", "encode", Global::encode, Use::reduce},  // bytes in protocol 2
    {"builtins", "set", Global::set, Use::reduce},       // protocol 3
    {"__builtin__", "set", Global::set, Use::reduce},    // protocol 2
    {"builtins", "frozenset", Global::frozenset, Use::reduce},
    {"__builtin__", "frozenset", Global::frozenset, Use::reduce},
};

constexpr const Rule* rule_of(Global global) {
  for (const Rule& rule : kRules) {
    if (rule.global == global) return &rule;
  }
  return nullptr;
}

}  // namespace

Global find_global(std::string_view module, std::string_view name) noexcept {
  for (const Rule& rule : kRules) {
    if (rule.name == name && rule.module == module) return rule.global;
  }
  return Global::none;
}

// Asked for each scalar of a vocabulary, so by index.
Use use_of(Global global) noexcept {
  static constexpr auto kUses = [] {
    std::array<Use, 256> uses = {};
    for (const Rule& rule : kRules) uses[static_cast<std::size_t>(rule.global)] = rule.use;
    return uses;
  }();
  return kUses[static_cast<std::size_t>(global)];
}

std::string full_name(Global global) {
  const Rule* const rule = rule_of(global);
  return rule == nullptr ? "" : fmt::format("{}.{}", rule->module, rule->name);
}

std::string_view short_name(Global global) noexcept {
  const Rule* const rule = rule_of(global);
  return rule == nullptr ? std::string_view() : rule->name;
}

}  // namespace alertsage::pickle
