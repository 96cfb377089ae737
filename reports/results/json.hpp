// JSON as it is found in result files, which is not always JSON.
//
// Google Benchmark writes bare NaN and Infinity, does not escape control characters or invalid
// UTF-8 in names, lets a counter repeat a field's key, and leaves a file without its end where the
// benchmark crashed. A strict library refuses the whole file for any of these, or keeps the last of
// two keys: the counter instead of the time. So this reads what is there: duplicate keys in order,
// and containers that were cut off, marked as such.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace alertsage::reports {

struct JsonMember;

struct JsonValue {
  using Array = std::vector<JsonValue>;
  using Object = std::vector<JsonMember>;

  // Defined where a member is complete, which a vector of them needs to be destroyed.
  JsonValue();
  JsonValue(const JsonValue&);
  JsonValue(JsonValue&&) noexcept;
  JsonValue& operator=(const JsonValue&);
  JsonValue& operator=(JsonValue&&) noexcept;
  ~JsonValue();

  std::variant<std::nullptr_t, bool, double, std::string, Array, Object> data;
  std::string_view text = {};  // as it stands in the parsed text, which has to outlive the value
  bool complete = true;        // false where the text ends inside it

  // The value of the first member of that key; nullptr where there is none, or no object.
  const JsonValue* find(std::string_view key) const;

  // Nothing (nullptr) where the value is of another type.
  const std::string* string() const { return std::get_if<std::string>(&data); }
  const Array* array() const { return std::get_if<Array>(&data); }
  const Object* object() const { return std::get_if<Object>(&data); }

  // A number; null counts as NaN, since that is what strict writers make of it. Nothing that is
  // measured is larger than 1e100 or smaller than 1e-100: such numbers count as infinite and as 0,
  // so that sums, products and ratios of those that remain are finite.
  std::optional<double> number() const;
  bool is_true() const;
};

struct JsonMember {
  std::string key;
  JsonValue value;
};

// Where `text` ends early, the values that are open there are marked incomplete: containers hold
// what came before, and last the element that was cut off. Strings are bytes, not necessarily
// UTF-8. Throws Error (format, with offset): anything else that is no JSON, text after the value,
// or nesting deeper than 64. O(n).
JsonValue parse_json(std::string_view text);

}  // namespace alertsage::reports
