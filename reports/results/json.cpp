#include "reports/results/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/base/error.hpp"

namespace alertsage::reports {
namespace {

constexpr int kDeepest = 64;

constexpr double kLargest = 1e100;
constexpr double kSmallest = 1e-100;

void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t bits) { out += static_cast<char>(bits); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      byte(0xE0 | code >> 12);
    } else {
      byte(0xF0 | code >> 18);
      byte(0x80 | (code >> 12 & 0x3F));
    }
    byte(0x80 | (code >> 6 & 0x3F));
  }
  byte(0x80 | (code & 0x3F));
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '+' || c == '.';
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  JsonValue document() {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    skip_space();
    if (at_end()) fail("the file is empty");
    JsonValue root = value(0);
    skip_space();
    if (!at_end()) fail("something follows the end of the document");
    return root;
  }

 private:
  [[noreturn]] void fail(std::string_view cause) const {
    throw Error(ErrorKind::format, cause,
                {.offset = at_, .piece = std::string(text_.substr(at_, 20))});
  }

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return text_[at_]; }

  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  // Whether `c` comes next, and if so steps over it.
  bool take(char c) {
    skip_space();
    if (at_end() || peek() != c) return false;
    ++at_;
    return true;
  }

  // REQUIRES: !at_end(), no space next.
  JsonValue value(int depth) {
    if (depth > kDeepest) fail("nested too deep");
    const std::size_t begin = at_;
    JsonValue result;
    if (peek() == '{') {
      object(result, depth);
    } else if (peek() == '[') {
      array(result, depth);
    } else if (peek() == '"') {
      std::string string;
      result.complete = this->string(string);
      result.data = std::move(string);
    } else {
      word(result);
    }
    result.text = text_.substr(begin, at_ - begin);
    return result;
  }

  void array(JsonValue& result, int depth) {
    ++at_;
    auto& elements = result.data.emplace<JsonValue::Array>();
    result.complete = list(']', [&] {
      elements.push_back(value(depth + 1));
      return elements.back().complete;
    });
  }

  void object(JsonValue& result, int depth) {
    ++at_;
    auto& members = result.data.emplace<JsonValue::Object>();
    result.complete = list('}', [&] {
      if (peek() != '"') fail("a key is expected");
      JsonMember member;
      if (!string(member.key)) return false;
      if (!take(':') && !at_end()) fail("':' is expected");
      skip_space();
      if (at_end()) return false;
      member.value = value(depth + 1);
      members.push_back(std::move(member));
      return members.back().value.complete;
    });
  }

  // Elements between commas up to `close`; false where the text ends before it.
  template <typename Element>
  bool list(char close, const Element& element) {
    if (take(close)) return true;
    do {
      skip_space();
      if (at_end() || !element()) return false;
    } while (take(','));
    if (take(close)) return true;
    if (!at_end()) fail("',' or the end of a list is expected");
    return false;
  }

  // REQUIRES: peek() == '"'. False where the text ends inside the string.
  bool string(std::string& out) {
    for (++at_; !at_end(); ++at_) {
      if (peek() == '"') return ++at_, true;
      if (peek() != '\\') {
        out += peek();
      } else if (++at_; at_end() || !escape(out)) {
        return false;
      }
    }
    return false;
  }

  // The escape whose letter is next; leaves its last character next. False where the text ends.
  bool escape(std::string& out) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (const auto letter = kLetters.find(peek()); letter != std::string_view::npos) {
      out += kMeanings[letter];
      return true;
    }
    if (peek() != 'u') fail("an unknown escape");
    std::uint32_t code = 0;
    if (!four_digits(code)) return false;
    if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_ + 1).starts_with("\\u")) {
      const std::size_t after_high = at_;
      std::uint32_t low = 0;
      at_ += 2;
      if (!four_digits(low)) return false;
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      } else {
        at_ = after_high;
      }
    }
    append_utf8(out, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
    return true;
  }

  // REQUIRES: the 'u' is next; leaves the last digit next.
  bool four_digits(std::uint32_t& code) {
    const std::string_view digits = text_.substr(at_ + 1, 4);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (parsed.ptr != digits.data() + digits.size()) fail("an escape needs four digits");
    if (digits.size() < 4) return at_ = text_.size(), false;
    at_ += 4;
    return true;
  }

  // true, false, null, a number, or NaN and Infinity as any printf writes them.
  void word(JsonValue& result) {
    const std::size_t begin = at_;
    while (!at_end() && is_word(peek())) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (at_end()) {
      result.complete = false;
    } else if (word == "true" || word == "false") {
      result.data = word == "true";
    } else if (word != "null") {
      double number = 0;
      const auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
      if (word.empty() || parsed.ptr != word.data() + word.size()) {
        at_ = begin;
        fail("a value is expected");
      }
      if (parsed.ec == std::errc::result_out_of_range) number = out_of_range(word);
      result.data = number;
    }
  }

  static double out_of_range(std::string_view number) {
    const double size =
        number.find("e-") != std::string_view::npos || number.find("E-") != std::string_view::npos
            ? 0
            : std::numeric_limits<double>::infinity();
    return number.starts_with('-') ? -size : size;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

JsonValue::JsonValue() = default;
JsonValue::JsonValue(const JsonValue&) = default;
JsonValue::JsonValue(JsonValue&&) noexcept = default;
JsonValue& JsonValue::operator=(const JsonValue&) = default;
JsonValue& JsonValue::operator=(JsonValue&&) noexcept = default;
JsonValue::~JsonValue() = default;

const JsonValue* JsonValue::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  const auto member = std::find_if(members->begin(), members->end(),
                                   [&](const JsonMember& m) { return m.key == key; });
  return member == members->end() ? nullptr : &member->value;
}

std::optional<double> JsonValue::number() const {
  if (std::holds_alternative<std::nullptr_t>(data)) return std::nan("");
  const double* number = std::get_if<double>(&data);
  if (number == nullptr) return std::nullopt;
  if (std::abs(*number) > kLargest) return std::copysign(INFINITY, *number);
  return std::abs(*number) < kSmallest ? 0 : *number;
}

bool JsonValue::is_true() const {
  const bool* boolean = std::get_if<bool>(&data);
  return boolean != nullptr && *boolean;
}

JsonValue parse_json(std::string_view text) {
  return Parser(text).document();
}

}  // namespace alertsage::reports
