// A process that is started once and asked for samples, over a socket that is its standard input
// and output. What it writes on standard error is seen.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/probe/process_start.hpp"
#include "core/base/file.hpp"

namespace alertsage::bench {

// Ends with the object, and whatever it started with it. Not thread-safe.
class PeerProcess {
 public:
  // `name` is for messages: "the Python process". It has `patience` to start and say what it
  // says first, and again for each request. `environment` is added to this process's, in place of
  // variables of the same name. Throws Error (io, not_found).
  PeerProcess(std::string name, const std::vector<std::string>& command,
              std::chrono::milliseconds patience, const probe::Environment& environment = {});
  PeerProcess(const PeerProcess&) = delete;
  PeerProcess& operator=(const PeerProcess&) = delete;
  ~PeerProcess();

  // Both throw Error (environment) that says how the process ended, or that it does not answer,
  // whereupon it is ended; and so does every call after that.
  void send(std::string_view request);  // whole: the patience begins with it
  std::string receive();                // what has arrived, at least a byte

  // Ends it, for what it said; throws that, "NAME HOW", as the others do from then on.
  [[noreturn]] void fail(std::string_view how);

 private:
  int end() noexcept;
  [[noreturn]] void fail_as_ended();
  void start_clock();
  void wait_until_ready(short event);

  std::string name_;
  std::chrono::milliseconds patience_;
  std::chrono::steady_clock::time_point deadline_;  // of the request
  FileDescriptor stream_;
  FileDescriptor ended_;  // a pidfd: readable from its end on
  pid_t process_ = -1;
  std::string failure_;
};

}  // namespace alertsage::bench
