// Ctrl-C and its like as something that can be asked for, instead of something that happens.
#pragma once

#include "core/base/file.hpp"

namespace alertsage::probe {

// While the object lives, SIGINT, SIGTERM and SIGHUP do not end the process. Threads that were
// started before it are not covered.
class Interrupt {
 public:
  // Throws Error (environment).
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  bool came() const;                                     // and stays so
  int descriptor() const noexcept { return fd_.get(); }  // becomes readable when it comes

 private:
  FileDescriptor fd_;
};

}  // namespace alertsage::probe
