// One value of a sparse row.
#pragma once

#include <cstdint>

namespace alertsage {

struct Feature {
  std::uint32_t column;
  double value;
};

}  // namespace alertsage
