// One ratio, one limit, one word.
#pragma once

#include <string_view>

#include "reports/stats/ratio.hpp"

namespace alertsage::reports {

enum class Change {
  slower,       // certainly slower, and by the limit or more as far as can be seen
  faster,       // the same the other way
  same,         // certainly within the limit, both ways
  not_slower,   // certainly not slower by the limit; whether faster remains open
  cannot_tell,  // none of these is established
};

std::string_view name_of(Change change) noexcept;  // "slower", "not slower", "cannot tell", …

// `limit` 0.1 means that a ratio from 1 / 1.1 to 1.1 is no change worth a word.
//   slower: the interval lies above 1 and the estimate is 1 + limit or more. Both, as an error rate
//     belongs on a bound and a minimum effect on the estimate: with the limit on the bound, a true
//     change of the limit's size would be missed in nearly all runs.
//   same: the interval lies within the limit. It is earned: no evidence of a change is not enough.
// REQUIRES: limit > 0.
Change judge_change(const Ratio& ratio, double limit);

}  // namespace alertsage::reports
