// Files that ask for more time or memory than their size accounts for.
#include "core/base/hash.hpp"
#include "tests/core/format/compressors.hpp"
#include "tests/core/format/hostile_files.hpp"
#include "tests/core/format/hostile_model_parts.hpp"
#include "tests/core/format/pickle_assembler.hpp"

namespace alertsage::testing {
namespace {

constexpr std::size_t kMega = std::size_t{1} << 20;

const std::string kTooManyValues = "more values than the file's size accounts for";
const std::string kTooManyKeys = "dicts with more keys than the file's size accounts for";

std::string far_get(std::uint32_t index) {
  return 'j' + little_endian(index);
}

std::string zlib(const std::string& data) {
  return compressed(data, Container::zlib);
}

// `width` references to one value, in a list of which there are `width` references, and so on.
std::string laughs(const std::string& innermost, int levels, std::size_t width) {
  std::string opcodes = innermost + kMemoize;
  for (int level = 0; level < levels; ++level) {
    const std::string reference = get(static_cast<std::uint8_t>(level));
    opcodes = kEmptyList + kMark + opcodes + times(width - 1, reference) + kAppends + kMemoize;
  }
  return opcodes;
}

// Keys that a table of them would all put into its first part, each behind those before it.
std::vector<std::string> colliding_keys() {
  constexpr std::size_t kKeys = 20'000;
  constexpr std::uint64_t kSlots = 65'536;
  std::vector<std::string> keys;
  for (std::uint64_t number = 0; keys.size() < kKeys; ++number) {
    const std::string key = std::to_string(number);
    if (hash64(key) % kSlots < kSlots / 64) keys.push_back(key);
  }
  return keys;
}

// One dict of colliding keys, and many more of the same.
std::string dicts_of_colliding_keys(std::size_t dicts) {
  static const std::vector<std::string> keys = colliding_keys();
  std::string first;
  std::string other;
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    first += text(keys[i]) + kMemoize + kNone;
    other += far_get(i) + get(0);
  }
  const std::string dict = kEmptyDict + kMark;
  return kProto4 + kEmptyList + kMark + dict + first + kSetitems +
         times(dicts, dict + other + kSetitems) + kAppends + kStop;
}

std::vector<HostileFile> of_the_machine() {
  const std::string key = long_text(std::string(60'000, 'k')) + kMemoize;
  return {
      {"bomb_of_nones", kProto4 + times(4 * kMega, kNone), kTooManyValues, {}},
      {"bomb_of_references",
       kProto4 + kNone + kMemoize + times(2 * kMega, get(0)),
       kTooManyValues,
       {}},
      {"bomb_of_memo_entries", kProto4 + kNone + times(4 * kMega, kMemoize),
       "more memo entries than there are values", 5},
      {"bomb_of_marks", kProto4 + times(4 * kMega, kMark), "marks nested deeper than 64", 2 + 64},
      {"bomb_of_empty_dicts", kProto4 + times(4 * kMega, kEmptyDict), kTooManyValues, {}},
      {"bomb_of_appended_nones",
       kProto4 + kEmptyList + times(2 * kMega, kNone + kAppend),
       kTooManyValues,
       {}},
      {"bomb_of_global_names",
       kProto4 + times(kMega, "cnumpy\nndarray\n").substr(0, 4 * kMega),
       "the file ends",
       {}},
      {"deep_tuples", kProto4 + kNone + times(kMega, kTuple1), "values nested deeper than 64",
       2 + 1 + 64},
      {"deep_lists",
       kProto4 + times(100'000, kEmptyList) + times(99'999, kAppend) + kStop,
       "values nested deeper than 64",
       {}},
      hostile_after("text_beyond_the_file", kProto4, "X\xFF\xFF\xFF\x7Fharm.",
                    "the file ends within an opcode"),
      hostile_after("text_of_2^63", kProto4, "\x8D" + little_endian(std::uint64_t{1} << 63) + ".",
                    "the file ends within an opcode"),
      hostile_after("bytes_of_2^64", kProto4, "\x8E" + little_endian(~std::uint64_t{0}) + ".",
                    "the file ends within an opcode"),
      hostile_after("bytearray_of_2^64", kProto4, "\x96" + little_endian(~std::uint64_t{0}) + ".",
                    "the file ends within an opcode"),
      hostile_after("integer_of_2040_bits", kProto4, "\x8A\xFF" + std::string(255, '\x7F') + kStop,
                    "an integer of more than 64 bits"),
      hostile_after("global_of_megabytes",
                    kProto4 + long_text(std::string(3 * kMega, 'm')) + text("x"), "\x93.",
                    "not on the allow-list: 'mmm"),
      hostile_after("key_of_megabytes_twice", kProto4,
                    kEmptyDict + kMark + long_text(std::string(kMega, 'k')) + kMemoize + kNone +
                        get(0) + kNone + kSetitems + kStop,
                    "a dict has a key twice: 'kkk"),
      {"one_long_key_in_many_dicts",
       kProto4 + key + kEmptyList +
           times(100'000, kEmptyDict + get(0) + kNone + kSetitem + kAppend) + kTuple2 + kStop,
       kTooManyKeys,
       {}},
      {"keys_that_collide", dicts_of_colliding_keys(4), kTooManyKeys, {}},
  };
}

// A container that is walked as often as it is referred to.
std::vector<HostileFile> of_containers() {
  const std::string again = "containers that hold each other again and again";
  const std::string nothing = text("steps") + kEmptyList;
  std::string fields;
  for (int i = 0; i < 60; ++i) fields += text("field" + std::to_string(i)) + kNone;
  const std::string pipeline = object("sklearn.pipeline", "Pipeline", fields + nothing);
  const std::string room = long_text(std::string(20 * kMega, ' ')) + kTuple1;
  return {
      {"laughing_lists", kProto4 + laughs(kEmptyList, 40, 10) + kStop, again, {}},
      {"laughing_lists_with_room",
       zlib(kProto4 + room + laughs(kEmptyList, 40, 10) + kTuple2 + kStop),
       again,
       {}},
      {"laughing_pipelines_with_room",
       zlib(kProto4 + room + laughs(pipeline, 40, 10) + kTuple2 + kStop),
       again,
       {}},
      {"colliding_keys_with_room",
       zlib(kProto4 + room + dicts_of_colliding_keys(18).substr(2)),
       kTooManyKeys,
       {}},
      {"pipeline_of_many_fields",
       kProto4 +
           object("sklearn.pipeline", "Pipeline",
                  [] {
                    std::string all;
                    for (int i = 0; i < 100'000; ++i) all += text(std::to_string(i)) + kNone;
                    return all;
                  }()) +
           kStop,
       "an object of more than 64 fields",
       {}},
  };
}

}  // namespace

std::vector<HostileFile> resource_attacks() {
  std::vector<HostileFile> files = of_the_machine();
  for (HostileFile& file : of_containers()) files.push_back(std::move(file));
  return files;
}

}  // namespace alertsage::testing
