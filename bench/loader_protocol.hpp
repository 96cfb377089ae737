// What alertsage-bench and its child alertsage-loader say to each other; both are of one build. The
// child greets with a reply whose text is its PluginDescription in lines, empty for our strategies.
// Then each request, which the input follows, has one reply, which its text follows.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "bench/probe/usage.hpp"

namespace alertsage::bench {

inline constexpr std::uint64_t kLoaderProtocol = 0xA1E50101;  // raise with any change below

// An answer has at most 1 MiB, an error less.
inline constexpr std::size_t kLongestReplyText = std::size_t{2} << 20;

enum class Operation : std::uint64_t { load, first_prediction };

struct LoaderRequest {
  Operation operation;
  std::uint64_t input_bytes;
};

struct LoaderReply {
  std::uint64_t protocol = kLoaderProtocol;
  std::uint64_t succeeded = 0;  // 0: the text is an error
  std::uint64_t text_bytes = 0;
  std::chrono::nanoseconds elapsed = {};
  probe::Usage used = {};
};

}  // namespace alertsage::bench
