// Strings and a ready hash table over them, used where they lie: in a mapped file, in read bytes or
// in a builder's vectors. Nothing is built when a model is opened.
//
// The table is open addressing with linear probing over a power of two of 64-bit slots. A slot is
// fingerprint << 32 | (row + 1), 0 where empty; the home slot is the low bits of XXH3-64 of the
// term, the fingerprint its high 32 bits. So a term that is absent costs one cache line, not a
// string comparison.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alertsage {

// A const view of strings stored back to back. `offsets` has one entry more than there are strings.
class StringTable {
 public:
  StringTable() = default;
  StringTable(std::string_view bytes, std::span<const std::uint32_t> offsets) noexcept
      : bytes_(bytes), offsets_(offsets) {}

  std::size_t size() const noexcept { return offsets_.empty() ? 0 : offsets_.size() - 1; }

  // String `row`; empty where `row` or its offsets are out of range, whatever the bytes say. O(1).
  std::string_view operator[](std::size_t row) const noexcept {
    if (row >= size()) return {};
    const std::size_t begin = offsets_[row];
    const std::size_t end = offsets_[row + 1];
    if (begin > end || end > bytes_.size()) return {};
    return bytes_.substr(begin, end - begin);
  }

  std::string_view bytes() const noexcept { return bytes_; }
  std::span<const std::uint32_t> offsets() const noexcept { return offsets_; }

 private:
  std::string_view bytes_;
  std::span<const std::uint32_t> offsets_;
};

// Slots that a search looks at, at most. At a load of half the longest search of any number of
// terms stays below a hundred (Knuth, The Art of Computer Programming 3, 6.4), unless somebody
// chose them.
inline constexpr std::uint32_t kMaxProbes = 1024;

// A StringTable that finds a string's row. Thread-safe, as all const views are.
class TermTable {
 public:
  TermTable() = default;
  // REQUIRES: slots.size() is a power of two, at least twice the strings, or 0 for no strings;
  // probe_limit is at most the number of strings, and kMaxProbes. (The model reader checks all.)
  TermTable(StringTable strings, std::span<const std::uint64_t> slots,
            std::uint32_t probe_limit) noexcept
      : strings_(strings), slots_(slots), probe_limit_(probe_limit) {}

  std::size_t size() const noexcept { return strings_.size(); }
  std::string_view operator[](std::size_t row) const noexcept { return strings_[row]; }
  const StringTable& strings() const noexcept { return strings_; }
  std::span<const std::uint64_t> slots() const noexcept { return slots_; }
  std::uint32_t probe_limit() const noexcept { return probe_limit_; }

  // Row of `term`, nothing where it is absent. O(1) expected, at most `probe_limit` slots, no
  // allocation. With slots or offsets that lie, the answer may be wrong; it is below size() all the
  // same.
  std::optional<std::uint32_t> find(std::string_view term) const noexcept;

 private:
  StringTable strings_;
  std::span<const std::uint64_t> slots_;
  std::uint32_t probe_limit_ = 0;
};

// Owns what a TermTable views.
class TermTableBuilder {
 public:
  // Strings become rows 0, 1, … in the order given. At most half of the slots are used.
  // Throws Error: mismatch for a string that is there twice; unsupported for 4 GiB of strings or
  // more, and for strings that were chosen to collide.
  explicit TermTableBuilder(std::span<const std::string_view> strings);

  TermTable table() const noexcept { return {StringTable(bytes_, offsets_), slots_, probe_limit_}; }

 private:
  void insert_all();
  void insert(const StringTable& strings, std::size_t row, std::uint64_t hash);

  std::string bytes_;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint64_t> slots_;
  std::uint32_t probe_limit_ = 0;
};

}  // namespace alertsage
