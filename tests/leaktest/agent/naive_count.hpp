// What the scenarios of subject.cpp share: a count beside the agent's, made the plain way.
#pragma once

#include <malloc.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace alertsage::leaktest {

class NaiveCount {
 public:
  void* made(void* block) {
    if (block == nullptr) return nullptr;
    const auto bytes = static_cast<std::int64_t>(::malloc_usable_size(block));
    live_bytes_ += bytes;
    ++live_blocks_;
    ++allocations_;
    allocated_bytes_ += bytes;
    return block;
  }
  void* going(void* block) {  // before it is freed
    live_bytes_ -= static_cast<std::int64_t>(::malloc_usable_size(block));
    --live_blocks_;
    return block;
  }
  void mapped(std::int64_t bytes) { mapped_bytes_ += bytes; }

  // One line on standard output, without stdio, which would allocate.
  void tell() const {
    char line[160];
    const int length =
        std::snprintf(line, sizeof line, "%ld %ld %ld %ld %ld\n", static_cast<long>(live_bytes_),
                      static_cast<long>(live_blocks_), static_cast<long>(mapped_bytes_),
                      static_cast<long>(allocations_), static_cast<long>(allocated_bytes_));
    if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(length)) != length) std::abort();
  }

 private:
  std::int64_t live_bytes_ = 0;
  std::int64_t live_blocks_ = 0;
  std::int64_t mapped_bytes_ = 0;
  std::int64_t allocations_ = 0;
  std::int64_t allocated_bytes_ = 0;
};

inline void require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "subject: %s\n", what);
  std::_Exit(4);
}

}  // namespace alertsage::leaktest
