// How a get finds its model: in the slot of the thread's last hit, else in another of its slots,
// else in the State, which loads. A destructor that runs when its thread's slots have gone is
// served by the State alone.
#include "core/load/model_cache.hpp"

#include <utility>

#include "core/load/model_cache_state.hpp"

namespace alertsage {
namespace cache_internal {

thread_local ThreadSlots thread_slots;

// The slot of the last hit, which nearly always serves the next. Unlike thread_slots it needs no
// constructor, so that reading it asks nobody whether that has run.
constinit thread_local Slot* latest = nullptr;

constinit thread_local bool slots_have_gone = false;

ThreadSlots::~ThreadSlots() {
  latest = nullptr;
  slots_have_gone = true;
}

// Null in destructors that run after those of the slots: the main thread's go before static objects
// do.
ThreadSlots* own_slots() noexcept {
  return slots_have_gone ? nullptr : &thread_slots;
}

}  // namespace cache_internal

using cache_internal::Entry;
using cache_internal::latest;
using cache_internal::own_slots;
using cache_internal::Slot;
using cache_internal::State;
using cache_internal::ThreadSlots;
using cache_internal::Visit;

ModelHandle::ModelHandle(Slot& slot) noexcept : model_(slot.model.get()), pins_(&slot.pins) {
  ++slot.pins;
}

ModelCache::ModelCache(std::string_view strategy)
    : state_(std::make_shared<State>(strategy_named(strategy))) {}

ModelCache::~ModelCache() {
  invalidate_all();
}

Slot* ModelCache::find_slot(std::string_view path) const noexcept {
  const std::uint64_t generation = state_->generation.load(std::memory_order_acquire);
  if (latest != nullptr && latest->holds(state_.get(), generation, path)) return latest;
  ThreadSlots* const own = own_slots();
  if (own == nullptr) return nullptr;
  for (Slot& slot : own->slots) {
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
  ThreadSlots* const own = own_slots();
  Slot* slot = own == nullptr ? nullptr : own->reusable(state_.get(), path);
  if (slot == nullptr) return ModelHandle(std::move(model));
  slot->hold(state_);
  slot->path = path;
  slot->model = std::move(model);
  slot->generation = generation;
  return ModelHandle(*slot);
}

std::shared_ptr<const Model> ModelCache::find_or_load(std::string_view path) {
  std::unique_lock lock(state_->mutex);
  const Visit visit(*state_, path);
  Entry& entry = visit.entry();
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
    Entry& entry = found->second;
    dropped = std::exchange(entry.model, nullptr);
    ++entry.epoch;
    if (!entry.is_needed()) state_->entries.erase(found);
    state_->generation.fetch_add(1, std::memory_order_release);
  }
  ThreadSlots* const own = own_slots();
  if (own == nullptr) return;
  for (Slot& slot : own->slots) {
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
    std::erase_if(state_->entries, [](const auto& entry) { return !entry.second.is_needed(); });
    state_->generation.fetch_add(1, std::memory_order_release);
  }
  if (ThreadSlots* const own = own_slots()) own->drop(state_.get());
}

CacheStatistics ModelCache::statistics() const {
  const std::lock_guard lock(state_->mutex);
  CacheStatistics sum = state_->ended;
  sum.models = state_->entries.size();
  for (const auto& counter : state_->live_hits)
    sum.hits += counter.value.load(std::memory_order_relaxed);
  return sum;
}

// Never destroyed: a destructor of a static object, or of a thread that is still running, may ask
// after exit() would have destroyed it. The reference keeps it reachable, so that it is no leak to
// those who look for one.
ModelCache& process_cache() {
  static ModelCache& cache = *new ModelCache;
  return cache;
}

}  // namespace alertsage
