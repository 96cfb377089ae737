#include "leaktest/cycles.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>

#include "core/base/error.hpp"
#include "core/load/model_cache.hpp"
#include "leaktest/leaktest.h"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

// One thing to repeat. hold() is the first half: what it loaded stays until drop().
class Cycle {
 public:
  explicit Cycle(const CyclePlan& plan) : plan_(plan) {}

  void hold() {
    if (plan_.mode == reports::leak_mode::kLoadPredictDrop) {
      loaded_ = plan_.load();
      check(loaded_->use(plan_.input));
    } else {
      const ModelHandle model = cache_.get(plan_.cached_path);
      check(model->labels()[model->predict(plan_.input, scratch_).label]);
    }
  }

  void drop() {
    loaded_.reset();
    if (plan_.mode == reports::leak_mode::kCacheGetInvalidate) cache_.invalidate(plan_.cached_path);
  }

 private:
  // The answer has to be the first one's: a model that is not used may not have been loaded.
  void check(std::string_view answer) {
    if (!answer_) answer_ = answer;
    if (*answer_ != answer) throw Error(ErrorKind::mismatch, "the same input had two answers");
  }

  const CyclePlan& plan_;
  ModelCache cache_;
  std::unique_ptr<Loaded> loaded_;
  Scratch scratch_;
  std::optional<std::string> answer_;
};

// The mark that is not in leaktest.h: users would have to say when a load is held, for a figure
// that no verdict rests on.
void mark_held() {
  if (void* held = ::dlsym(RTLD_DEFAULT, "alertsage_leaktest_held")) {
    reinterpret_cast<void (*)()>(held)();
  }
}

// By write(2): stdio would allocate its buffer in the first cycle.
void say(std::size_t done) {
  std::array<char, 32> line{};
  const int length = std::snprintf(line.data(), line.size(), "cycle %zu\n", done);
  if (::write(STDOUT_FILENO, line.data(), static_cast<std::size_t>(length)) != length) {
    throw system_error("write to", "standard output", errno);
  }
}

}  // namespace

void run_cycles(const CyclePlan& plan) {
  Cycle cycle(plan);
  ::leaktest_begin();
  for (std::size_t done = 1;; ++done) {
    cycle.hold();
    if (done == 1) mark_held();
    cycle.drop();
    leak_once(plan.leak);
    if (plan.say_each) say(done);
    const bool wanted = ::leaktest_cycle() != 0;
    if (!wanted && done >= plan.loads) return;
  }
}

}  // namespace alertsage::leaktest
