// Two levels: the State, shared by all threads and behind a mutex, and eight Slots a thread. A slot
// is valid while its generation is the state's; every invalidation raises that. Slots keep their
// State alive, so that comparing pointers is enough to know whose slot it is, and a thread may
// outlive a cache.
#include "core/load/model_cache.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace alertsage {
namespace cache_internal {

struct Entry {
  std::shared_ptr<const Model> model;
  bool loading = false;
  std::uint64_t epoch =
      0;  // raised by invalidation, so that a load under way knows that it came too late
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

thread_local ThreadSlots thread_slots;

// The slot of the last hit, which nearly always serves the next. Unlike thread_slots it needs no
// constructor, so that reading it asks nobody whether that has run.
constinit thread_local Slot* latest = nullptr;

ThreadSlots::~ThreadSlots() {
  latest = nullptr;
}

}  // namespace cache_internal

using cache_internal::Entry;
using cache_internal::latest;
using cache_internal::Slot;
using cache_internal::State;
using cache_internal::thread_slots;

ModelHandle::ModelHandle(Slot& slot) noexcept : model_(slot.model.get()), pins_(&slot.pins) {
  ++slot.pins;
}

ModelCache::ModelCache(std::string_view strategy)
    : state_(std::make_shared<State>(strategy_named(strategy))) {}

ModelCache::~ModelCache() {
  invalidate_all();
  thread_slots.drop(state_.get());
}

Slot* ModelCache::find_slot(std::string_view path) const noexcept {
  const std::uint64_t generation = state_->generation.load(std::memory_order_acquire);
  if (latest != nullptr && latest->holds(state_.get(), generation, path)) return latest;
  for (Slot& slot : thread_slots.slots) {
    if (slot.holds(state_.get(), generation, path)) return latest = &slot;
  }
  return nullptr;
}

ModelHandle ModelCache::get(std::string_view path) {
  if (Slot* slot = find_slot(path)) {
    slot->hits->count();
    return ModelHandle(*slot);
  }
  // Read before the model: if an invalidation comes between the two, the slot is stale at once and
  // asked again.
  const std::uint64_t generation = state_->generation.load(std::memory_order_acquire);
  std::shared_ptr<const Model> model = find_or_load(path);
  Slot* slot = thread_slots.reusable(state_.get(), path);
  if (slot == nullptr) return ModelHandle(std::move(model));
  slot->hold(state_);
  slot->path = path;
  slot->model = std::move(model);
  slot->generation = generation;
  return ModelHandle(*slot);
}

std::shared_ptr<const Model> ModelCache::find_or_load(std::string_view path) {
  std::unique_lock lock(state_->mutex);
  Entry& entry = state_->entries[std::string(path)];  // stays where it is: entries are never erased
  state_->load_ended.wait(lock, [&] { return !entry.loading; });
  if (entry.model != nullptr) {
    ++state_->ended.hits;
    return entry.model;
  }
  ++state_->ended.misses;
  entry.loading = true;
  const std::uint64_t epoch = entry.epoch;
  lock.unlock();
  std::shared_ptr<const Model> model;
  try {
    model = state_->strategy.open(locate_model(std::filesystem::path(path)));
  } catch (...) {
    lock.lock();
    entry.loading = false;
    state_->load_ended.notify_all();
    throw;
  }
  lock.lock();
  entry.loading = false;
  if (entry.epoch == epoch) entry.model = model;
  ++state_->ended.loads;
  state_->load_ended.notify_all();
  return model;
}

void ModelCache::invalidate(std::string_view path) {
  std::shared_ptr<const Model> dropped;  // unmapped after the lock is gone
  {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->entries.find(std::string(path));
    if (found == state_->entries.end()) return;
    dropped = std::exchange(found->second.model, nullptr);
    ++found->second.epoch;
    state_->generation.fetch_add(1, std::memory_order_release);
  }
  for (Slot& slot : thread_slots.slots) {
    if (slot.pins == 0 && slot.state == state_ && slot.path == path) slot.release();
  }
}

void ModelCache::invalidate_all() {
  std::list<std::shared_ptr<const Model>> dropped;
  {
    const std::lock_guard lock(state_->mutex);
    for (auto& [path, entry] : state_->entries) {
      dropped.push_back(std::exchange(entry.model, nullptr));
      ++entry.epoch;
    }
    state_->generation.fetch_add(1, std::memory_order_release);
  }
  thread_slots.drop(state_.get());
}

CacheStatistics ModelCache::statistics() const {
  const std::lock_guard lock(state_->mutex);
  CacheStatistics sum = state_->ended;
  for (const auto& counter : state_->live_hits)
    sum.hits += counter.value.load(std::memory_order_relaxed);
  return sum;
}

ModelCache& process_cache() {
  static ModelCache cache;
  return cache;
}

}  // namespace alertsage
