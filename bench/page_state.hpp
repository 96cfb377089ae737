// Warm or cold, made and proven before each sample, and checked after it.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/probe/page_cache.hpp"
#include "bench/probe/usage.hpp"

namespace alertsage::bench {

enum class Pages { warm, cold };

std::string_view name_of(Pages pages) noexcept;

// The page-cache state of the files of one row. Rows share it by shared_ptr where they read the
// same files.
class PageState {
 public:
  // Tries the instruments on each file (see probe::PageCache). Throws Error (environment) where
  // none can be trusted: no row can be measured cold then.
  PageState(std::span<const std::filesystem::path> files, Pages pages);

  // Cold: evicts, proves 0 resident pages. Warm: proves all resident, reading sequentially where
  // they are not. Throws DroppedSample where it cannot be had.
  void prepare() const;

  // The other half of the proof, from what the kernel charged the operation. Cold: it must have
  // read from the device. Warm: it must not. Throws DroppedSample.
  void prove(const probe::Usage& used) const;

  Pages pages() const noexcept { return pages_; }
  std::string_view instrument() const noexcept;

 private:
  Pages pages_;
  std::vector<probe::PageCache> caches_;
};

}  // namespace alertsage::bench
