// Arrays that lie about themselves, and what hides behind and within them.
#include "tests/core/format/hostile_files.hpp"
#include "tests/core/format/pickle_assembler.hpp"

namespace alertsage::testing {
namespace {

const std::string kHuge = "\x8A\x08" + little_endian(std::uint64_t{1} << 62);

std::string length(std::uint8_t count) {
  return integer(count) + kTuple1;
}

// The one field of the wrapper that is not as it should be, refused at byte `at` of its value.
HostileFile wrapped(const std::string& name, const std::string& type, const std::string& shape,
                    std::string_view culprit, const std::string& says) {
  const std::string bytes = kProto4 + wrapper(type, shape) + std::string(64, 'x') + kStop;
  return {"array_" + name, bytes, says, bytes.find(culprit)};
}

// An array that claims to have more bytes than the file.
HostileFile beyond_the_file(const std::string& name, const std::string& type,
                            const std::string& shape) {
  return hostile_after("array_" + name, kProto4 + wrapper(type, shape),
                       std::string(64, 'x') + kStop, "the file ends within an array of shape");
}

// The pickle of an object array of two.
std::string objects(const std::string& items) {
  return kProto4 + global("numpy.core.multiarray", "_reconstruct") + kMark +
         global("numpy", "ndarray") + length(0) + "C\x01" + "b" + kTuple + kReduce + kMark +
         integer(std::uint8_t{1}) + length(2) + dtype("O8", "|") + "\x89" + kEmptyList + kMark +
         items + kAppends + kTuple + kBuild + kStop;
}

// joblib hands such a pickle to Python's own unpickler.
HostileFile nested(const std::string& name, const std::string& pickle, std::string_view culprit,
                   const std::string& says) {
  const std::string before = kProto4 + kEmptyList + wrapper(dtype("O8", "|"), length(2));
  const std::uint64_t at = culprit.empty() ? 0 : pickle.find(culprit);
  return {"nested_" + name, before + pickle + kAppend + kStop, says, before.size() + at};
}

std::string object_dtype_with(std::string_view part) {
  return global("numpy", "dtype") + kMark + text("V8") + "\x89\x88" + kTuple + kReduce + kMark +
         integer(std::uint8_t{3}) + text("|") + kNone + std::string(part) + kNone + integer(-1) +
         integer(-1) + integer(std::uint8_t{0}) + kTuple + kBuild;
}

std::vector<HostileFile> of_shapes() {
  std::string five = kMark;
  for (std::uint8_t i = 1; i <= 5; ++i) five += integer(i);
  return {
      beyond_the_file("of_2^62", dtype("f8"), kHuge + kTuple1),
      beyond_the_file("of_wide_text", dtype("U99999999"), length(200)),
      beyond_the_file("whose_bytes_overflow", dtype("f8"),
                      "\x8A\x08" + little_endian(std::uint64_t{1} << 61) + kTuple1),
      wrapped("whose_items_overflow", dtype("f8"), kMark + kHuge + kHuge + kTuple, kHuge + kTuple,
              "an array of more than 2^64 items"),
      wrapped("of_negative_length", dtype("f8"), integer(-3) + kTuple1, integer(-3),
              "a negative length"),
      wrapped("of_5_dimensions", dtype("f8"), five + kTuple, integer(std::uint8_t{5}) + kTuple,
              "an array of more than 4 dimensions"),
      wrapped("whose_shape_is_text", dtype("f8"), text("8"), text("8"),
              "expected a tuple, found text"),
  };
}

}  // namespace

std::vector<HostileFile> hostile_arrays() {
  std::vector<HostileFile> files = of_shapes();
  const std::string call =
      global("os", "system") + text("echo harm") + kTuple1 + kReduce;  // culprit at its end
  const std::string after_names = "\x93" + text("echo harm");
  const std::vector<HostileFile> more = {
      wrapped("of_big_endian_numbers", dtype("f8", ">"), length(1), text(">"),
              "big-endian numbers"),
      wrapped("of_a_record_type", dtype("V8"), length(1), text("V8"),
              "an element type that models do not use: 'V8'"),
      wrapped("of_a_type_with_fields", object_dtype_with(text("harm") + kTuple1), length(1),
              text("V8"), "an element type that models do not use: 'V8'"),
      wrapped("of_long_double", dtype("f16"), length(1), text("f16"),
              "an element type that models do not use: 'f16'"),
      hostile_after("payload_after_an_array",
                    kProto4 + kEmptyList + wrapper(dtype("f8"), length(1)) + "12345678" + kAppend +
                        text("os") + text("system"),
                    "\x93" + text("echo harm") + kTuple1 + kReduce + kAppend + kStop,
                    "not on the allow-list: 'os.system'"),
      hostile_after(
          "array_within_a_frame",
          kProto4 + "\x95" + little_endian(std::uint64_t{1000}) +
              wrapper(dtype("f8"), length(1)).substr(0, wrapper(dtype("f8"), length(1)).size() - 1),
          kBuild + std::string(1000, '.'), "an array within a frame"),
      nested("pickle_with_a_payload", objects(text("a") + call), after_names,
             "not on the allow-list: 'os.system'"),
      nested("pickle_that_is_a_payload", kProto4 + call + kStop, after_names,
             "not on the allow-list: 'os.system'"),
      nested("array_in_a_nested_pickle",
             objects(text("a") + wrapper(dtype("O8", "|"), length(2)) + objects(call)), "",
             "an array within an object array"),
      nested("protocol_0", "cos\nsystem\n(Vecho harm\ntR.", "",
             "not a pickle of protocol 2 or later"),
      nested("pickle_of_no_array", kProto4 + kNone + kStop, kNone, "expected an array"),
      nested("pickle_of_too_few", objects(text("a")), kEmptyList + kMark,
             "1 objects in an array of shape (2)"),
  };
  files.insert(files.end(), more.begin(), more.end());
  return files;
}

}  // namespace alertsage::testing
