// Where a subcommand's lines go: standard output, or a file that appears when all of them are in
// it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/publish.hpp"

namespace alertsage::cli {

class Output {
 public:
  // Empty or "-" is standard output. Throws Error (io, not_found).
  explicit Output(const std::string& path);

  void write(std::string_view text);
  void finish();  // publishes the file, flushes standard output

 private:
  void flush();

  std::optional<FilePublisher> file_;
  std::string buffer_;
};

}  // namespace alertsage::cli
