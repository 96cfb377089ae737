#include "core/format/pickle_input.hpp"

#include <string>

namespace alertsage::pickle {

Error Input::error(ErrorKind kind, std::string_view cause, std::string_view piece) const {
  return Error(kind, cause, {.offset = opcode_offset(), .piece = std::string(piece)});
}

Error Input::truncated() const {
  return error(ErrorKind::format,
               in_frame_ ? "a frame ends within an opcode" : "the file ends within an opcode");
}

std::string_view Input::line() {
  const std::string_view rest = as_text({at_, limit_});
  const std::size_t size = rest.find('\n');
  if (size == std::string_view::npos) throw truncated();
  at_ += size + 1;
  return rest.substr(0, size);
}

void Input::enter_frame(std::uint64_t size) {
  if (in_frame_) throw error(ErrorKind::format, "a frame within a frame");
  if (size > static_cast<std::uint64_t>(limit_ - at_)) {
    throw error(ErrorKind::format, "a frame is longer than the file");
  }
  limit_ = at_ + size;
  in_frame_ = true;
}

void Input::expect_end_of_frame() {
  if (!in_frame_) return;
  if (at_ != limit_) throw error(ErrorKind::format, "an array within a frame");
  leave_frame();
}

// REQUIRES: at_ == limit_.
void Input::leave_frame() {
  limit_ = file_.data() + file_.size();
  in_frame_ = false;
  if (at_ == limit_) {
    opcode_ = at_;
    throw error(ErrorKind::format, "the file ends before the pickle does");
  }
}

}  // namespace alertsage::pickle
