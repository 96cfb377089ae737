// Where a machine stands in its stream. Everything that is read is checked against the end of the
// frame, or of the file where there is no frame.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace alertsage::pickle {

static_assert(std::endian::native == std::endian::little, "pickle's integers are little-endian");

class Input {
 public:
  // REQUIRES: offset <= file.size().
  Input(Bytes file, std::uint64_t offset) noexcept
      : file_(file),
        begin_(file.data() + offset),
        at_(begin_),
        limit_(file.data() + file.size()),
        opcode_(begin_) {}

  std::uint64_t offset_of(const std::byte* at) const noexcept {
    return static_cast<std::uint64_t>(at - file_.data());
  }
  std::uint64_t position() const noexcept { return offset_of(at_); }
  std::uint64_t opcode_offset() const noexcept { return offset_of(opcode_); }
  std::uint64_t bytes_read() const noexcept { return static_cast<std::uint64_t>(at_ - begin_); }

  // Errors are located at the opcode that was read last.
  Error error(ErrorKind kind, std::string_view cause, std::string_view piece = {}) const;

  // Throws Error (format) where the file ends.
  std::byte opcode() {
    if (at_ == limit_) leave_frame();
    opcode_ = at_;
    return *at_++;
  }

  // The next `size` bytes, a number, a line without its end. Throw Error (format) where they are
  // not all there.
  const std::byte* take(std::uint64_t size) {
    if (static_cast<std::uint64_t>(limit_ - at_) < size) throw truncated();
    return std::exchange(at_, at_ + size);
  }
  template <typename Number>
  Number number() {
    Number number;
    std::memcpy(&number, take(sizeof number), sizeof number);
    return number;
  }
  std::string_view line();

  // Frames do not nest, and nothing but whole opcodes is in one. Throw Error (format).
  void enter_frame(std::uint64_t size);
  void expect_end_of_frame();

  // REQUIRES: not within a frame; `position` is within the file.
  void skip_to(std::uint64_t position) noexcept { at_ = file_.data() + position; }

 private:
  void leave_frame();
  Error truncated() const;

  Bytes file_;
  const std::byte* begin_;
  const std::byte* at_;
  const std::byte* limit_;
  const std::byte* opcode_;
  bool in_frame_ = false;
};

}  // namespace alertsage::pickle
