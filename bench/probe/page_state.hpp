// Warm or cold: made before a sample, and proven before or after it.
#pragma once

#include <filesystem>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "bench/probe/page_cache.hpp"
#include "bench/probe/usage.hpp"

namespace alertsage::probe {

// Thrown for a sample whose state could not be proven: it is dropped and counted, and the run goes
// on.
class DroppedSample : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Pages { warm, cold };

std::string_view name_of(Pages pages) noexcept;

// The page-cache state of the files of one row. Rows share it by shared_ptr where they read the
// same files.
class PageState {
 public:
  // Tries the instruments on each file (see PageCache). Where none can be trusted, as on
  // tmpfs or for a file that somebody has mapped, cold throws Error (environment), and warm rests
  // on what was read from the device alone.
  PageState(std::span<const std::filesystem::path> files, Pages pages);

  // Cold: evicts, and proves 0 resident pages; throws DroppedSample where that cannot be had. Warm:
  // nothing is left to do.
  void prepare() const;

  // The rest of the proof, from what the kernel charged the operation. Cold: it must have read from
  // the device. Warm: it must not, and all pages must be resident. Throws DroppedSample.
  //
  // Warm is looked at after the sample, not before: looking walks through all of the file's pages
  // and empties the processor's caches, the more the larger the file, so that opening a large file
  // would seem slower than opening a small one. What is resident afterwards, while nothing was
  // read, was resident before.
  void prove(const Usage& used) const;

  std::string_view instrument() const noexcept;  // "none" where there is none for a file

 private:
  Pages pages_;
  std::vector<PageCache> caches_;
  bool all_observed_ = true;
};

}  // namespace alertsage::probe
