#include "reports/cli/outputs.hpp"

#include <fmt/format.h>

#include <system_error>

#include "core/base/error.hpp"
#include "core/base/publish.hpp"

namespace alertsage::reports {

void write_output(const std::string& destination, std::string_view text) {
  if (destination == kStdout) {
    fmt::print("{}", text);
  } else {
    publish_file(destination, text);
  }
}

void refuse_outputs_that_are_read(std::span<const std::string> outputs,
                                  std::span<const std::filesystem::path> files) {
  for (const std::string& output : outputs) {
    for (const std::filesystem::path& file : files) {
      std::error_code absent;
      const bool is_regular = std::filesystem::is_regular_file(file, absent);
      if (is_regular && std::filesystem::equivalent(file, output, absent)) {
        throw Error(ErrorKind::usage, "is read: name another file for what is written",
                    {.file = output});
      }
    }
  }
}

}  // namespace alertsage::reports
