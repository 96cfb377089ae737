// The order in which rows take their turns: randomised, and balanced so that no row gains by its
// place or by its neighbours.
//
// A block is one turn of each row. Blocks come in squares of Williams (E. J. Williams, Australian
// Journal of Scientific Research A 2, 1949): within one square of n blocks (2n where n is odd) each
// row stands equally often in each place, and follows each other row equally often, so that what a
// row leaves behind in caches and allocators falls on all others alike. Rows are assigned to the
// square's letters, and the square's blocks to turns, at random.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/random.hpp"

namespace alertsage::coldstart {

class Schedule {
 public:
  // REQUIRES: rows > 0. The same seed gives the same order everywhere.
  Schedule(std::size_t rows, std::uint64_t seed);

  // Each row's number once, in the order of their turns.
  std::vector<std::size_t> next_block();

  // Blocks after which the balance is complete.
  std::size_t square_blocks() const noexcept;

 private:
  void make_square();

  std::size_t rows_;
  SplitMix64 random_;
  std::vector<std::vector<std::size_t>> square_;  // what is left of it, the next block last
};

// Blocks whose order somebody else has drawn: of commands, each of which takes its turns in all
// states one after the other. After the last block the first one comes again.
class GivenSchedule {
 public:
  // Commands by their number, from 0; row `command * states + state` is that command in that state.
  // REQUIRES: !commands.empty().
  GivenSchedule(std::vector<std::vector<std::size_t>> commands, std::size_t states);

  std::vector<std::size_t> next_block();

 private:
  std::vector<std::vector<std::size_t>> commands_;
  std::size_t states_;
  std::size_t next_ = 0;
};

}  // namespace alertsage::coldstart
