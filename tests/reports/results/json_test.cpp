#define BOOST_TEST_MODULE reports_results
#include "reports/results/json.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "core/base/error.hpp"

namespace alertsage::reports {
namespace {

std::string string_of(std::string_view text) {
  return *parse_json(text).find("s")->string();
}

double number_of(std::string_view text) {
  const std::string array = "[" + std::string(text) + "]";
  return *parse_json(array).array()->front().number();
}

// The value as a strict library reads it.
nlohmann::json as_strict(const JsonValue& value) {
  if (const auto* string = value.string()) return *string;
  if (const auto* elements = value.array()) {
    auto array = nlohmann::json::array();
    for (const JsonValue& element : *elements) array.push_back(as_strict(element));
    return array;
  }
  if (const auto* members = value.object()) {
    auto object = nlohmann::json::object();
    for (const JsonMember& member : *members) object[member.key] = as_strict(member.value);
    return object;
  }
  if (std::holds_alternative<bool>(value.data)) return value.is_true();
  if (std::holds_alternative<std::nullptr_t>(value.data)) return nullptr;
  return *value.number();
}

nlohmann::json random_value(std::mt19937_64& random, int depth) {
  const auto kind = random() % (depth == 0 ? 4 : 6);
  if (kind == 0) return nullptr;
  if (kind == 1) return random() % 2 == 0;
  if (kind == 2) return std::normal_distribution<double>(0, 1e6)(random);
  if (kind == 3) {
    const std::string pieces[] = {"a", "\"", "\\", "/", "\n", "\t", "\x01", "é", "€", "😀", " "};
    std::string string;
    while (random() % 5 != 0) string += pieces[random() % std::size(pieces)];
    return string;
  }
  auto container = kind == 4 ? nlohmann::json::array() : nlohmann::json::object();
  while (random() % 4 != 0) {
    if (kind == 4) {
      container.push_back(random_value(random, depth - 1));
    } else {
      container[std::to_string(random() % 100)] = random_value(random, depth - 1);
    }
  }
  return container;
}

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(reads_strict_json_as_a_strict_library_does) {
  std::mt19937_64 random(8259);
  for (int i = 0; i < 2'000; ++i) {
    const nlohmann::json value = {{"v", random_value(random, 4)}};
    const bool only_ascii = i % 2 == 0;
    const std::string text = value.dump(i % 3 - 1, ' ', only_ascii);
    BOOST_TEST_REQUIRE(as_strict(parse_json(text)).dump() == value.dump());
  }
}

BOOST_AUTO_TEST_CASE(reads_numbers_as_any_printf_writes_them) {
  const struct {
    std::string text;
    double number;
  } rows[] = {
      {"0", 0},
      {"-1.5e+03", -1500},
      {"1e100", 1e100},
      {"-1e-100", -1e-100},
      {"2e100", INFINITY},  // reports once ended in the middle where a figure was so large
      {"4.9e-324", 0},      // or so small
      {"1e999", INFINITY},
      {"-1e999", -INFINITY},
      {"1e-999", 0},
      {"Infinity", INFINITY},
      {"-Infinity", -INFINITY},
      {"inf", INFINITY},
      {"-inf", -INFINITY},
  };
  for (const auto& row : rows) BOOST_TEST(number_of(row.text) == row.number);
  for (const std::string text : {"NaN", "nan", "-nan", "null"}) {
    BOOST_TEST(std::isnan(number_of(text)));
  }
}

BOOST_AUTO_TEST_CASE(reads_strings_whose_bytes_are_no_json) {
  BOOST_TEST(string_of("{\"s\": \"a\x01\nb\"}") == "a\x01\nb");
  BOOST_TEST(string_of("{\"s\": \"a\xFF\"}") == "a\xFF");
}

BOOST_AUTO_TEST_CASE(decodes_escapes) {
  BOOST_TEST(string_of(R"({"s": "\"\\\/\b\f\n\r\t"})") == "\"\\/\b\f\n\r\t");
  BOOST_TEST(string_of(R"({"s": "\u0041\u00e9\u20AC\uD83D\uDE00"})") == "A\u00e9\u20AC\U0001F600");
  BOOST_TEST(string_of(R"({"s": "\uD83D \uDE00 \uD83DA"})") == "\uFFFD \uFFFD \uFFFDA");
  BOOST_TEST(string_of(R"({"s": "\uD83D\u0041"})") == "\uFFFDA");
}

BOOST_AUTO_TEST_CASE(keeps_duplicate_keys_in_order_and_finds_the_first) {
  const std::string text = R"({"a": 1, "b": 2, "a": 3})";
  const JsonValue value = parse_json(text);
  BOOST_TEST(value.object()->size() == 3U);
  BOOST_TEST(*value.find("a")->number() == 1);
  BOOST_TEST(value.find("c") == nullptr);
  BOOST_TEST(value.find("b")->find("a") == nullptr);
}

BOOST_AUTO_TEST_CASE(remembers_how_a_value_stood_in_the_text) {
  const std::string text = R"({"caches": [{"size": 32768} ], "n": 2445})";
  const JsonValue value = parse_json(text);
  BOOST_TEST(value.find("caches")->text == R"([{"size": 32768} ])");
  BOOST_TEST(value.find("n")->text == "2445");
}

BOOST_AUTO_TEST_CASE(skips_a_byte_order_mark_and_white_space) {
  BOOST_TEST(parse_json("\xEF\xBB\xBF \r\n{ } \t\n").object() != nullptr);
}

BOOST_AUTO_TEST_CASE(marks_what_is_cut_off_at_every_offset) {
  const std::string text =
      R"({"context": {"n": 12, "s": "a\u00e9\n"}, "rows": [{"t": 1.5}, {"t": NaN}, {"t": true}]})";
  std::size_t complete_rows_before = 0;
  for (std::size_t length = 1; length < text.size(); ++length) {
    const std::string start = text.substr(0, length);
    const JsonValue value = parse_json(start);
    BOOST_TEST_REQUIRE(!value.complete);
    std::size_t complete_rows = 0;
    if (const JsonValue* rows = value.find("rows")) {
      for (const JsonValue& row : *rows->array()) complete_rows += row.complete;
    }
    BOOST_TEST_REQUIRE(complete_rows >= complete_rows_before);
    complete_rows_before = complete_rows;
  }
  BOOST_TEST(complete_rows_before == 3U);
  const std::string in_a_number = R"({"num_cpus": 1)";  // of 16, perhaps
  BOOST_TEST(!parse_json(in_a_number).find("num_cpus")->complete);
  BOOST_TEST(parse_json(text).complete);
}

BOOST_AUTO_TEST_CASE(names_the_offset_of_what_is_no_json) {
  const struct {
    std::string text;
    std::uint64_t offset;
  } rows[] = {
      {"", 0},           {"ELF ", 0},          {"{} {}", 3}, {"[1 2]", 3},
      {R"({"a" 1})", 5}, {R"({"a": 1,})", 8},  {"[1,]", 3},  {"{a: 1}", 1},
      {R"(["\q"])", 3},  {R"(["\u12G4"])", 3}, {"[nil]", 1}, {"[1.2.3]", 1},
      {"[--1]", 1},
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT(row.text) {
      BOOST_CHECK_EXCEPTION(parse_json(row.text), Error, [&](const Error& error) {
        return error.kind() == ErrorKind::format && error.place().offset == row.offset;
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(refuses_to_nest_deeper_than_the_stack_should) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  BOOST_TEST(parse_json(nested(64)).complete);
  BOOST_CHECK_THROW(parse_json(nested(66)), Error);
  BOOST_CHECK_THROW(parse_json(std::string(1'000'000, '[')), Error);
}

BOOST_AUTO_TEST_CASE(survives_every_byte_changed) {
  const std::string text = R"({"s": "a\u00e9\n", "n": [1.5e3, NaN, true, null], "o": {}})";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[at] = static_cast<char>(byte);
      try {
        parse_json(changed);
      } catch (const Error& error) {
        BOOST_TEST_REQUIRE((error.kind() == ErrorKind::format));
        BOOST_TEST_REQUIRE(*error.place().offset <= changed.size());
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
