// alertsage-loader as a peer: the child in which plug-ins are loaded, used and timed, and our
// strategies where they stand beside plug-ins.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "bench/loader_protocol.hpp"
#include "bench/peer_process.hpp"
#include "core/load/plugin.hpp"

namespace alertsage::bench {

// What such a child loads.
struct LoaderJob {
  std::string load;                               // as after --load
  Cleaning cleaning = Cleaning::none;             // of our strategies
  std::vector<std::filesystem::path> files = {};  // none: the plug-in is only opened
  std::chrono::milliseconds patience;             // with a request, and with the opening
};

class LoaderPeer {
 public:
  // Starts it and waits until the plug-in is open. Throws Error: what Plugin throws; environment
  // where it crashes or hangs.
  explicit LoaderPeer(const LoaderJob& job);

  const PluginDescription& description() const noexcept { return description_; }

  // Loads once and uses once; the time and the usage are of the operation alone. Throws Error
  // (environment) with the reason; where the child has gone, each time.
  struct Answer {
    std::chrono::nanoseconds elapsed;
    probe::Usage used;
    std::string text;
  };
  Answer ask(Operation operation, std::string_view input);

 private:
  Answer receive();

  PeerProcess process_;
  std::string buffered_;
  PluginDescription description_;
};

}  // namespace alertsage::bench
