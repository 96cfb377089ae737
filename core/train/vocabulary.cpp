#include "core/train/vocabulary.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

struct Frequency {
  std::uint64_t documents = 0;
  std::uint64_t occurrences = 0;
};

std::vector<Frequency> count_frequencies(const TermCounts& counts) {
  std::vector<Frequency> frequencies(counts.terms().size());
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    for (const TermCount& entry : counts.row(row)) {
      ++frequencies[entry.term].documents;
      frequencies[entry.term].occurrences += entry.count;
    }
  }
  return frequencies;
}

std::vector<std::uint32_t> terms_within(const std::vector<Frequency>& frequencies,
                                        std::size_t documents, const VocabularyOptions& options) {
  const double max_documents = options.max_document_share * static_cast<double>(documents);
  std::vector<std::uint32_t> kept;
  for (std::uint32_t term = 0; term < frequencies.size(); ++term) {
    const std::uint64_t holding = frequencies[term].documents;
    if (holding >= options.min_documents && static_cast<double>(holding) <= max_documents) {
      kept.push_back(term);
    }
  }
  return kept;
}

void keep_most_frequent(std::vector<std::uint32_t>& kept, std::size_t limit,
                        const std::vector<Frequency>& frequencies, const TermNumbers& terms) {
  if (kept.size() <= limit) return;
  const auto cut = kept.begin() + static_cast<std::ptrdiff_t>(limit);
  std::nth_element(kept.begin(), cut, kept.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::uint64_t often = frequencies[a].occurrences;
    const std::uint64_t seldom = frequencies[b].occurrences;
    return often != seldom ? often > seldom : terms[a] < terms[b];
  });
  kept.erase(cut, kept.end());
}

}  // namespace

Vocabulary fit_vocabulary(const TermCounts& counts, const VocabularyOptions& options) {
  const TermNumbers& terms = counts.terms();
  if (terms.size() == 0) {
    throw Error(ErrorKind::format,
                "the texts hold no term: nothing but stop words, or nothing that the token pattern "
                "matches");
  }
  const std::vector<Frequency> frequencies = count_frequencies(counts);
  std::vector<std::uint32_t> kept = terms_within(frequencies, counts.rows(), options);
  keep_most_frequent(kept, options.max_features, frequencies, terms);
  if (kept.empty()) {
    throw Error(ErrorKind::format, "no term is left: ask for a lower min_df or a higher max_df");
  }
  std::ranges::sort(kept, [&](std::uint32_t a, std::uint32_t b) { return terms[a] < terms[b]; });

  Vocabulary vocabulary;
  vocabulary.column_of.assign(terms.size(), Vocabulary::kDropped);
  const double documents = static_cast<double>(counts.rows());
  for (const std::uint32_t term : kept) {
    vocabulary.column_of[term] = static_cast<std::uint32_t>(vocabulary.terms.size());
    vocabulary.terms.emplace_back(terms[term]);
    const double holding = static_cast<double>(frequencies[term].documents);
    vocabulary.idf.push_back(std::log((1.0 + documents) / (1.0 + holding)) + 1.0);
  }
  return vocabulary;
}

void weigh_row(const TermCounts& counts, const Vocabulary& vocabulary, std::size_t row,
               std::vector<Feature>& features) {
  features.clear();
  double squares = 0.0;
  for (const TermCount& entry : counts.row(row)) {
    const std::uint32_t column = vocabulary.column_of[entry.term];
    if (column == Vocabulary::kDropped) continue;
    const double value = static_cast<double>(entry.count) * vocabulary.idf[column];
    squares += value * value;
    features.push_back({.column = column, .value = value});
  }
  std::ranges::sort(features, {}, &Feature::column);
  const double length = std::sqrt(squares);
  for (Feature& feature : features) feature.value /= length;
}

}  // namespace alertsage
