// Open files, and the bytes in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace alertsage {

using Bytes = std::span<const std::byte>;

inline std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes as_bytes(std::string_view text) {
  return std::as_bytes(std::span<const char>(text.data(), text.size()));
}

// A file descriptor that is closed when it goes. Movable, not copyable; -1 after a move.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) noexcept : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int get() const noexcept { return fd_; }
  void reset() noexcept;
  int release() noexcept { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

// Opens a regular file for reading, close-on-exec. Throws Error (not_found, io) for anything else:
// a directory, a FIFO or a device is refused by name rather than blocked on.
FileDescriptor open_for_reading(const std::filesystem::path& path);

// Size in bytes of an open file. Throws Error (io).
std::uint64_t file_size(const FileDescriptor& file, const std::filesystem::path& path);

// Reads exactly `into.size()` bytes from offset 0. Throws Error (io), also where the file has
// become shorter.
void read_exactly(const FileDescriptor& file, std::span<std::byte> into,
                  const std::filesystem::path& path);

// The whole file as a string: for texts and documents, not for models. Reads FIFOs too.
std::string read_text_file(const std::filesystem::path& path);

// What is left of standard input. Not by the name /dev/stdin: that opens a file again, at its
// start, and cannot open a socket.
std::string read_standard_input();

}  // namespace alertsage
