#include "leaktest/known_loaders.hpp"

#include <malloc.h>

#include <chrono>
#include <climits>
#include <cstddef>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace alertsage::leaktest {
namespace {

// Some of what a loader of models does: a table of strings, and an array.
class Steady : public Loaded {
 public:
  Steady() : weights_(kWeights, 1.0F) {
    for (std::size_t i = 0; i < kTerms; ++i) terms_.emplace(std::to_string(i), i);
  }
  std::string_view use(std::string_view /*input*/) override {
    return terms_.contains("7") && weights_.back() > 0 ? "loaded" : "empty";
  }

 private:
  static constexpr std::size_t kTerms = 1'000;
  static constexpr std::size_t kWeights = 2'000;
  std::map<std::string, std::size_t> terms_;
  std::vector<float> weights_;
};

// Small blocks, since large ones would be mapped, and given back one by one.
class Retaining : public Loaded {
 public:
  explicit Retaining(std::size_t bytes) : blocks_(bytes / kBlock, std::string(kBlock, 'x')) {}
  std::string_view use(std::string_view /*input*/) override {
    return blocks_.back().empty() ? "empty" : "loaded";
  }

 private:
  static constexpr std::size_t kBlock = 1'000;
  std::vector<std::string> blocks_;
};

std::unique_ptr<Loaded> load_more_than_before() {
  static std::size_t bytes = 0;
  constexpr std::size_t kMore = 64 * 1024;
  if (bytes == 0) ::mallopt(M_TRIM_THRESHOLD, INT_MAX);
  bytes += kMore;
  return std::make_unique<Retaining>(bytes);
}

Loader steady_after(std::chrono::milliseconds rest) {
  return [rest] {
    std::this_thread::sleep_for(rest);
    return std::make_unique<Steady>();
  };
}

}  // namespace

std::optional<Loader> self_test_loader(std::string_view name) {
  if (name == kSteadyLoader) return Loader([] { return std::make_unique<Steady>(); });
  if (name == kPacedLoader) return steady_after(std::chrono::milliseconds(5));
  if (name == kSlowLoader) return steady_after(std::chrono::milliseconds(50));
  if (name == kRetainingLoader) return Loader(load_more_than_before);
  return std::nullopt;
}

}  // namespace alertsage::leaktest
