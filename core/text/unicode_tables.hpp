// Sets of Unicode 14.0.0 code points as inversion lists: an ascending list of where membership
// begins, where it ends, where it begins again. core/text/unicode.hpp is what asks them.
#pragma once

#include <span>

namespace alertsage::unicode_tables {

using InversionList = std::span<const char32_t>;

extern const InversionList kWord;           // str.isalnum() or '_'
extern const InversionList kSpace;          // str.isspace()
extern const InversionList kDigit;          // str.isdecimal()
extern const InversionList kCased;          // Cased and not Case_Ignorable
extern const InversionList kCaseIgnorable;  // Case_Ignorable
extern const InversionList kCombining;      // unicodedata.combining() != 0
extern const InversionList kAssigned;       // unicodedata.category() != 'Cn'

}  // namespace alertsage::unicode_tables
