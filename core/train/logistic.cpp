#include "core/train/logistic.hpp"

#include <linear.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

struct FreeModel {
  void operator()(model* fitted) const { free_and_destroy_model(&fitted); }
};
using FittedModel = std::unique_ptr<model, FreeModel>;

// LIBLINEAR keeps the function that prints its progress in a global: set once, before any thread
// reads it. Nothing else in it is shared by the trust-region solver, which draws no random numbers
// either (the dual solvers call rand()), so classes may be fitted side by side.
void silence_liblinear() {
  static const bool kSilent = (set_print_string_function([](const char*) {}), true);
  static_cast<void>(kSilent);
}

parameter parameters_of(const LogisticOptions& options) {
  parameter result{};
  result.solver_type = L2R_LR;
  result.eps = options.tolerance;
  result.C = options.inverse_penalty;
  return result;
}

// Calls `work` with 0 … count - 1 on up to `threads` threads, this one among them; rethrows what
// one of them threw.
void in_parallel(std::size_t count, std::size_t threads,
                 const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take_turns = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < std::min(threads, count); ++i) {
    others.push_back(std::async(std::launch::async, take_turns));
  }
  take_turns();
  for (std::future<void>& other : others) other.get();
}

}  // namespace

LogisticProblem::LogisticProblem(std::size_t columns) : columns_(columns) {}
LogisticProblem::~LogisticProblem() = default;

void LogisticProblem::add(std::span<const Feature> row, std::uint32_t label) {
  row_begin_.push_back(nodes_.size());
  for (const Feature& feature : row) {
    nodes_.push_back({.index = static_cast<int>(feature.column + 1), .value = feature.value});
  }
  nodes_.push_back({.index = static_cast<int>(columns_ + 1), .value = 1.0});
  nodes_.push_back({.index = -1, .value = 0.0});
  labels_.push_back(label);
}

LinearHead LogisticProblem::fit(std::size_t labels, const LogisticOptions& options,
                                const std::function<void(std::size_t done)>& fitted) {
  silence_liblinear();
  std::vector<feature_node*> rows;
  for (const std::size_t begin : row_begin_) rows.push_back(nodes_.data() + begin);
  problem shared{};
  shared.l = static_cast<int>(rows.size());
  shared.n = static_cast<int>(columns_ + 1);
  shared.x = rows.data();
  shared.bias = 1.0;
  const parameter parameters = parameters_of(options);
  if (const char* const refusal = check_parameter(&shared, &parameters)) {
    throw Error(ErrorKind::usage, refusal);
  }

  const std::size_t outputs = labels == 2 ? 1 : labels;
  LinearHead head{.weights = std::vector<double>(columns_ * outputs),
                  .intercepts = std::vector<double>(outputs)};
  std::mutex report;
  std::size_t done = 0;
  const auto fit_output = [&](std::size_t output) {
    const std::uint32_t positive = labels == 2 ? 1 : static_cast<std::uint32_t>(output);
    std::vector<double> targets;
    for (const std::uint32_t label : labels_) targets.push_back(label == positive ? 1.0 : -1.0);
    problem one = shared;
    one.y = targets.data();
    const FittedModel solved(train(&one, &parameters));
    // Weights speak for the side that LIBLINEAR counts first.
    const double sign = solved->label[0] == 1 ? 1.0 : -1.0;
    for (std::size_t column = 0; column < columns_; ++column) {
      head.weights[column * outputs + output] = sign * solved->w[column];
    }
    head.intercepts[output] = sign * solved->w[columns_];
    const std::scoped_lock lock(report);
    fitted(++done);
  };
  in_parallel(outputs, options.threads != 0 ? options.threads : std::thread::hardware_concurrency(),
              fit_output);
  return head;
}

}  // namespace alertsage
