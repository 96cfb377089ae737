// Pickles put together by hand: each function is one opcode, as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace alertsage::testing {

template <typename Number>
std::string little_endian(Number number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

inline const std::string kProto4 = "\x80\x04";
inline const std::string kMark = "(";
inline const std::string kStop = ".";
inline const std::string kNone = "N";
inline const std::string kMemoize = "\x94";
inline const std::string kEmptyTuple = ")";
inline const std::string kEmptyList = "]";
inline const std::string kEmptyDict = "}";
inline const std::string kAppend = "a";
inline const std::string kAppends = "e";
inline const std::string kSetitem = "s";
inline const std::string kSetitems = "u";
inline const std::string kTuple = "t";
inline const std::string kTuple1 = "\x85";
inline const std::string kTuple2 = "\x86";
inline const std::string kReduce = "R";
inline const std::string kNewobj = "\x81";
inline const std::string kBuild = "b";

inline std::string text(std::string_view value) {
  return '\x8C' + std::string(1, static_cast<char>(value.size())) + std::string(value);
}
inline std::string integer(std::uint8_t value) {
  return 'K' + little_endian(value);
}
inline std::string integer(std::int32_t value) {
  return 'J' + little_endian(value);
}
inline std::string get(std::uint8_t index) {
  return 'h' + little_endian(index);
}
inline std::string frame(std::string_view content) {
  return '\x95' + little_endian(std::uint64_t{content.size()}) + std::string(content);
}
inline std::string global(std::string_view module, std::string_view name) {
  return text(module) + text(name) + '\x93';
}

// numpy.dtype(code) and the state that NumPy gives it.
inline std::string dtype(std::string_view code, std::string_view order = "<") {
  return global("numpy", "dtype") + kMark + text(code) + "\x89\x88" + kTuple + kReduce + kMark +
         integer(std::uint8_t{3}) + text(order) + kNone + kNone + kNone + integer(-1) +
         integer(-1) + integer(std::uint8_t{0}) + kTuple + kBuild;
}

// An object of a class: its fields are a text and a value each.
inline std::string object(std::string_view module, std::string_view name, std::string_view fields) {
  return global(module, name) + kEmptyTuple + kNewobj + kEmptyDict + kMark + std::string(fields) +
         kSetitems + kBuild;
}

// joblib's wrapper without alignment; the array's bytes follow it.
inline std::string wrapper(std::string_view dtype_opcodes, std::string_view shape_opcodes) {
  return object("joblib.numpy_pickle", "NumpyArrayWrapper",
                text("subclass") + global("numpy", "ndarray") + text("shape") +
                    std::string(shape_opcodes) + text("order") + text("C") + text("dtype") +
                    std::string(dtype_opcodes) + text("allow_mmap") + "\x88");
}

}  // namespace alertsage::testing
