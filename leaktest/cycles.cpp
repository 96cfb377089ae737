#include "leaktest/cycles.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <charconv>
#include <cstdlib>
#include <cstring>

#include "bench/probe/process_memory.hpp"
#include "core/base/error.hpp"
#include "core/load/model_cache.hpp"
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

// What a cycle leaves behind, in the order of the figures in a MemorySample.
class Recorder {
 public:
  explicit Recorder(std::size_t loads) {
    for (std::vector<double>& values : values_) {
      values.assign(loads,
                    0.0);  // written once: a page that is only reserved comes when it is used
      values.clear();
    }
  }

  void take() {
    ::malloc_trim(0);
    const probe::MemorySample sample = probe::sample_memory();
    const std::optional<std::uint64_t> anonymous =
        sample.rss_anon_bytes
            ? std::optional(*sample.rss_anon_bytes + sample.swap_bytes.value_or(0))
            : std::nullopt;
    const std::optional<std::uint64_t> figures[kCount] = {
        anonymous,          sample.heap_in_use_bytes, sample.rss_file_bytes, sample.rss_shmem_bytes,
        sample.descriptors, sample.mappings,          sample.threads};
    for (std::size_t i = 0; i < kCount; ++i) {
      if (figures[i]) values_[i].push_back(static_cast<double>(*figures[i]));
    }
  }

  std::map<std::string, std::vector<double>> series() const {
    std::map<std::string, std::vector<double>> named;
    for (std::size_t i = 0; i < kCount; ++i) {
      if (!values_[i].empty()) named[kNames[i]] = values_[i];
    }
    return named;
  }

 private:
  static constexpr std::size_t kCount = 7;
  static constexpr const char* kNames[kCount] = {
      "rss_anon_bytes", "heap_in_use_bytes", "rss_file_bytes", "rss_shmem_bytes",
      "descriptors",    "mappings",          "threads"};
  std::vector<double> values_[kCount];
};

struct Held {
  probe::MemorySample memory = probe::sample_memory();
  std::optional<probe::SharingSample> sharing = probe::sample_sharing();
};

std::map<std::string, double> added(const Held& before, const Held& after) {
  std::map<std::string, double> difference;
  const auto add = [&](const char* name, auto a, auto b) {
    difference[name] = static_cast<double>(b) - static_cast<double>(a);
  };
  const auto add_known = [&](const char* name, const auto& a, const auto& b) {
    if (a && b) add(name, *a, *b);
  };
  add_known("rss_anon_bytes", before.memory.rss_anon_bytes, after.memory.rss_anon_bytes);
  add_known("rss_file_bytes", before.memory.rss_file_bytes, after.memory.rss_file_bytes);
  if (before.sharing && after.sharing) {
    add("pss_bytes", before.sharing->pss_bytes, after.sharing->pss_bytes);
    add("uss_bytes", before.sharing->uss_bytes, after.sharing->uss_bytes);
  }
  // Anonymous pages are this process's alone; pages of the file are there once for all that map it,
  // even while this process is the only one, which is why USS is not what is asked here.
  add_known("private_bytes", before.memory.rss_anon_bytes, after.memory.rss_anon_bytes);
  add_known("shared_bytes", before.memory.rss_file_bytes, after.memory.rss_file_bytes);
  return difference;
}

void leak(std::size_t bytes) {
  if (bytes == 0) return;
  void* forgotten = std::malloc(bytes);
  if (forgotten == nullptr) throw std::bad_alloc();
  std::memset(forgotten, 1, bytes);
  asm volatile("" : : "g"(forgotten) : "memory");  // so that the compiler does not remove the pair
}

}  // namespace

CycleResult run_cycles(const CyclePlan& plan) {
  Recorder recorder(plan.loads);
  Cycle cycle(plan);
  CycleResult result;
  static_cast<void>(Held());  // the first sample touches its own stack: not the model's doing
  const Held before;
  for (std::size_t i = 0; i < plan.loads; ++i) {
    cycle.hold();
    if (i == 0) result.first_load = added(before, Held());
    cycle.drop();
    leak(plan.inject_leak_bytes);
    recorder.take();
  }
  result.series = recorder.series();
  return result;
}

std::string to_text(const CycleResult& result) {
  std::string text;
  for (const auto& [name, value] : result.first_load)
    text += fmt::format("first_load {} {}\n", name, value);
  for (const auto& [name, values] : result.series) {
    text += fmt::format("series {} {}\n", name, fmt::join(values, " "));
  }
  return text + "end\n";
}

CycleResult parse_cycle_result(std::string_view text) {
  const auto refuse = [] { throw Error(ErrorKind::format, "the child's report is not complete"); };
  CycleResult result;
  const auto next = [&](char end) {
    const std::size_t at = std::min(text.find(end), text.find('\n'));
    if (at == std::string_view::npos) refuse();
    const std::string_view word = text.substr(0, at);
    text.remove_prefix(text[at] == '\n' && end != '\n' ? at : at + 1);
    return word;
  };
  const auto number = [&] {
    double value = 0;
    const std::string_view word = next(' ');
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size()) refuse();
    return value;
  };
  for (std::string_view kind = next(' '); kind != "end"; kind = next(' ')) {
    const std::string name(next(' '));
    if (kind == "first_load") {
      result.first_load[name] = number();
    } else if (kind == "series") {
      while (!text.starts_with('\n')) result.series[name].push_back(number());
    } else {
      refuse();
    }
    next('\n');
  }
  return result;
}

}  // namespace alertsage::leaktest
