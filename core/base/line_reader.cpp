#include "core/base/line_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;

}  // namespace

LineReader::LineReader(const std::filesystem::path& path)
    : name_(path == "-" ? "standard input" : path.native()), buffer_(kBufferBytes) {
  if (path == "-") {
    fd_ = STDIN_FILENO;
  } else {
    owned_ = FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    fd_ = owned_.get();
    if (fd_ < 0) throw system_error("open", path.native(), errno);
  }
  struct stat status {};
  if (::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode)) {
    total_bytes_ = static_cast<std::uint64_t>(status.st_size);
  }
}

bool LineReader::fill() {
  ssize_t got = 0;
  do {
    got = ::read(fd_, buffer_.data(), buffer_.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) throw system_error("read", name_, errno);
  begin_ = 0;
  end_ = static_cast<std::size_t>(got);
  bytes_read_ += end_;
  return end_ != 0;
}

bool LineReader::next(std::string& line) {
  line.clear();
  bool any = false;
  while (begin_ < end_ || fill()) {
    any = true;
    const char* const from = buffer_.data() + begin_;
    const char* const stop = std::find(from, from + (end_ - begin_), '\n');
    line.append(from, stop);
    begin_ = static_cast<std::size_t>(stop - buffer_.data());
    if (begin_ < end_) {  // at the newline
      ++begin_;
      break;
    }
  }
  if (!any) return false;
  if (line.ends_with('\r')) line.pop_back();
  ++line_number_;
  return true;
}

}  // namespace alertsage
