#include "core/format/pickle.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alertsage::pickle {

std::string_view name_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::none:
      return "None";
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
      return "an integer";
    case Kind::real:
      return "a float";
    case Kind::text:
      return "text";
    case Kind::bytes:
      return "bytes";
    case Kind::pair:
    case Kind::tuple:
      return "a tuple";
    case Kind::list:
      return "a list";
    case Kind::set:
      return "a set";
    case Kind::dict:
      return "a dict";
    case Kind::global:
      return "a class or function";
    case Kind::record:
      return "an object";
    case Kind::array:
      return "an array";
  }
  return "";
}

// The densest that models have is a vocabulary of short terms: 12 bytes make 2 nodes and 2 items.
// Compressed, text and numbers that count up shrink to a quarter or so. What is free of all that is
// a few megabytes.
Document::Document(Bytes input, std::uint64_t source_bytes)
    : input_(input), limits_{.nodes = 256 * 1024, .items = 256 * 1024} {
  if (input.size() > UINT32_MAX) {
    throw Error(ErrorKind::unsupported, "a pickle of 4 GiB or more");
  }
  const std::size_t accounted = std::min<std::uint64_t>(input.size(), 8 * source_bytes);
  limits_.nodes += accounted / 5;
  limits_.items += accounted / 2;
  // Pages that stay unused cost nothing; what is free is for small files, most of which need
  // little.
  constexpr std::size_t kLeast = 1024;
  nodes_.reserve(kLeast + accounted / 5);
  items_.reserve(kLeast + accounted / 2);
  nodes_.resize(1);     // so that 0 is no node
  items_.push_back(0);  // nor a chunk
}

std::optional<Value> Value::state() const {
  const NodeId state = expect(Kind::record).pair.second;
  return state == 0 ? std::nullopt : std::optional(Value(*document_, state));
}

Range<Value> Value::items() const {
  const Kind actual = kind();
  if (actual == Kind::pair) return {*document_, node().payload.pair};
  const bool has_items = actual == Kind::list || actual == Kind::set;
  return {*document_, expect(has_items ? actual : Kind::tuple).pair.first};
}

Range<Entry> Value::entries() const {
  return {*document_, expect(Kind::dict).pair.first};
}

std::optional<Value> Value::find(std::string_view key) const {
  std::size_t seen = 0;
  for (const Entry entry : entries()) {
    if (entry.key.kind() == Kind::text && entry.key.text() == key) return entry.value;
    if (++seen > kMaxFields) {
      throw Error(ErrorKind::unsupported,
                  fmt::format("an object of more than {} fields", kMaxFields),
                  {.offset = offset()});
    }
  }
  return std::nullopt;
}

void Value::check_text_size(std::size_t bytes) const {
  if (bytes <= document_->input_.size()) return;
  throw Error(ErrorKind::unsupported, "more text than the file's size accounts for",
              {.offset = offset()});
}

Error Value::error(std::string_view cause, std::string_view piece) const {
  return Error(ErrorKind::format, cause, {.offset = offset(), .piece = std::string(piece)});
}

const Node::Payload& Value::expect(Kind kind) const {
  if (node().kind != kind) {
    throw error(fmt::format("expected {}, found {}", name_of(kind), name_of(node().kind)));
  }
  return node().payload;
}

}  // namespace alertsage::pickle
