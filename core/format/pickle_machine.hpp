// Runs a pickle's opcodes and builds a Document of what they describe. Executes nothing: a class or
// a function is a name from the allow-list (core/format/pickle_globals.hpp), a call of one is a
// record of its arguments.
//
// Reads protocols 2 to 5 (https://github.com/python/cpython/blob/3.11/Lib/pickletools.py), of which
// it takes the opcodes that CPython's picklers write for models. Every other opcode and every other
// global is refused by name and offset. Stricter than CPython where a lax reader would let a file
// mean two things: an opcode does not cross the end of a frame, memo entries are numbered in order,
// a value that is part of another does not change any more, nothing is left on the stack.
//
// joblib interrupts the opcodes: the BUILD of an array wrapper is followed by the array's bytes.
// The machine pauses there, and whoever drives it says where the opcodes go on:
//
//   Machine machine(document, 0);
//   while (machine.run() == Machine::Pause::array) {
//     … read the bytes that the wrapper machine.top() describes, from machine.position() on …
//     machine.resume_after_array(number, end);
//   }
//   machine.top();  // what was pickled
//
// Time and memory are bounded by the input's size: an opcode makes at most one node and reads its
// argument once, and there may be no more nodes than models of that size have (Document).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/format/pickle.hpp"
#include "core/format/pickle_input.hpp"
#include "core/format/pickle_keys.hpp"

namespace alertsage::pickle {

class Machine {
 public:
  enum class Pause : std::uint8_t { array, end };

  // For the pickle that starts at `offset` of the document's input. Throws Error (format) where
  // none does, (unsupported) for another protocol.
  Machine(Document& document, std::uint64_t offset);

  // Throws Error (format, unsupported) at the byte that caused it.
  Pause run();

  Value top() const noexcept { return {document_, stack_.back()}; }
  std::uint64_t position() const noexcept { return input_.position(); }

  // Makes the wrapper on the top the array `number`; the opcodes go on at `position`.
  // REQUIRES: run() has just returned Pause::array; `position` is within the input.
  void resume_after_array(std::size_t number, std::uint64_t position) noexcept;

 private:
  using Step = void (*)(Machine&);
  struct Opcode {
    std::string_view name;  // empty: no opcode of any pickle
    Step step;              // null: refused
  };
  struct Opcodes;

  // The stack and the nodes.
  NodeId add(Kind kind, Node::Payload payload) {
    if (document_.nodes_.size() == document_.limits_.nodes) throw too_much();
    const auto id = static_cast<NodeId>(document_.nodes_.size());
    document_.nodes_.push_back({.kind = kind,
                                .offset = static_cast<std::uint32_t>(input_.opcode_offset()),
                                .payload = payload});
    return id;
  }
  void push(NodeId id) {
    if (stack_.size() == document_.limits_.nodes) throw too_much();
    stack_.push_back(id);
  }
  Node& push(Kind kind, Node::Payload payload) {
    stack_.push_back(add(kind, payload));
    return document_.nodes_.back();
  }
  // The topmost values above the last mark, lowest first.
  std::span<const NodeId> top_items(std::size_t count) const {
    if (stack_.size() - floor_ < count) throw underflow();
    return std::span(stack_).last(count);
  }
  std::span<const NodeId> above_mark();
  Error underflow() const;
  Error too_much() const;
  Error changed_too_late() const;
  void drop(std::size_t count) noexcept { stack_.resize(stack_.size() - count); }
  NodeId grow_target(Kind kind, std::size_t above) const;
  void close(NodeId id);
  void adopt(NodeId parent, NodeId child);
  void append(NodeId container, std::span<const NodeId> ids);

  // Opcodes, by their names in pickletools where one function does one.
  void frame();
  void stop();
  void mark();
  void none();
  template <bool kValue>
  void boolean();
  template <typename Number>
  void integer();
  void long1();
  void binfloat();
  template <Kind kKind, typename Size>
  void string();
  template <Kind kKind>
  void empty();
  template <Kind kKind>
  void collect(std::span<const NodeId> items);
  template <Kind kKind>
  void collect_above_mark();
  template <std::size_t kSize>
  void short_tuple();
  void tuple2();
  template <Kind kKind>
  void grow(std::span<const NodeId> items);
  template <Kind kKind>
  void grow_above_mark();
  void append_item();
  void setitem();
  void memoize();
  template <typename Index>
  void put();
  template <typename Index>
  void get();
  void global();
  void stack_global();
  std::optional<std::string_view> pending_key() const;
  Error no_pickle(Bytes start) const;
  Error refusal(std::string_view module, std::string_view name) const;
  void name_global(std::string_view module, std::string_view name);
  void reduce();
  void newobj();
  void call(Use use);
  void build();

  Document& document_;
  Input input_;
  enum class State : std::uint8_t { running, paused, ended } state_ = State::running;
  std::vector<NodeId> stack_;
  std::size_t floor_ = 0;           // height of the stack at the last mark
  std::vector<std::size_t> marks_;  // the floors below it
  std::vector<NodeId> memo_;
  KeyCheck keys_;
};

}  // namespace alertsage::pickle
