#include "reports/charts/outcome.hpp"

namespace alertsage::reports {

OutcomeStyle outcome_style(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::worse:
      return {kCrimson, Symbol::triangle_up, true};
    case Outcome::better:
      return {kGreen, Symbol::triangle_down, true};
    case Outcome::cannot_tell:
      return {kOchre, Symbol::diamond, false};
    case Outcome::not_worse:
      return {kSlate, Symbol::circle, false};
    case Outcome::same:
      break;
  }
  return {kSlate, Symbol::circle, true};
}

}  // namespace alertsage::reports
