// Models that stay loaded: cached is a state, not a strategy. Keyed by path, one load at a time a
// path.
//
//   ModelCache cache;
//   const ModelHandle model = cache.get("models/incidents");
//   model->predict(text, scratch);
//
// Each thread remembers the models that it got last and checks them against the cache's generation,
// so that a get of a known model takes no lock, writes no shared cache line and counts no
// references. The price: after invalidate, a thread that does not call get (or exit) keeps the old
// model's memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/load/strategy.hpp"

namespace alertsage {

struct CacheStatistics {
  std::uint64_t hits = 0;    // gets answered without starting a load
  std::uint64_t misses = 0;  // gets that started one
  std::uint64_t loads = 0;   // loads that succeeded
  std::uint64_t models = 0;  // held at this moment, or being loaded
};

namespace cache_internal {
struct State;
struct Slot;
}  // namespace cache_internal

// Holds a model for a scope, in the thread that called get. The model outlives the handle's scope
// no matter what is invalidated meanwhile.
class ModelHandle {
 public:
  ModelHandle(const ModelHandle&) = delete;
  ModelHandle& operator=(const ModelHandle&) = delete;
  ~ModelHandle() {
    if (pins_ != nullptr) --*pins_;
  }

  const Classifier* operator->() const noexcept { return &model_->classifier(); }
  const Classifier& operator*() const noexcept { return model_->classifier(); }
  const Model& model() const noexcept { return *model_; }

 private:
  friend class ModelCache;
  explicit ModelHandle(cache_internal::Slot& slot) noexcept;
  explicit ModelHandle(std::shared_ptr<const Model> owned) noexcept
      : model_(owned.get()), owned_(std::move(owned)) {}

  const Model* model_;
  std::uint32_t* pins_ = nullptr;       // the thread's slot is not reused while this is above 0
  std::shared_ptr<const Model> owned_;  // only where all of the thread's slots were pinned
};

// Thread-safe.
class ModelCache {
 public:
  explicit ModelCache(std::string_view strategy = "mmap");
  ModelCache(const ModelCache&) = delete;
  ModelCache& operator=(const ModelCache&) = delete;
  ~ModelCache();

  // The model at `path` (a bundle or a file; the string is the key, as given), loaded by the first
  // get. Threads that ask for a path that is being loaded wait for that load. A failed load throws
  // its Error and is not remembered, nor is its path. No allocation where this thread got the same
  // model before. Does not look at the file again: see invalidate.
  ModelHandle get(std::string_view path);

  // The next get of `path` (of any path) loads anew. A load under way answers its own caller only.
  void invalidate(std::string_view path);
  void invalidate_all();

  CacheStatistics statistics() const;

 private:
  cache_internal::Slot* find_slot(std::string_view path) const noexcept;
  std::shared_ptr<const Model> find_or_load(std::string_view path);

  std::shared_ptr<cache_internal::State> state_;
};

// The cache of the whole process, over mmap. It is never destroyed: destructors may ask it, those
// of static objects and of threads too.
ModelCache& process_cache();

}  // namespace alertsage
