// What was measured of both sides of a gate, as two result documents whose rows are pairs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "reports/results/document.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {

enum class Side { base, candidate };

inline constexpr std::array kSides = {Side::base, Side::candidate};

std::string_view name_of(Side side) noexcept;  // "base", "candidate"

// Where a sample stands: the pair is a block of its batch.
struct Place {
  std::size_t batch = 1;
  std::size_t block = 0;
  std::size_t slot = 0;  // of the pair's two runs, this was the first or the second
};

class Recording {
 public:
  Recording();

  // Appends a sample to the series of that name. Samples are added in the order in which they were
  // taken.
  void add(Side side, const std::string& name, reports::Row row, const Place& place);

  // What a run of that side says of itself and the machine: that of the first one stays.
  void describe(Side side, const reports::Document& run);

  // A sample that was not kept.
  void reject(Side side, reports::RejectedSample sample);

  // A run of that side failed, and was repeated: the document's context says how many.
  void repeated(Side side, std::string why);
  std::size_t repeats(Side side) const noexcept;

  // As if nothing had been measured; what is said of the machine and of runs that failed stays.
  void discard_samples();

  reports::Document& document(Side side) noexcept { return documents_[index(side)]; }
  const reports::Document& document(Side side) const noexcept { return documents_[index(side)]; }

  // The number of the next pair of that batch.
  std::size_t next_block(std::size_t batch) const;

  // How many pairs of that batch a row has, `name` as displayed: blocks in which both sides have a
  // sample of it.
  std::size_t pairs(const std::string& name, std::size_t batch) const;

  // With the notes that a reader of the file would make.
  reports::Document read(Side side) const;

 private:
  static std::size_t index(Side side) noexcept { return side == Side::base ? 0 : 1; }

  using Key = std::pair<std::string, std::size_t>;  // a row and a batch

  std::array<reports::Document, 2> documents_;
  std::array<std::map<Key, std::set<std::size_t>>, 2> blocks_;  // that have a sample
  struct Repeats {
    std::size_t count = 0;
    std::string last = {};
  };
  std::array<Repeats, 2> repeats_;
  std::int64_t sequence_ = 0;
};

}  // namespace alertsage::gate
