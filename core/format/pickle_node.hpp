// What a pickled value is made of in memory: 16 bytes, whatever it is.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/format/pickle_globals.hpp"

namespace alertsage::pickle {

enum class Kind : std::uint8_t {
  none,
  boolean,
  integer,
  real,
  text,
  bytes,
  pair,  // a tuple of two: by far the most frequent, and it needs no chunk
  tuple,
  list,
  set,
  dict,
  global,  // a class or a function, named
  record,  // what a call of a global would have made: arguments and a state
  array,   // a joblib array; whoever drives the machine has its bytes
};

// "a list", for error messages.
std::string_view name_of(Kind kind) noexcept;

using NodeId = std::uint32_t;  // 0 is no node

struct Node {
  struct Pair {
    std::uint32_t first;
    std::uint32_t second;
  };
  // boolean, integer: `integer`; array: the number that it was given.
  // text, bytes: `pair` is offset and size in the input.
  // pair: `pair` is its two nodes.
  // tuple, list, set, dict: `pair` is the first and the last chunk of items, or 0.
  // record: `pair` is the nodes of arguments and state, or 0.
  union Payload {
    std::int64_t integer;
    double real;
    Pair pair;
  };

  Kind kind = Kind::none;
  Global global = Global::none;  // of a global or a record
  std::uint8_t depth = 0;        // 0, or 1 more than the deepest thing in it
  bool open = false;             // not yet part of anything: may still grow
  std::uint32_t offset = 0;      // of the opcode that made it
  Payload payload = {.integer = 0};
};
static_assert(sizeof(Node) == 16);

}  // namespace alertsage::pickle
