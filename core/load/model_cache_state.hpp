// What a ModelCache is made of; its source alone includes this. Two levels: the State, shared by
// all threads and behind a mutex, and eight Slots a thread. A slot is valid while its generation is
// the state's; every invalidation raises that. Slots keep their State alive, so that comparing
// pointers is enough to know whose slot it is, and a thread may outlive a cache.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/load/model_cache.hpp"

namespace alertsage::cache_internal {

struct Entry {
  std::shared_ptr<const Model> model;
  bool loading = false;
  std::uint64_t epoch =
      0;  // raised by invalidation, so that a load under way knows that it came too late
  std::uint32_t visits = 0;  // gets that load it or wait for that

  bool is_needed() const noexcept { return model != nullptr || visits != 0; }
};

// Written by one thread and read by statistics(): a plain add, no read-modify-write.
struct HitCounter {
  std::atomic<std::uint64_t> value{0};
  void count() noexcept {
    value.store(value.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }
};

struct State {
  explicit State(const Strategy& loader) : strategy(loader) {}

  const Strategy& strategy;
  std::atomic<std::uint64_t> generation{1};
  std::mutex mutex;  // guards all below
  std::condition_variable load_ended;
  std::unordered_map<std::string, Entry> entries;
  std::list<HitCounter> live_hits;  // one a slot
  CacheStatistics ended;            // misses, loads, and the hits of slots that are gone
};

// One get's stay at an entry, which stays where it is as long. The last to leave takes along an
// entry without a model, so that paths that cannot be loaded cost nothing once that was said.
// REQUIRES: the state's mutex is held when it begins and when it ends.
class Visit {
 public:
  Visit(State& state, std::string_view path)
      : state_(state), path_(path), entry_(state.entries[path_]) {
    ++entry_.visits;
  }
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;
  ~Visit() {
    --entry_.visits;
    if (!entry_.is_needed()) state_.entries.erase(path_);
  }

  Entry& entry() const noexcept { return entry_; }

 private:
  State& state_;
  std::string path_;
  Entry& entry_;
};

struct Slot {
  std::shared_ptr<State> state;
  std::uint64_t generation = 0;
  std::string path;
  std::shared_ptr<const Model> model;
  std::list<HitCounter>::iterator hits;
  std::uint32_t pins = 0;

  bool holds(const State* asked, std::uint64_t as_of, std::string_view asked_path) const noexcept {
    return generation == as_of && state.get() == asked && path == asked_path;
  }

  Slot() = default;
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
  ~Slot() { release(); }

  void release() noexcept {
    if (state == nullptr) return;
    model.reset();
    {
      const std::lock_guard lock(state->mutex);
      state->ended.hits += hits->value.load(std::memory_order_relaxed);
      state->live_hits.erase(hits);
    }
    state.reset();
  }

  void hold(const std::shared_ptr<State>& owner) {
    if (state == owner) return;
    release();
    const std::lock_guard lock(owner->mutex);
    hits = owner->live_hits.emplace(owner->live_hits.end());
    state = owner;
  }
};

struct ThreadSlots {
  static constexpr std::size_t kCount = 8;
  std::array<Slot, kCount> slots;
  std::size_t next = 0;  // where the search for a slot to reuse starts

  ~ThreadSlots();

  // A slot that nobody holds: one that served this path before, else the next in turn; null where
  // all are held.
  Slot* reusable(const State* state, std::string_view path) {
    for (Slot& slot : slots) {
      if (slot.pins == 0 && slot.state.get() == state && slot.path == path) return &slot;
    }
    for (std::size_t tried = 0; tried < kCount; ++tried) {
      Slot& slot = slots[next++ % kCount];
      if (slot.pins == 0) return &slot;
    }
    return nullptr;
  }

  void drop(const State* state) {
    for (Slot& slot : slots) {
      if (slot.pins == 0 && slot.state.get() == state) slot.release();
    }
  }
};

}  // namespace alertsage::cache_internal
