#include "core/train/train_report.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "core/base/numbers.hpp"

namespace alertsage {
namespace {

std::string_view label_of(TrainPhase phase) {
  switch (phase) {
    case TrainPhase::count_terms:
      return "counting terms";
    case TrainPhase::fit_weights:
      return "fitting weights";
    case TrainPhase::measure:
      return "measuring";
  }
  return {};
}

}  // namespace

double Stopwatch::lap() {
  const auto now = std::chrono::steady_clock::now();
  return std::chrono::duration<double>(now - std::exchange(start_, now)).count();
}

void PhaseReport::operator()(TrainPhase phase, std::size_t done, std::size_t total) {
  if (running_ != phase) {
    finish();
    running_ = phase;
    if (draw_) line_.emplace(label_of(phase), total);
  }
  if (line_) line_->update(done);
}

void PhaseReport::finish() {
  line_.reset();
  const double elapsed = watch_.lap();
  if (running_) seconds_[static_cast<std::size_t>(*running_)] = elapsed;
  running_.reset();
}

void print_training(const TrainingResult& result, const PhaseReport& phases) {
  fmt::print("terms    {} of {} distinct ones in {}, {:.1f} s\n",
             with_commas(result.model.terms.size()), with_commas(result.distinct_terms),
             counted(result.learned_texts, "text"), phases.seconds(TrainPhase::count_terms));
  fmt::print("weights  of {} classes, {:.1f} s\n", with_commas(result.model.labels.size()),
             phases.seconds(TrainPhase::fit_weights));
  if (result.held_out_accuracy) {
    fmt::print("accuracy {:.4f} on {} held out, {:.1f} s\n", *result.held_out_accuracy,
               counted(result.held_out_texts, "text"), phases.seconds(TrainPhase::measure));
  } else {
    fmt::print("accuracy not measured: no text was held out\n");
  }
}

}  // namespace alertsage
