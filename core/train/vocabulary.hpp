// The terms a model keeps, and what each one weighs: scikit-learn's CountVectorizer limits and
// TfidfTransformer(smooth_idf=True, norm='l2'), version 1.2
// (https://github.com/scikit-learn/scikit-learn/blob/1.2.1/sklearn/feature_extraction/text.py).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/train/feature.hpp"
#include "core/train/term_counts.hpp"

namespace alertsage {

struct VocabularyOptions {
  // A term that fewer texts hold is dropped (min_df): the strongest lever on size, since most terms
  // of a corpus are in one text only.
  std::size_t min_documents = 1;
  // A term that a greater share of the texts holds is dropped (max_df): in (0, 1].
  double max_document_share = 1.0;
  // The most frequent terms that are kept (max_features): each costs 44 bytes for ten classes in
  // f32, its own bytes, and 12 to 36 of tables. The default makes a file of 23 MiB.
  std::size_t max_features = 265'000;
};

struct Vocabulary {
  static constexpr std::uint32_t kDropped = 0xFFFFFFFF;

  std::vector<std::string> terms;        // ascending by bytes, as scikit-learn numbers them
  std::vector<double> idf;               // [terms] ln((1 + texts) / (1 + texts with it)) + 1
  std::vector<std::uint32_t> column_of;  // by number in TermCounts: row of `terms`, or kDropped
};

// Of terms that occur equally often at the limit of max_features, those first in byte order are
// kept; scikit-learn leaves that choice to NumPy's unstable sort. Throws Error (format) where no
// term is left. O(counts + terms log terms).
Vocabulary fit_vocabulary(const TermCounts& counts, const VocabularyOptions& options);

// Row `row` of the TF-IDF matrix into `features`: ascending by column, of Euclidean length 1, empty
// where the text holds no kept term.
void weigh_row(const TermCounts& counts, const Vocabulary& vocabulary, std::size_t row,
               std::vector<Feature>& features);

}  // namespace alertsage
