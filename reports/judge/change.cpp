#include "reports/judge/change.hpp"

#include <cassert>

#include "core/base/names.hpp"

namespace alertsage::reports {
namespace {

constexpr NameTable<Change, 5> kNames = {{{{Change::slower, "slower"},
                                           {Change::faster, "faster"},
                                           {Change::same, "same"},
                                           {Change::not_slower, "not slower"},
                                           {Change::cannot_tell, "cannot tell"}}}};

}  // namespace

std::string_view name_of(Change change) noexcept {
  return kNames.name(change);
}

Change judge_change(const Ratio& ratio, double limit) {
  assert(limit > 0);
  if (!ratio.interval) return Change::cannot_tell;
  const auto [low, high, coverage] = *ratio.interval;
  const double slow = 1 + limit;
  const double fast = 1 / slow;
  if (low > 1 && ratio.estimate >= slow) return Change::slower;
  if (high < 1 && ratio.estimate <= fast) return Change::faster;
  if (low > fast && high < slow) return Change::same;
  if (high < slow) return Change::not_slower;
  return Change::cannot_tell;
}

}  // namespace alertsage::reports
