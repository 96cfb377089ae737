// Lines of a file or of standard input, one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.hpp"

namespace alertsage {

class LineReader {
 public:
  // "-" is standard input. Throws Error (not_found, io).
  explicit LineReader(const std::filesystem::path& path);

  // The next line without its end (\n or \r\n) into `line`; false at the end. Throws Error (io).
  bool next(std::string& line);

  std::uint64_t line_number() const noexcept {
    return line_number_;
  }  // of the line returned last, from 1
  std::uint64_t bytes_read() const noexcept { return bytes_read_; }
  std::uint64_t total_bytes() const noexcept { return total_bytes_; }  // 0 where it is not known
  const std::string& name() const noexcept { return name_; }

 private:
  bool fill();

  std::string name_;
  FileDescriptor owned_;
  int fd_ = -1;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t line_number_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t total_bytes_ = 0;
};

}  // namespace alertsage
