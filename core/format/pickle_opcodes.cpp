// The opcodes, one function each, and the table of all there are.
#include <fmt/format.h>

#include <array>
#include <bit>

#include "core/format/pickle_machine.hpp"
#include "core/format/pickle_text.hpp"

namespace alertsage::pickle {

namespace {

// What text-mode picklers write, or is there to call or to look outside of the stream.
constexpr std::pair<int, std::string_view> kRefused[] = {
    {'0', "POP"},
    {'1', "POP_MARK"},
    {'2', "DUP"},
    {'F', "FLOAT"},
    {'I', "INT"},
    {'L', "LONG"},
    {0x8B, "LONG4"},
    {'S', "STRING"},
    {'T', "BINSTRING"},
    {'U', "SHORT_BINSTRING"},
    {'V', "UNICODE"},
    {'l', "LIST"},
    {'d', "DICT"},
    {'g', "GET"},
    {'p', "PUT"},
    {'P', "PERSID"},
    {'Q', "BINPERSID"},
    {'i', "INST"},
    {'o', "OBJ"},
    {0x82, "EXT1"},
    {0x83, "EXT2"},
    {0x84, "EXT4"},
    {0x92, "NEWOBJ_EX"},
    {0x97, "NEXT_BUFFER"},
    {0x98, "READONLY_BUFFER"},
};

}  // namespace

// All opcodes of protocols 0 to 5. Those without a step are refused by name.
struct Machine::Opcodes {
  // A plain function: a call by a pointer to a member tests whether that is virtual.
  template <auto kMember>
  static void step(Machine& machine) {
    (machine.*kMember)();
  }

