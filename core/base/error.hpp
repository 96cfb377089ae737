// The one exception type for what the world causes: a missing file, a damaged one, a wrong option,
// a machine that cannot do what was asked. What the project itself causes is an assert; expected
// absence is std::optional. Programs catch Error once (core/base/program.hpp), print what() as one
// line on stderr and leave with exit code 3.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/base/printable.hpp"

namespace alertsage {

enum class ErrorKind {
  usage,        // the command line or an argument is wrong
  not_found,    // a file, a directory or a part of a bundle is not there
  io,           // the operating system refused or failed
  format,       // bytes that are not what they claim to be
  unsupported,  // well-formed, but something that we do not do, named
  mismatch,     // parts that do not fit each other
  environment,  // this machine or this build cannot do it
};

// Where in the input the cause lies. Empty parts are left out of the message.
struct ErrorPlace {
  std::string file = {};
  std::optional<std::uint64_t> offset = {};  // in bytes from the start of the file
  std::string piece = {};                    // the offending key, name or bytes; what() shortens it
};

// what() reads `FILE: at byte OFFSET: CAUSE: 'PIECE'`, file and piece made printable, so that it is
// always one line.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, std::string_view cause, ErrorPlace place = {});

  ErrorKind kind() const noexcept { return kind_; }
  const std::string& cause() const noexcept { return cause_; }
  const ErrorPlace& place() const noexcept { return place_; }

  // The same error with the file filled in, for layers that parse bytes and do not know their name.
  // An error that already names a file keeps it.
  Error in_file(std::string_view file) const;

 private:
  ErrorKind kind_;
  std::string cause_;
  ErrorPlace place_;
};

// An Error of kind io (or not_found for ENOENT and ENOTDIR) from errno: "cannot ACTION: No such
// file or directory".
Error system_error(std::string_view action, std::string_view file, int error_number);

}  // namespace alertsage
