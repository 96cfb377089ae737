// The figures of a document by row, as tables, charts and sentences ask for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/document.hpp"
#include "reports/stats/interval.hpp"

namespace alertsage::reports {

inline constexpr double kConfidence = 0.95;  // of every interval that a report shows

// One row's times in nanoseconds, or another figure of its samples.
struct Measured {
  double median = 0;
  std::optional<Interval> interval = {};  // of the median; nothing where samples are too few
  std::vector<double> samples = {};       // as measured; at least one
  bool each_is_mean = false;              // a sample is the mean of a repetition's iterations

  int digits() const;        // that the interval supports
  std::string text() const;  // "47.3 us"
};

// The median of `samples` and its interval. REQUIRES: !samples.empty().
Measured measure(std::vector<double> samples);

// Whether the data leave open which of two is the smaller: their intervals overlap, or one has
// none.
bool undecided(const Measured& a, const Measured& b);

// Whether `measured` is there and can stand on a logarithmic axis: every sample above 0.
bool drawable(const Measured* measured);

class Measurements {
 public:
  // Keeps a reference: `document` must outlive it.
  explicit Measurements(const Document& document);

  const Document& document() const noexcept { return document_; }

  // The row displayed as `name`, or nullptr. O(log rows).
  const Measured* find(std::string_view name) const;

  const Measured* load(std::string_view strategy, std::string_view model,
                       std::string_view state) const;
  const Measured* first_prediction(std::string_view strategy, std::string_view model,
                                   std::string_view state) const;
  const Measured* process(std::string_view strategy, std::string_view model,
                          std::string_view state) const;
  const Measured* batch(std::string_view strategy, std::string_view model, std::string_view state,
                        std::uint64_t count) const;
  // By one thread.
  const Measured* cached_get(std::string_view strategy, std::string_view model) const;
  // By one thread, with whichever strategy it was measured: the loaded classifier is the same.
  const Measured* predict(std::string_view model) const;

  // The leak test's section of `mode`, or nullptr.
  const LeakSection* leak(std::string_view strategy, std::string_view model,
                          std::string_view mode) const;

  // The models that people have, the largest first where sizes are known; not the size sweep's, and
  // not what leak tests of commands and processes are called.
  const std::vector<std::string>& models() const noexcept { return models_; }

  // The size sweep's, ascending by size.
  const std::vector<std::string>& sweep_models() const noexcept { return sweep_models_; }

  // What has a row or a leak section for `model`, in strategy_rank() order; `none` is no strategy.
  std::vector<std::string> strategies(std::string_view model) const;

  // Bytes of a model's safetensors file, from the context, else from a name such as
  // `synthetic-64MB`.
  std::optional<double> model_bytes(std::string_view model) const;

 private:
  const Measured* one_thread(std::string_view name) const;
  void collect_models();

  const Document& document_;
  std::map<std::string, Measured, std::less<>> rows_;
  std::vector<std::string> models_;
  std::vector<std::string> sweep_models_;
};

}  // namespace alertsage::reports
