#include "leaktest/known_loaders.hpp"

#include <malloc.h>
#include <unistd.h>

#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "core/base/random.hpp"

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

std::unique_ptr<Loaded> load_beside_churn() {
  constexpr std::size_t kMost = 200;
  constexpr int kReplaced = 50;
  static SplitMix64 random(static_cast<std::uint64_t>(::getpid()));
  static std::deque<std::string> log;
  static std::map<std::uint64_t, std::string> sessions;
  for (int i = 0; i < kReplaced; ++i) {
    log.emplace_back(20 + random.below(300), 'x');
    if (log.size() > kMost) log.pop_front();
    const std::uint64_t session = random.below(kMost);
    sessions.erase(session);
    if (random.below(2) == 0) sessions.emplace(session, std::string(random.below(1'500), 'x'));
  }
  return std::make_unique<Steady>();
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
  if (name == kChurningLoader) return Loader(load_beside_churn);
  return std::nullopt;
}

}  // namespace alertsage::leaktest
