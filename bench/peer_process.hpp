// A process that is started once and asked for samples, over a socket that is its standard input
// and output. What it writes on standard error is seen.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.hpp"

namespace alertsage::bench {

// Ends with the object. Not thread-safe.
class PeerProcess {
 public:
  // `name` is for messages: "the Python process". Nothing that it is asked may take longer than
  // `patience`. Throws Error (io, not_found).
  PeerProcess(std::string name, const std::vector<std::string>& command,
              std::chrono::milliseconds patience);
  PeerProcess(const PeerProcess&) = delete;
  PeerProcess& operator=(const PeerProcess&) = delete;
  ~PeerProcess();

  // Both throw Error (environment) that says how the process ended, or that it does not answer,
  // whereupon it is ended; and so does every call after that.
  void send(std::string_view bytes);
  std::string receive();  // what has arrived, at least a byte

 private:
  [[noreturn]] void fail(std::string_view how);
  [[noreturn]] void fail_as_ended();

  std::string name_;
  std::chrono::milliseconds patience_;
  FileDescriptor stream_;
  pid_t process_ = -1;
  std::string failure_;
};

}  // namespace alertsage::bench
