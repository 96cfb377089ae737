// The library's, under the name that tests know it by.
#pragma once

#include "core/base/temporary_directory.hpp"

namespace alertsage::testing {

using alertsage::TemporaryDirectory;

}  // namespace alertsage::testing
