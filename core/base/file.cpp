#include "core/base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

std::string read_to_end(int fd, std::string_view name) {
  std::string text;
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw system_error("read", name, errno);
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

FileDescriptor::~FileDescriptor() {
  reset();
}

void FileDescriptor::reset() noexcept {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

FileDescriptor open_for_reading(const std::filesystem::path& path) {
  // O_NONBLOCK so that a FIFO without a writer is refused below instead of waited for.
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) throw system_error("open", path.native(), errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw system_error("stat", path.native(), errno);
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorKind::io, S_ISDIR(status.st_mode) ? "is a directory" : "is not a regular file",
                {.file = path.native()});
  }
  return file;
}

std::uint64_t file_size(const FileDescriptor& file, const std::filesystem::path& path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw system_error("stat", path.native(), errno);
  return static_cast<std::uint64_t>(status.st_size);
}

void read_exactly(const FileDescriptor& file, std::span<std::byte> into,
                  const std::filesystem::path& path) {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t got =
        ::pread(file.get(), into.data() + done, into.size() - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw system_error("read", path.native(), errno);
    if (got == 0) {
      throw Error(ErrorKind::io, "the file became shorter while it was read",
                  {.file = path.native(), .offset = done});
    }
    done += static_cast<std::size_t>(got);
  }
}

std::string read_text_file(const std::filesystem::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) throw system_error("open", path.native(), errno);
  return read_to_end(file.get(), path.native());
}

std::string read_standard_input() {
  return read_to_end(STDIN_FILENO, "standard input");
}

}  // namespace alertsage
