// A fresh directory of this process alone, which goes with the object and all that is in it.
#pragma once

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "core/base/error.hpp"

namespace alertsage {

class TemporaryDirectory {
 public:
  // In $TMPDIR or /tmp. Throws Error (io).
  TemporaryDirectory() {
    std::string name = std::filesystem::temp_directory_path() / "alertsage-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
      throw system_error("create a temporary directory", name, errno);
    }
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const noexcept { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace alertsage
