// How often each term occurs in each text: the first pass over a corpus, before any term is
// dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/pipeline.hpp"
#include "core/text/term_table.hpp"

namespace alertsage {

// Numbers terms in the order in which they are first seen. Bytes and nodes lie in one arena, freed
// as a whole: half a million short strings with a heap block each would take three times as much.
class TermNumbers {
 public:
  // The number of `term`, a new one where it has none. O(term) amortised.
  std::uint32_t number_of(std::string_view term);

  std::size_t size() const noexcept { return terms_.size(); }
  std::string_view operator[](std::size_t number) const noexcept { return terms_[number]; }

 private:
  std::pmr::monotonic_buffer_resource arena_;
  std::pmr::unordered_map<std::string_view, std::uint32_t> numbers_{&arena_};
  std::vector<std::string_view> terms_;
};

struct TermCount {
  std::uint32_t term;  // number in TermNumbers
  std::uint32_t count;
};

// Counts of the texts added so far, as sparse rows: 8 bytes for each distinct term of a text.
class TermCounts {
 public:
  TermCounts(TextPipeline pipeline, std::span<const std::string_view> stop_words);

  // Adds a text as the next row. Throws Error (unsupported) for a text of 4 GiB or more.
  void add(std::string_view text);

  std::size_t rows() const noexcept { return row_begin_.size() - 1; }
  // Ascending by term number, each one once.
  std::span<const TermCount> row(std::size_t row) const noexcept {
    return std::span(counts_).subspan(row_begin_[row], row_begin_[row + 1] - row_begin_[row]);
  }
  const TermNumbers& terms() const noexcept { return terms_; }

 private:
  TextPipeline pipeline_;
  TermTableBuilder stop_words_;
  TextScratch scratch_;
  std::vector<std::uint32_t> seen_;  // of the text being added, one for each occurrence
  TermNumbers terms_;
  std::vector<TermCount> counts_;
  std::vector<std::size_t> row_begin_ = {0};
};

}  // namespace alertsage
