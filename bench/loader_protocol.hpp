// What alertsage-bench and its child alertsage-loader say to each other; both are of one build. The
// child greets with a reply whose text is its PluginDescription in lines, empty for our strategies.
// Then each request, which the input follows, has one reply, which its text follows.
#pragma once

#include <chrono>
#include <cstdint>

#include "bench/probe/usage.hpp"

namespace alertsage::bench {

enum class Operation : std::uint64_t { load, first_prediction };

struct LoaderRequest {
  Operation operation;
  std::uint64_t input_bytes;
};

struct LoaderReply {
  std::uint64_t succeeded;  // 0: the text is an error
  std::uint64_t text_bytes;
  std::chrono::nanoseconds elapsed;
  probe::Usage used;
};

}  // namespace alertsage::bench
