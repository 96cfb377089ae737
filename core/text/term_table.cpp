#include "core/text/term_table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"

namespace alertsage {
namespace {

constexpr std::uint32_t fingerprint_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

std::optional<std::uint32_t> TermTable::find(std::string_view term) const noexcept {
  const std::uint64_t hash = hash64(term);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (std::uint32_t probe = 0; probe < probe_limit_; ++probe, at = (at + 1) & mask) {
    const std::uint64_t slot = slots_[at];
    if (slot == 0) return std::nullopt;
    if (fingerprint_of(slot) != fingerprint_of(hash)) continue;
    const std::uint32_t row = static_cast<std::uint32_t>(slot) - 1;
    if (row < strings_.size() && strings_[row] == term) return row;
  }
  return std::nullopt;
}

TermTableBuilder::TermTableBuilder(std::span<const std::string_view> strings) {
  std::size_t total = 0;
  for (const std::string_view string : strings) total += string.size();
  constexpr std::size_t kLimit = std::numeric_limits<std::uint32_t>::max();
  if (total > kLimit || strings.size() >= kLimit) {
    throw Error(ErrorKind::unsupported, "more than 4 GiB of terms in one model");
  }
  bytes_.reserve(total);
  offsets_.reserve(strings.size() + 1);
  offsets_.push_back(0);
  if (!strings.empty()) slots_.resize(std::bit_ceil(2 * strings.size()));

  for (const std::string_view string : strings) {
    bytes_ += string;
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  insert_all();
}

// A block at a time, hashed first and then inserted, so that the cache misses of a large table
// overlap.
void TermTableBuilder::insert_all() {
  constexpr std::size_t kBlock = 32;
  const StringTable strings(bytes_, offsets_);
  const std::size_t mask = slots_.size() - 1;
  std::array<std::uint64_t, kBlock> hashes;
  for (std::size_t first = 0; first < strings.size(); first += kBlock) {
    const std::size_t count = std::min(kBlock, strings.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = hash64(strings[first + i]);
      __builtin_prefetch(&slots_[hashes[i] & mask], 1);
    }
    for (std::size_t i = 0; i < count; ++i) insert(strings, first + i, hashes[i]);
  }
}

void TermTableBuilder::insert(const StringTable& strings, std::size_t row, std::uint64_t hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  std::uint32_t probes = 1;
  for (; slots_[at] != 0; at = (at + 1) & mask, ++probes) {
    if (fingerprint_of(slots_[at]) == fingerprint_of(hash) &&
        strings[static_cast<std::uint32_t>(slots_[at]) - 1] == strings[row]) {
      throw Error(ErrorKind::mismatch, "a term is there twice",
                  {.piece = std::string(strings[row])});
    }
  }
  if (probes > kMaxProbes) {
    throw Error(ErrorKind::unsupported, "terms whose hashes were made to collide",
                {.piece = std::string(strings[row])});
  }
  slots_[at] = (hash >> 32 << 32) | (row + 1);
  probe_limit_ = std::max(probe_limit_, probes);
}

}  // namespace alertsage
