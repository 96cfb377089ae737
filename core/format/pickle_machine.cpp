// The machine's input, its stack and its nodes. What each opcode does is in pickle_opcodes.cpp
// and pickle_calls.cpp.
//
// Why there can be no cycle: a value grows only while it is open, that is, while the one reference
// to it lies on the stack. Becoming part of another value closes it, and so does a second
// reference, from the memo. So whatever is in a value was closed before that value was, and closed
// values do not change.
#include "core/format/pickle_machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace alertsage::pickle {
namespace {

constexpr std::byte kProto{0x80};

// What dicts may cost to check, for each byte of the stream so far. A model's file needs about one.
constexpr std::uint64_t kKeyBytesPerByte = 8;

}  // namespace

Machine::Machine(Document& document, std::uint64_t offset)
    : document_(document), input_(document.input(), offset) {
  const Bytes start = document.input().subspan(offset);
  if (start.size() < 2 || start[0] != kProto) throw no_pickle(start);
  const auto protocol = std::to_integer<unsigned>(start[1]);
  if (protocol < 2 || protocol > 5) {
    throw input_.error(ErrorKind::unsupported, fmt::format("pickle protocol {}", protocol));
  }
  input_.take(2);
}

// Protocols 0 and 1 begin with a value's opcode, and all pickles end with STOP.
Error Machine::no_pickle(Bytes start) const {
  const std::string_view text = as_text(start);
  const bool older =
      text.size() > 2 && text.ends_with('.') &&
      (text[0] == '(' || text[0] == ']' || text[0] == '}' || text.starts_with("ccopy_reg\n"));
  return input_.error(ErrorKind::format,
                      older ? "not a pickle of protocol 2 or later, but of 0 or 1; "
                              "dump it again with protocol=4"
                            : "not a pickle of protocol 2 or later");
}

void Machine::resume_after_array(std::size_t number, std::uint64_t position) noexcept {
  Node& node = document_.nodes_[stack_.back()];
  node.kind = Kind::array;
  node.global = Global::none;
  node.open = false;
  node.payload.integer = static_cast<std::int64_t>(number);
  input_.skip_to(position);
}

Error Machine::too_much() const {
  return input_.error(ErrorKind::unsupported, "more values than the file's size accounts for");
}

Error Machine::changed_too_late() const {
  return input_.error(ErrorKind::format,
                      "a value that refers to itself, or changes after another has it");
}

Error Machine::underflow() const {
  return input_.error(ErrorKind::format, "an opcode takes more from the stack than there is");
}

// What lies above the last mark, which is gone afterwards.
std::span<const NodeId> Machine::above_mark() {
  if (marks_.empty()) {
    throw input_.error(ErrorKind::format, "an opcode asks for a mark that is not there");
  }
  const std::size_t height = std::exchange(floor_, marks_.back());
  marks_.pop_back();
  return std::span(stack_).subspan(height);
}

// The container below the `above` topmost values. REQUIRES: they are there.
NodeId Machine::grow_target(Kind kind, std::size_t above) const {
  const NodeId target = top_items(above + 1).front();
  const Node& node = document_.nodes_[target];
  if (node.kind != kind) {
    throw input_.error(ErrorKind::format,
                       fmt::format("expected {}, found {}", name_of(kind), name_of(node.kind)));
  }
  if (!node.open) throw changed_too_late();
  return target;
}

// A dict is complete by then: its keys can be checked.
void Machine::close(NodeId id) {
  Node& node = document_.nodes_[id];
  if (node.open && node.kind == Kind::dict) {
    keys_.check(document_, {document_, id}, kKeyBytesPerByte * input_.bytes_read());
  }
  node.open = false;
}

// Makes `child` a part of `parent`.
void Machine::adopt(NodeId parent, NodeId child) {
  close(child);
  const Node& part = document_.nodes_[child];
  Node& whole = document_.nodes_[parent];
  if (part.depth >= whole.depth) whole.depth = static_cast<std::uint8_t>(part.depth + 1);
  if (whole.depth > kMaxDepth) {
    throw input_.error(ErrorKind::unsupported,
                       fmt::format("values nested deeper than {}", kMaxDepth));
  }
}

void Machine::append(NodeId container, std::span<const NodeId> ids) {
  if (ids.empty()) return;
  std::vector<std::uint32_t>& items = document_.items_;
  if (items.size() + ids.size() + 2 > document_.limits_.items) throw too_much();
  const auto chunk = static_cast<std::uint32_t>(items.size());
  items.resize(items.size() + 2 + ids.size());
  items[chunk] = static_cast<std::uint32_t>(ids.size());
  std::copy(ids.begin(), ids.end(), items.begin() + chunk + 2);
  for (const NodeId id : ids) adopt(container, id);

  Node::Pair& ends = document_.nodes_[container].payload.pair;
  if (ends.first == 0) {
    ends.first = chunk;
  } else {
    items[ends.second + 1] = chunk;
  }
  ends.second = chunk;
}

}  // namespace alertsage::pickle
