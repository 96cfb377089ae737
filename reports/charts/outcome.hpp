// What was found out about a row, as charts show it: by colour, by symbol, and in words.
#pragma once

#include <string_view>

#include "reports/charts/figure.hpp"

namespace alertsage::reports {

enum class Outcome { worse, better, same, not_worse, cannot_tell };

struct OutcomeStyle {
  Paint paint;
  Symbol symbol;
  bool filled;
};

OutcomeStyle outcome_style(Outcome outcome) noexcept;

}  // namespace alertsage::reports
