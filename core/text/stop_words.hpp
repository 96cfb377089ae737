// The stop words that a scikit-learn vectorizer with stop_words='english' drops.
#pragma once

#include <span>
#include <string_view>

namespace alertsage {

// The 318 words of ENGLISH_STOP_WORDS of scikit-learn 1.2.1 (sklearn.feature_extraction.text),
// which took them from the Glasgow Information Retrieval Group
// (http://ir.dcs.gla.ac.uk/resources/linguistic_utils/stop_words). In ascending byte order.
std::span<const std::string_view> english_stop_words() noexcept;

}  // namespace alertsage
