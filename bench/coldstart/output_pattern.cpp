#include "bench/coldstart/output_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/error.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace alertsage::coldstart {
namespace {

std::string message_of(int code) {
  std::array<PCRE2_UCHAR, 256> buffer;
  ::pcre2_get_error_message(code, buffer.data(), buffer.size());
  return reinterpret_cast<const char*>(buffer.data());
}

PCRE2_SPTR bytes_of(const std::string& text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());
}

}  // namespace

struct OutputPattern::Compiled {
  explicit Compiled(pcre2_code* made) : code(made) {}
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;
  ~Compiled() { ::pcre2_code_free(code); }

  pcre2_code* code;
};

OutputPattern::OutputPattern(std::string regex) : text_(std::move(regex)) {
  int failure = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* const code =
      ::pcre2_compile(bytes_of(text_), text_.size(), PCRE2_MULTILINE, &failure, &offset, nullptr);
  if (code == nullptr) {
    throw Error(ErrorKind::usage,
                fmt::format("is no regular expression: {} at character {}", message_of(failure),
                            offset + 1),
                {.piece = text_});
  }
  compiled_ = std::make_shared<const Compiled>(code);
}

std::optional<std::chrono::nanoseconds> OutputPattern::time_in(
    const probe::ProcessSample& sample) const {
  const std::unique_ptr<pcre2_match_data, decltype(&::pcre2_match_data_free)> match(
      ::pcre2_match_data_create_from_pattern(compiled_->code, nullptr), &::pcre2_match_data_free);
  const std::string& output = sample.kept_stdout;
  const int found =
      ::pcre2_match(compiled_->code, bytes_of(output), output.size(), 0, 0, match.get(), nullptr);
  if (found == PCRE2_ERROR_NOMATCH) return std::nullopt;
  if (found < 0) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot be looked for in this output: {}", message_of(found)),
                {.piece = text_});
  }
  // An empty match is complete with the byte that it stands before, if there is one.
  const std::size_t end = std::max<std::size_t>(::pcre2_get_ovector_pointer(match.get())[1], 1);
  for (const probe::OutputPiece& piece : sample.pieces) {
    if (piece.end >= end) return piece.at;
  }
  return std::nullopt;
}

}  // namespace alertsage::coldstart
