// One-vs-rest logistic regression by LIBLINEAR (Fan, Chang, Hsieh, Wang, Lin: LIBLINEAR, JMLR 9,
// 2008; https://www.csie.ntu.edu.tw/~cjlin/liblinear/), set up as scikit-learn's
// OneVsRestClassifier(LogisticRegression(solver='liblinear')) does: L2 penalty, primal trust-region
// solver, the intercept as the weight of a constant feature 1, which is penalised like all others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/train/feature.hpp"

struct feature_node;  // LIBLINEAR's, in <linear.h>

namespace alertsage {

struct LogisticOptions {
  // Inverse of the penalty: more of it fits the training texts closer, and takes longer.
  double inverse_penalty = 1.0;
  // Stops when the gradient has shrunk to this share (times the share of the rarer side): ten times
  // less costs about one more step of Newton's method.
  double tolerance = 1e-4;
  // Classes that are fitted at the same time; 0: one for each core. The result does not depend on
  // it.
  unsigned threads = 0;
};

struct LinearHead {
  std::vector<double> weights;     // [columns][outputs]
  std::vector<double> intercepts;  // [outputs]
};

// Rows in LIBLINEAR's own form: 16 bytes a feature, and nothing is copied for a class.
class LogisticProblem {
 public:
  // REQUIRES: columns < 2^31 - 2.
  explicit LogisticProblem(std::size_t columns);
  LogisticProblem(const LogisticProblem&) = delete;
  LogisticProblem& operator=(const LogisticProblem&) = delete;
  ~LogisticProblem();

  // REQUIRES: columns ascend and are below `columns`.
  void add(std::span<const Feature> row, std::uint32_t label);

  // Fits the labels 0 … labels - 1, of which each has a row. One output a label; with two labels
  // one output, which speaks for label 1. `fitted` is called after each output with the number that
  // is done, from any thread but never from two at once. Throws Error (usage) for options that
  // LIBLINEAR refuses. REQUIRES: labels >= 2.
  LinearHead fit(std::size_t labels, const LogisticOptions& options,
                 const std::function<void(std::size_t done)>& fitted);

 private:
  std::size_t columns_;
  std::vector<feature_node> nodes_;
  std::vector<std::size_t> row_begin_;
  std::vector<std::uint32_t> labels_;
};

}  // namespace alertsage
