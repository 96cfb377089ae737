#include "bench/probe/proc_text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

namespace alertsage::probe {
namespace {

// Keeps what it is given, character by character, but for long lines and those beyond the buffer.
class ShortLines {
 public:
  explicit ShortLines(std::span<char> buffer) noexcept : buffer_(buffer) {}

  void add(char c) noexcept {
    constexpr std::size_t kLongest = 255;
    if (skips_) {
      skips_ = c != '\n';
    } else if (c != '\n' && (end_ - line_ == kLongest || end_ == buffer_.size())) {
      end_ = line_;
      skips_ = true;
    } else if (end_ < buffer_.size()) {
      buffer_[end_++] = c;
      if (c == '\n') line_ = end_;
    }
  }
  std::string_view text() const noexcept { return {buffer_.data(), end_}; }

 private:
  std::span<char> buffer_;
  std::size_t line_ = 0;  // where the last one begins
  std::size_t end_ = 0;
  bool skips_ = false;  // the rest of a line
};

}  // namespace

std::string_view read_proc_file(const char* path, std::span<char> buffer) noexcept {
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  ShortLines lines(buffer);
  std::array<char, 4096> chunk;
  for (;;) {
    const ssize_t got = ::read(file, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    std::for_each(chunk.data(), chunk.data() + got, [&](char c) { lines.add(c); });
  }
  ::close(file);
  return lines.text();
}

std::optional<std::uint64_t> proc_number(std::string_view text, std::string_view key) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    std::string_view line = text.substr(at, text.find('\n', at) - at);
    at += line.size() + 1;
    if (!line.starts_with(key) || !line.substr(key.size()).starts_with(':')) continue;
    line.remove_prefix(key.size() + 1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (failure != std::errc()) return std::nullopt;
    return line.ends_with(" kB") ? number * 1024 : number;
  }
  return std::nullopt;
}

}  // namespace alertsage::probe
