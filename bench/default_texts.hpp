// What is classified where the user names no texts.
#pragma once

#include <string>
#include <vector>

namespace alertsage::bench {

// Short incident reports of several classes, 100 to 300 bytes each.
std::vector<std::string> default_texts();

}  // namespace alertsage::bench
