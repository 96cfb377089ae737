// A little memory for what is asked for while malloc itself is being looked up. What is given back
// to it is lost; it is for a few blocks in the life of a process, none of them counted.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace alertsage::leaktest {

class BootstrapMemory {
 public:
  // Zeroed, on a boundary of 16. Null when it is used up. Thread-safe.
  void* allocate(std::size_t bytes) noexcept {
    if (bytes > kBytes) return nullptr;
    const std::size_t whole = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    const std::size_t at = used_.fetch_add(whole, std::memory_order_relaxed);
    return at + whole <= kBytes ? bytes_ + at : nullptr;
  }

  bool holds(const void* block) const noexcept { return offset_of(block) < kBytes; }

  // No more than this can be read from `block` on: how long it is nobody has written down.
  std::size_t readable(const void* block) const noexcept { return kBytes - offset_of(block); }

 private:
  std::uintptr_t offset_of(const void* block) const noexcept {
    return reinterpret_cast<std::uintptr_t>(block) - reinterpret_cast<std::uintptr_t>(bytes_);
  }

  static constexpr std::size_t kBytes = 8192;
  static constexpr std::size_t kAlignment = 16;

  alignas(kAlignment) unsigned char bytes_[kBytes] = {};
  std::atomic<std::size_t> used_ = 0;
};

// NOLINTBEGIN(bugprone-dynamic-static-initializers): it is constinit
extern constinit BootstrapMemory bootstrap_memory;
// NOLINTEND(bugprone-dynamic-static-initializers): see above

}  // namespace alertsage::leaktest