  static constexpr std::array<Opcode, 256> table() {
    using M = Machine;
    std::array<Opcode, 256> table = {};
    table[0x80] = {"PROTO", nullptr};  // taken before the first step; no other is right
    table[0x95] = {"FRAME", step<&M::frame>};
    table['.'] = {"STOP", step<&M::stop>};
    table['('] = {"MARK", step<&M::mark>};

    table['N'] = {"NONE", step<&M::none>};
    table[0x88] = {"NEWTRUE", step<&M::boolean<true>>};
    table[0x89] = {"NEWFALSE", step<&M::boolean<false>>};
    table['J'] = {"BININT", step<&M::integer<std::int32_t>>};
    table['K'] = {"BININT1", step<&M::integer<std::uint8_t>>};
    table['M'] = {"BININT2", step<&M::integer<std::uint16_t>>};
    table[0x8A] = {"LONG1", step<&M::long1>};
    table['G'] = {"BINFLOAT", step<&M::binfloat>};
    table[0x8C] = {"SHORT_BINUNICODE", step<&M::string<Kind::text, std::uint8_t>>};
    table['X'] = {"BINUNICODE", step<&M::string<Kind::text, std::uint32_t>>};
    table[0x8D] = {"BINUNICODE8", step<&M::string<Kind::text, std::uint64_t>>};
    table['C'] = {"SHORT_BINBYTES", step<&M::string<Kind::bytes, std::uint8_t>>};
    table['B'] = {"BINBYTES", step<&M::string<Kind::bytes, std::uint32_t>>};
    table[0x8E] = {"BINBYTES8", step<&M::string<Kind::bytes, std::uint64_t>>};
    table[0x96] = {"BYTEARRAY8", step<&M::string<Kind::bytes, std::uint64_t>>};

    table[')'] = {"EMPTY_TUPLE", step<&M::short_tuple<0>>};
    table[0x85] = {"TUPLE1", step<&M::short_tuple<1>>};
    table[0x86] = {"TUPLE2", step<&M::tuple2>};
    table[0x87] = {"TUPLE3", step<&M::short_tuple<3>>};
    table['t'] = {"TUPLE", step<&M::collect_above_mark<Kind::tuple>>};
    table[0x91] = {"FROZENSET", step<&M::collect_above_mark<Kind::set>>};
    table[']'] = {"EMPTY_LIST", step<&M::empty<Kind::list>>};
    table['}'] = {"EMPTY_DICT", step<&M::empty<Kind::dict>>};
    table[0x8F] = {"EMPTY_SET", step<&M::empty<Kind::set>>};
    table['a'] = {"APPEND", step<&M::append_item>};
    table['e'] = {"APPENDS", step<&M::grow_above_mark<Kind::list>>};
    table['s'] = {"SETITEM", step<&M::setitem>};
    table['u'] = {"SETITEMS", step<&M::grow_above_mark<Kind::dict>>};
    table[0x90] = {"ADDITEMS", step<&M::grow_above_mark<Kind::set>>};

    table[0x94] = {"MEMOIZE", step<&M::memoize>};
    table['q'] = {"BINPUT", step<&M::put<std::uint8_t>>};
    table['r'] = {"LONG_BINPUT", step<&M::put<std::uint32_t>>};
    table['h'] = {"BINGET", step<&M::get<std::uint8_t>>};
    table['j'] = {"LONG_BINGET", step<&M::get<std::uint32_t>>};

    table['c'] = {"GLOBAL", step<&M::global>};
    table[0x93] = {"STACK_GLOBAL", step<&M::stack_global>};
    table['R'] = {"REDUCE", step<&M::reduce>};
    table[0x81] = {"NEWOBJ", step<&M::newobj>};
    table['b'] = {"BUILD", step<&M::build>};

    for (const auto& [code, name] : kRefused) table[static_cast<std::size_t>(code)].name = name;
    return table;
  }
};

Machine::Pause Machine::run() {
  static constexpr std::array<Opcode, 256> kOpcodes = Opcodes::table();
  state_ = State::running;
  while (state_ == State::running) {
    const std::byte code = input_.opcode();
    const Opcode& opcode = kOpcodes[std::to_integer<std::size_t>(code)];
    if (opcode.step == nullptr) {
      if (!opcode.name.empty())
        throw input_.error(ErrorKind::unsupported, "a pickle opcode that models do not use",
                           opcode.name);
      throw input_.error(ErrorKind::format, "not a pickle opcode",
                         fmt::format("0x{:02x}", std::to_integer<unsigned>(code)));
    }
    opcode.step(*this);
  }
  return state_ == State::paused ? Pause::array : Pause::end;
}

void Machine::frame() {
  input_.enter_frame(input_.number<std::uint64_t>());
}

void Machine::stop() {
  if (!marks_.empty() || stack_.size() != 1) {
    throw input_.error(ErrorKind::format,
                       fmt::format("the pickle ends with {} values on its stack", stack_.size()));
  }
  adopt(0, stack_.back());
  state_ = State::ended;
}

void Machine::mark() {
  if (marks_.size() == kMaxDepth) {
    throw input_.error(ErrorKind::unsupported,
                       fmt::format("marks nested deeper than {}", kMaxDepth));
  }
  marks_.push_back(std::exchange(floor_, stack_.size()));
}

void Machine::none() {
  push(Kind::none, {.integer = 0});
}

template <bool kValue>
void Machine::boolean() {
  push(Kind::boolean, {.integer = kValue});
}

template <typename Number>
void Machine::integer() {
  push(Kind::integer, {.integer = input_.number<Number>()});
}

// Little-endian two's complement of any length; 8 bytes hold whatever a model counts.
void Machine::long1() {
  const auto size = input_.number<std::uint8_t>();
  const std::byte* const bytes = input_.take(size);
  if (size > 8) throw input_.error(ErrorKind::unsupported, "an integer of more than 64 bits");
  const bool negative = size > 0 && (bytes[size - 1] & std::byte{0x80}) != std::byte{0};
  std::int64_t number = negative ? -1 : 0;
  std::memcpy(&number, bytes, size);
  push(Kind::integer, {.integer = number});
}

// The one big-endian number in a pickle.
void Machine::binfloat() {
  push(Kind::real,
       {.real = std::bit_cast<double>(__builtin_bswap64(input_.number<std::uint64_t>()))});
}

template <Kind kKind, typename Size>
void Machine::string() {
  const std::uint64_t size = input_.number<Size>();
  const std::byte* const data = input_.take(size);
  if (kKind == Kind::text && !is_utf8(as_text({data, size}))) {
    throw input_.error(ErrorKind::format, "text that is not UTF-8");
  }
  push(kKind, {.pair = {static_cast<std::uint32_t>(input_.offset_of(data)),
                        static_cast<std::uint32_t>(size)}});
}

template <Kind kKind>
void Machine::empty() {
  push(kKind, {.pair = {0, 0}}).open = true;
}

// Makes a container of the topmost values; it does not grow.
template <Kind kKind>
void Machine::collect(std::span<const NodeId> items) {
  const NodeId container = add(kKind, {.pair = {0, 0}});
  append(container, items);
  drop(items.size());
  stack_.push_back(container);
}

template <Kind kKind>
void Machine::collect_above_mark() {
  collect<kKind>(above_mark());
}

template <std::size_t kSize>
void Machine::short_tuple() {
  collect<Kind::tuple>(top_items(kSize));
}

void Machine::tuple2() {
  const std::span<const NodeId> items = top_items(2);
  const NodeId pair = add(Kind::pair, {.pair = {items[0], items[1]}});
  adopt(pair, items[0]);
  adopt(pair, items[1]);
  drop(2);
  stack_.push_back(pair);
}

// Adds the topmost values to the container below them.
template <Kind kKind>
void Machine::grow(std::span<const NodeId> items) {
  if (kKind == Kind::dict && items.size() % 2 != 0) {
    throw input_.error(ErrorKind::format, "a key without a value");
  }
  append(grow_target(kKind, items.size()), items);
  drop(items.size());
}

template <Kind kKind>
void Machine::grow_above_mark() {
  grow<kKind>(above_mark());
}

void Machine::append_item() {
  grow<Kind::list>(top_items(1));
}

void Machine::setitem() {
  grow<Kind::dict>(top_items(2));
}

void Machine::memoize() {
  if (stack_.size() == floor_) throw underflow();
  if (memo_.size() == document_.nodes_.size()) {
    throw input_.error(ErrorKind::unsupported, "more memo entries than there are values");
  }
  memo_.push_back(stack_.back());
}

// CPython numbers the memo in order; only text-mode picklers leave gaps.
template <typename Index>
void Machine::put() {
  const auto index = input_.number<Index>();
  if (index != memo_.size()) {
    throw input_.error(ErrorKind::format,
                       fmt::format("memo entry {} follows {}", index, memo_.size()));
  }
  memoize();
}

template <typename Index>
void Machine::get() {
  const auto index = input_.number<Index>();
  if (index >= memo_.size()) {
    throw input_.error(ErrorKind::format, fmt::format("memo entry {} of {}", index, memo_.size()));
  }
  close(memo_[index]);
  push(memo_[index]);
}

}  // namespace alertsage::pickle
