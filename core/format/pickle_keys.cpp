#include "core/format/pickle_keys.hpp"

#include <array>
#include <bit>
#include <string>
#include <string_view>

#include "core/base/hash.hpp"

namespace alertsage::pickle {
namespace {

bool has_content(Value key) {
  return key.kind() == Kind::text || key.kind() == Kind::integer;
}

// What makes two keys of one kind equal; `number` is room for an integer.
std::string_view content(Value key, std::int64_t& number) {
  if (key.kind() == Kind::text) return key.text();
  number = key.integer();
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

}  // namespace

// Keys are taken a block at a time: hashed first and then looked up, so that the cache misses of a
// large table overlap.
void KeyCheck::check(const Document& document, Value dict, std::uint64_t limit_bytes) {
  constexpr std::size_t kBlock = 32;
  slots_.assign(std::bit_ceil(2 * dict.entries().size() + 1), 0);
  limit_bytes_ = limit_bytes;
  std::array<Key, kBlock> block;
  std::size_t count = 0;
  const auto insert_block = [&] {
    for (std::size_t i = 0; i < count; ++i) insert(document, dict, block[i]);
    count = 0;
  };
  for (const Entry entry : dict.entries()) {
    if (!has_content(entry.key)) continue;
    std::int64_t number = 0;
    const std::string_view bytes = content(entry.key, number);
    spend(1 + bytes.size(), dict);
    block[count] = {hash64(bytes), entry.key.id()};
    __builtin_prefetch(&slots_[block[count].hash & (slots_.size() - 1)], 1);
    if (++count == kBlock) insert_block();
  }
  insert_block();
}

void KeyCheck::insert(const Document& document, Value dict, Key key) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = key.hash & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    spend(1, dict);
    if (slots_[at] >> 32 != key.hash >> 32) continue;
    const Value here(document, key.id);
    const Value there(document, static_cast<NodeId>(slots_[at]));
    std::int64_t here_number = 0;
    std::int64_t there_number = 0;
    const std::string_view bytes = content(here, here_number);
    spend(bytes.size(), dict);
    if (here.kind() == there.kind() && bytes == content(there, there_number)) {
      throw dict.error("a dict has a key twice",
                       here.kind() == Kind::text ? bytes : std::to_string(here_number));
    }
  }
  slots_[at] = (key.hash >> 32 << 32) | key.id;
}

void KeyCheck::spend(std::uint64_t bytes, Value dict) {
  spent_bytes_ += bytes;
  if (spent_bytes_ <= limit_bytes_) return;
  throw Error(ErrorKind::unsupported, "dicts with more keys than the file's size accounts for",
              {.offset = dict.offset()});
}

}  // namespace alertsage::pickle
