// What count_overhead times: loads as a parser of a text model does, with a block for each term and
// each row, dropped again at the end; and says how long each load took, in nanoseconds.
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "leaktest/leaktest.h"

namespace {

constexpr std::size_t kBlocks = 72'000;
constexpr std::size_t kWork = 210;  // steps for each block: with it a load takes some 30 ms

std::uint64_t load_and_drop(std::vector<unsigned char*>& blocks) {
  std::uint64_t state = 1;
  for (unsigned char*& block : blocks) {
    for (std::size_t step = 0; step < kWork; ++step) {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
    }
    const std::size_t size = state % 64 == 0 ? 2000 : 16 + state % 100;
    block = static_cast<unsigned char*>(std::malloc(size));
    if (block == nullptr) std::abort();
    block[0] = static_cast<unsigned char>(state);
  }
  for (unsigned char* block : blocks) {
    state += block[0];
    std::free(block);
  }
  return state;
}

}  // namespace

int main() {
  using Clock = std::chrono::steady_clock;
  std::vector<unsigned char*> blocks(kBlocks);
  std::uint64_t result = 0;
  leaktest_begin();
  int go_on = 0;
  do {
    const Clock::time_point start = Clock::now();
    result ^= load_and_drop(blocks);
    const std::chrono::nanoseconds elapsed = Clock::now() - start;
    char line[64];
    const int length =
        std::snprintf(line, sizeof line, "%lld\n", static_cast<long long>(elapsed.count()));
    if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(length)) != length) return 4;
    go_on = leaktest_cycle();
  } while (go_on != 0);
  return result == 0 ? 1 : 0;
}
