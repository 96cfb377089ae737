// What instruments measure, whoever wrote it: a load, and one use of what was loaded. Our
// strategies and plug-ins both are such.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "core/load/strategy.hpp"

namespace alertsage {

// Dropped by its destructor. Not thread-safe.
class Loaded {
 public:
  virtual ~Loaded() = default;

  // The answer to `input`, a label where it classifies; valid until the next use. Throws Error.
  virtual std::string_view use(std::string_view input) = 0;
};

// One model by one way of loading it: each call is a load. Throws Error.
using Loader = std::function<std::unique_ptr<Loaded>()>;

// Its answers are labels. `strategy` must outlive it.
Loader loader_of(const Strategy& strategy, ModelFiles files);

}  // namespace alertsage
