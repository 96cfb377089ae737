#include "bench/coldstart/schedule.hpp"

#include <numeric>
#include <span>
#include <utility>

namespace alertsage::coldstart {
namespace {

// 0, n-1, 1, n-2, …: all differences between neighbours, modulo n, are different.
std::size_t zigzag(std::size_t place, std::size_t rows) {
  return place % 2 == 0 ? place / 2 : rows - 1 - place / 2;
}

}  // namespace

Schedule::Schedule(std::size_t rows, std::uint64_t seed) : rows_(rows), random_(seed) {}

std::size_t Schedule::square_blocks() const noexcept {
  return rows_ % 2 == 0 || rows_ == 1 ? rows_ : 2 * rows_;
}

void Schedule::make_square() {
  std::vector<std::size_t> letters(rows_);
  std::iota(letters.begin(), letters.end(), std::size_t{0});
  shuffle(std::span(letters), random_);
  square_.resize(square_blocks(), std::vector<std::size_t>(rows_));
  for (std::size_t block = 0; block < square_.size(); ++block) {
    for (std::size_t place = 0; place < rows_; ++place) {
      // An odd number of rows takes the square and its mirror image.
      const std::size_t from = block < rows_ ? place : rows_ - 1 - place;
      square_[block][place] = letters[(zigzag(from, rows_) + block) % rows_];
    }
  }
  shuffle(std::span(square_), random_);
}

std::vector<std::size_t> Schedule::next_block() {
  if (square_.empty()) make_square();
  std::vector<std::size_t> block = std::move(square_.back());
  square_.pop_back();
  return block;
}

GivenSchedule::GivenSchedule(std::vector<std::vector<std::size_t>> commands, std::size_t states)
    : commands_(std::move(commands)), states_(states) {}

std::vector<std::size_t> GivenSchedule::next_block() {
  std::vector<std::size_t> block;
  for (const std::size_t command : commands_[next_]) {
    for (std::size_t state = 0; state < states_; ++state) {
      block.push_back(command * states_ + state);
    }
  }
  next_ = (next_ + 1) % commands_.size();
  return block;
}

}  // namespace alertsage::coldstart
