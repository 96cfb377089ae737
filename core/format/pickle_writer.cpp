#include "core/format/pickle_writer.hpp"

#include <bit>
#include <charconv>

#include "core/base/error.hpp"
#include "core/format/pickle_text.hpp"

namespace alertsage::pickle {
namespace {

constexpr std::size_t kBufferSize = 256 * 1024;
constexpr std::uint64_t kArrayAlignment = 16;  // joblib's NUMPY_ARRAY_ALIGNMENT_BYTES

template <typename Number>
void append_number(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

Writer::Writer(const std::filesystem::path& path) : file_(path) {
  opcode('\x80');
  buffer_ += '\x04';
}

void Writer::opcode(char code) {
  if (buffer_.size() >= kBufferSize) raw({});
  buffer_ += code;
}

void Writer::integer(std::int64_t value) {
  if (value >= 0 && value <= UINT8_MAX) {
    opcode('K');
    append_number(buffer_, static_cast<std::uint8_t>(value));
  } else if (value >= 0 && value <= UINT16_MAX) {
    opcode('M');
    append_number(buffer_, static_cast<std::uint16_t>(value));
  } else if (value >= INT32_MIN && value <= INT32_MAX) {
    opcode('J');
    append_number(buffer_, static_cast<std::int32_t>(value));
  } else {
    opcode('\x8A');
    append_number(buffer_, std::uint8_t{sizeof value});
    append_number(buffer_, value);
  }
}

void Writer::real(double value) {
  opcode('G');
  append_number(buffer_, __builtin_bswap64(std::bit_cast<std::uint64_t>(value)));
}

void Writer::text(std::string_view value) {
  if (!is_utf8(value)) {
    throw Error(ErrorKind::format, "a pickle can hold only UTF-8", {.piece = std::string(value)});
  }
  if (value.size() <= UINT8_MAX) {
    opcode('\x8C');
    append_number(buffer_, static_cast<std::uint8_t>(value.size()));
  } else {
    opcode('\x8D');
    append_number(buffer_, static_cast<std::uint64_t>(value.size()));
  }
  buffer_ += value;
}

void Writer::global(std::string_view module, std::string_view name) {
  text(module);
  text(name);
  opcode('\x93');
}

void Writer::begin_object(std::string_view module, std::string_view name) {
  global(module, name);
  empty_tuple();
  opcode('\x81');  // NEWOBJ
  empty_dict();
  mark();
}

void Writer::end_object() {
  setitems();
  opcode('b');  // BUILD
}

void Writer::field(std::string_view name, std::string_view value) {
  text(name);
  text(value);
}

void Writer::field(std::string_view name, bool value) {
  text(name);
  boolean(value);
}

void Writer::field(std::string_view name, std::int64_t value) {
  text(name);
  integer(value);
}

void Writer::field(std::string_view name, double value) {
  text(name);
  real(value);
}

void Writer::field_none(std::string_view name) {
  text(name);
  none();
}

void Writer::begin_array(std::string_view dtype_code, std::span<const std::uint64_t> shape,
                         bool fortran) {
  begin_object("joblib.numpy_pickle", "NumpyArrayWrapper");
  field("subclass");
  global("numpy", "ndarray");
  field("shape");
  mark();
  for (const std::uint64_t length : shape) integer(static_cast<std::int64_t>(length));
  tuple();
  field("order", fortran ? "F" : "C");
  field("dtype");
  dtype(dtype_code);
  field("allow_mmap", true);
  field("numpy_array_alignment_bytes", std::int64_t{kArrayAlignment});
  end_object();
  pad_to_array();
}

// numpy.dtype(code, align=False, copy=True) and its state: (version, byte order, subarray, names,
// fields, item size, alignment, flags). Sizes are -1 for all but text, which is UCS-4.
void Writer::dtype(std::string_view code) {
  global("numpy", "dtype");
  mark();
  text(code);
  boolean(false);
  boolean(true);
  tuple();
  reduce();

  std::int64_t length = 0;
  std::from_chars(code.data() + 1, code.data() + code.size(), length);
  const bool is_text = code[0] == 'U';
  mark();
  integer(3);
  text("<");
  for (int i = 0; i < 3; ++i) none();
  integer(is_text ? 4 * length : -1);
  integer(is_text ? 4 : -1);
  integer(is_text ? 8 : 0);
  tuple();
  opcode('b');  // BUILD
}

// A byte that says how many bytes of padding follow it; never 0.
void Writer::pad_to_array() {
  const std::uint64_t after_byte = flushed_ + buffer_.size() + 1;
  const std::uint64_t padding = kArrayAlignment - after_byte % kArrayAlignment;
  buffer_ += static_cast<char>(padding);
  buffer_.append(padding, '\xFF');
}

void Writer::raw(Bytes bytes) {
  file_.write(as_bytes(buffer_));
  file_.write(bytes);
  flushed_ += buffer_.size() + bytes.size();
  buffer_.clear();
}

void Writer::finish() {
  opcode('.');
  raw({});
}

}  // namespace alertsage::pickle
