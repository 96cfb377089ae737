#include "core/train/term_counts.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace alertsage {

std::uint32_t TermNumbers::number_of(std::string_view term) {
  const auto known = numbers_.find(term);
  if (known != numbers_.end()) return known->second;
  char* const bytes = static_cast<char*>(arena_.allocate(term.size(), 1));
  std::memcpy(bytes, term.data(), term.size());
  const auto number = static_cast<std::uint32_t>(terms_.size());
  terms_.emplace_back(bytes, term.size());
  numbers_.emplace(terms_.back(), number);
  return number;
}

TermCounts::TermCounts(TextPipeline pipeline, std::span<const std::string_view> stop_words)
    : pipeline_(std::move(pipeline)), stop_words_(stop_words) {}

void TermCounts::add(std::string_view text) {
  split_tokens(pipeline_, stop_words_.table(), text, scratch_);
  seen_.clear();
  for_each_term(pipeline_, scratch_,
                [&](std::string_view term) { seen_.push_back(terms_.number_of(term)); });
  std::ranges::sort(seen_);
  for (auto run = seen_.begin(); run != seen_.end();) {
    const auto next = std::upper_bound(run, seen_.end(), *run);
    counts_.push_back({.term = *run, .count = static_cast<std::uint32_t>(next - run)});
    run = next;
  }
  row_begin_.push_back(counts_.size());
}

}  // namespace alertsage
