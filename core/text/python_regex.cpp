#include "core/text/python_regex.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <new>
#include <string>

#include "core/base/error.hpp"
#include "core/text/python_regex_syntax.hpp"

namespace alertsage {
namespace {

// Of backtracking from one place in the text: some hundredths of a second.
constexpr std::uint32_t kMatchLimit = 1'000'000;
constexpr std::uint32_t kHeapLimitKiB = 20'000;

// A pattern can be slow from every place. So a call of PCRE2 tries this many places, and then the
// clock is asked.
constexpr std::size_t kPlacesACall = 64;
constexpr std::int64_t kLeastTimeNs = 2'000'000'000;
constexpr std::int64_t kTimeAByteNs = 1'000;

constexpr std::size_t kLongestPattern = 16 * 1024;

// CLOCK_MONOTONIC costs nothing, but runs on while others have the processor;
// CLOCK_THREAD_CPUTIME_ID does not, and costs a system call (clock_gettime(2)).
std::int64_t now_ns(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

bool is_within_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

struct Free {
  void operator()(pcre2_code* code) const noexcept { pcre2_code_free(code); }
  void operator()(pcre2_compile_context* context) const noexcept {
    pcre2_compile_context_free(context);
  }
  void operator()(pcre2_match_context* context) const noexcept {
    pcre2_match_context_free(context);
  }
  void operator()(pcre2_match_data* data) const noexcept { pcre2_match_data_free(data); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

template <typename T>
Owned<T> owned(T* object) {
  if (object == nullptr) throw std::bad_alloc();
  return Owned<T>(object);
}

std::string message_of(int error) {
  std::array<PCRE2_UCHAR, 256> text{};
  pcre2_get_error_message(error, text.data(), text.size());
  return reinterpret_cast<const char*>(text.data());
}

PCRE2_SPTR units(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());
}

Owned<pcre2_code> compile(std::string_view pattern, const python_regex::Translation& translation) {
  const auto context = owned(pcre2_compile_context_create(nullptr));
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  const std::uint32_t options = PCRE2_UTF | PCRE2_DOTALL | PCRE2_ALT_CIRCUMFLEX |
                                PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_POSSESS |
                                PCRE2_USE_OFFSET_LIMIT | (translation.ascii ? 0 : PCRE2_UCP);
  int error = 0;
  std::size_t offset = 0;
  Owned<pcre2_code> code(pcre2_compile(units(translation.pattern), translation.pattern.size(),
                                       options, &error, &offset, context.get()));
  if (code == nullptr) {
    if (error == PCRE2_ERROR_HEAP_FAILED) throw std::bad_alloc();
    throw Error(ErrorKind::unsupported, fmt::format("pattern: {}", message_of(error)),
                {.piece = std::string(pattern)});
  }
  // Compiled code is two to three times as fast, but that of PCRE2 10.42 answers wrongly for some
  // patterns with groups: `(?: .|\ )(?:.+){2}` does not find " bb" with PCRE2_DOTALL. Where there
  // is no compiler for this processor, or no memory may be executable, the interpreter does it.
  if (!translation.has_parentheses) pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
  return code;
}

}  // namespace

// Two pairs of offsets, the match's and the group's, are enough for any expression.
struct PythonRegex::Scratch::Room {
  Owned<pcre2_match_data> data = owned(pcre2_match_data_create(2, nullptr));
  Owned<pcre2_match_context> limits = owned(pcre2_match_context_create(nullptr));

  Room() {
    pcre2_set_match_limit(limits.get(), kMatchLimit);
    pcre2_set_heap_limit(limits.get(), kHeapLimitKiB);
  }
};

struct PythonRegex::Program {
  std::string pattern;
  bool has_group = false;
  Owned<pcre2_code> code;

  Program(std::string_view given, const python_regex::Translation& translation)
      : pattern(given), has_group(translation.has_group), code(compile(given, translation)) {}

  // A match that begins at `last` at the latest.
  int match(std::string_view text, const Position& position, std::size_t last,
            const Scratch::Room& room) const {
    pcre2_set_offset_limit(room.limits.get(), last);
    const std::uint32_t options =
        PCRE2_NO_UTF_CHECK | (position.after_empty ? PCRE2_NOTEMPTY_ATSTART : 0);
    const auto run = [&](std::uint32_t more) {
      return pcre2_match(code.get(), units(text), text.size(), position.at, options | more,
                         room.data.get(), room.limits.get());
    };
    const int result = run(0);
    // The interpreter has more room than the compiled code, whose stack is the thread's.
    return result == PCRE2_ERROR_JIT_STACKLIMIT ? run(PCRE2_NO_JIT) : result;
  }
};

PythonRegex::Scratch::Scratch() = default;
PythonRegex::Scratch::Scratch(Scratch&&) noexcept = default;
PythonRegex::Scratch& PythonRegex::Scratch::operator=(Scratch&&) noexcept = default;
PythonRegex::Scratch::~Scratch() = default;

PythonRegex::PythonRegex(std::string_view pattern) {
  if (pattern.size() > kLongestPattern) {
    throw Error(ErrorKind::unsupported,
                fmt::format("pattern: longer than {} bytes", kLongestPattern), {.offset = 0});
  }
  program_ = std::make_shared<const Program>(pattern, python_regex::translate(pattern));
}

std::string_view PythonRegex::pattern() const noexcept {
  return program_->pattern;
}

void PythonRegex::check_time(const Position& position) const {
  if (now_ns(CLOCK_MONOTONIC) <= position.deadline_ns) return;
  if (now_ns(CLOCK_THREAD_CPUTIME_ID) <= position.cpu_deadline_ns) return;
  throw Error(ErrorKind::unsupported, "pattern: takes too long on this text",
              {.piece = std::string(pattern())});
}

std::optional<std::string_view> PythonRegex::next_match(std::string_view text, Position& position,
                                                        Scratch& scratch) const {
  if (scratch.room_ == nullptr) scratch.room_ = std::make_unique<Scratch::Room>();
  if (position.deadline_ns == 0) {
    const std::int64_t most = kLeastTimeNs + kTimeAByteNs * static_cast<std::int64_t>(text.size());
    position.deadline_ns = now_ns(CLOCK_MONOTONIC) + most;
    position.cpu_deadline_ns = now_ns(CLOCK_THREAD_CPUTIME_ID) + most;
  }
  int result = PCRE2_ERROR_NOMATCH;
  while (true) {
    const std::size_t last = std::min(position.at + kPlacesACall, text.size());
    result = program_->match(text, position, last, *scratch.room_);
    if (result != PCRE2_ERROR_NOMATCH) break;
    if (last == text.size()) return std::nullopt;
    position.at = last + 1;
    while (is_within_character(text, position.at)) ++position.at;
    position.after_empty = false;
    check_time(position);
  }
  check_time(position);
  if (result == PCRE2_ERROR_NOMEMORY) throw std::bad_alloc();
  if (result < 0) {
    throw Error(ErrorKind::unsupported, fmt::format("pattern: {}", message_of(result)),
                {.piece = std::string(pattern())});
  }
  const std::size_t* offsets = pcre2_get_ovector_pointer(scratch.room_->data.get());
  position.at = offsets[1];
  position.after_empty = offsets[0] == offsets[1];
  const std::size_t* token = program_->has_group ? offsets + 2 : offsets;
  if (program_->has_group && (result < 2 || token[0] == PCRE2_UNSET)) return text.substr(0, 0);
  return text.substr(token[0], token[1] - token[0]);
}

}  // namespace alertsage
