// A filter that answers, for each pattern and its texts on stdin, what PythonRegex finds;
// scripts/check-patterns compares the answers with Python's. Numbers are 32-bit little-endian, and
// a field is its length and as many bytes. A request is the pattern, the number of texts, and the
// texts. An answer is a field, empty or why the pattern was refused; then, unless it was, for each
// text a field, empty or why matching was given up, the number of items, and the items.
#include <bit>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/text/python_regex.hpp"

namespace alertsage {
namespace {

static_assert(std::endian::native == std::endian::little);

bool read_number(std::uint32_t& number) {
  return static_cast<bool>(std::cin.read(reinterpret_cast<char*>(&number), sizeof number));
}

bool read_field(std::string& field) {
  std::uint32_t size = 0;
  if (!read_number(size)) return false;
  field.resize(size);
  return static_cast<bool>(std::cin.read(field.data(), size));
}

void write_number(std::size_t number) {
  const auto value = static_cast<std::uint32_t>(number);
  std::cout.write(reinterpret_cast<const char*>(&value), sizeof value);
}

void write_field(std::string_view field) {
  write_number(field.size());
  std::cout.write(field.data(), static_cast<std::streamsize>(field.size()));
}

void answer_text(const PythonRegex& regex, std::string_view text, PythonRegex::Scratch& scratch) {
  std::vector<std::string> items;
  std::string given_up;
  try {
    regex.for_each_match(text, scratch, [&](std::string_view item) { items.emplace_back(item); });
  } catch (const Error& error) {
    given_up = error.what();
  }
  write_field(given_up);
  write_number(items.size());
  for (const std::string& item : items) write_field(item);
}

void answer(std::string_view pattern, const std::vector<std::string>& texts,
            PythonRegex::Scratch& scratch) {
  std::optional<PythonRegex> regex;
  try {
    regex.emplace(pattern);
  } catch (const Error& error) {
    return write_field(error.what());
  }
  write_field({});
  for (const std::string& text : texts) answer_text(*regex, text, scratch);
}

}  // namespace
}  // namespace alertsage

int main() {
  std::ios::sync_with_stdio(false);
  alertsage::PythonRegex::Scratch scratch;
  for (std::string pattern; alertsage::read_field(pattern);) {
    std::uint32_t count = 0;
    if (!alertsage::read_number(count)) return 3;
    std::vector<std::string> texts(count);
    for (std::string& text : texts) {
      if (!alertsage::read_field(text)) return 3;
    }
    alertsage::answer(pattern, texts, scratch);
  }
  return std::cout.flush() ? 0 : 3;
}
