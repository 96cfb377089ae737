#include "core/format/safetensors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are used where they lie");

constexpr std::uint64_t kLengthBytes = 8;

[[noreturn]] void refuse(std::string_view cause, std::string_view piece = {}) {
  throw Error(ErrorKind::format, fmt::format("safetensors header: {}", cause),
              {.piece = std::string(piece)});
}

// Bits of one element; the reference's list as of 2026-05 (safetensors/src/tensor.rs).
std::optional<std::uint64_t> bits_of(std::string_view dtype) {
  constexpr std::pair<std::string_view, std::uint64_t> kBits[] = {
      {"F64", 64},        {"F32", 32},       {"U8", 8},      {"U32", 32},    {"U64", 64},
      {"BOOL", 8},        {"I8", 8},         {"I16", 16},    {"U16", 16},    {"F16", 16},
      {"BF16", 16},       {"I32", 32},       {"I64", 64},    {"C64", 64},    {"F4", 4},
      {"F6_E2M3", 6},     {"F6_E3M2", 6},    {"F8_E5M2", 8}, {"F8_E4M3", 8}, {"F8_E8M0", 8},
      {"F8_E4M3FNUZ", 8}, {"F8_E5M2FNUZ", 8}};
  for (const auto& [name, bits] : kBits) {
    if (name == dtype) return bits;
  }
  return std::nullopt;
}

// Receives the header's JSON as events. A DOM would cost more than everything else that opening
// does, and would have forgotten which keys came twice by the time we could ask.
class HeaderEvents final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit HeaderEvents(Safetensors& into) : into_(into) {}

  bool start_object(std::size_t) override {
    if (state_ == State::start) {
      state_ = State::names;
    } else if (state_ == State::names && name_ == "__metadata__") {
      if (metadata_seen_) refuse("a key occurs twice", name_);
      metadata_seen_ = true;
      state_ = State::metadata;
    } else if (state_ == State::names) {
      tensor_ = {.name = name_, .dtype = {}, .shape = {}};
      fields_ = 0;
      state_ = State::tensor;
    } else {
      unexpected("an object");
    }
    return true;
  }

  bool end_object() override {
    if (state_ == State::tensor) finish_tensor();
    state_ = state_ == State::names ? State::end : State::names;
    return true;
  }

  bool key(string_t& key) override {
    if (state_ == State::names) {
      name_ = key;
    } else if (state_ == State::metadata) {
      into_.metadata.emplace_back(key, std::string());
    } else {
      start_field(key);
    }
    return true;
  }

  bool string(string_t& value) override {
    if (state_ == State::metadata) {
      into_.metadata.back().second = value;
    } else if (state_ == State::tensor && field_ == kDType) {
      tensor_.dtype = value;
    } else {
      unexpected("a string");
    }
    return true;
  }

  bool start_array(std::size_t) override {
    if (state_ != State::tensor || in_array_ || (field_ != kShape && field_ != kOffsets))
      unexpected("an array");
    in_array_ = true;
    return true;
  }

  bool end_array() override {
    in_array_ = false;
    return true;
  }

  bool number_unsigned(number_unsigned_t value) override {
    if (!in_array_) unexpected("a number");
    (field_ == kShape ? tensor_.shape : offsets_).push_back(value);
    return true;
  }

  bool null() override { unexpected("null"); }
  bool boolean(bool) override { unexpected("a boolean"); }
  bool number_integer(number_integer_t) override { unexpected("a negative number"); }
  bool number_float(number_float_t, const string_t&) override {
    unexpected("a number that is no integer");
  }
  bool binary(binary_t&) override { unexpected("binary data"); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    const std::string_view message = error.what();
    const bool encoding = message.find("UTF-8") != std::string_view::npos;
    throw Error(ErrorKind::format,
                fmt::format("safetensors header: not strict {}", encoding ? "UTF-8" : "JSON"),
                {.offset = kLengthBytes + position - 1});
  }

 private:
  enum class State { start, names, metadata, tensor, end };
  // Bits, to see whether all have come.
  using Field = unsigned;
  static constexpr Field kNone = 0;
  static constexpr Field kDType = 1;
  static constexpr Field kShape = 2;
  static constexpr Field kOffsets = 4;

  [[noreturn]] void unexpected(std::string_view what) const {
    refuse(fmt::format("{} where the format has none", what),
           state_ == State::metadata ? "__metadata__" : name_);
  }

  void start_field(std::string_view key) {
    field_ = key == "dtype"          ? kDType
             : key == "shape"        ? kShape
             : key == "data_offsets" ? kOffsets
                                     : kNone;
    if (field_ == kNone)
      refuse(fmt::format("tensor '{}' has an unknown field", printable(name_)), key);
    if ((fields_ & field_) != 0)
      refuse(fmt::format("tensor '{}' has a field twice", printable(name_)), key);
    fields_ |= field_;
    if (field_ == kOffsets) offsets_.clear();
  }

  void finish_tensor() {
    if (fields_ != (kDType | kShape | kOffsets))
      refuse("a tensor lacks dtype, shape or data_offsets", name_);
    if (offsets_.size() != 2) refuse("data_offsets is not a pair", name_);
    tensor_.begin = offsets_[0];
    tensor_.end = offsets_[1];
    into_.tensors.push_back(std::move(tensor_));
  }

  Safetensors& into_;
  State state_ = State::start;
  std::string name_;
  TensorInfo tensor_;
  Field field_ = kNone;
  unsigned fields_ = 0;
  bool in_array_ = false;
  bool metadata_seen_ = false;
  std::vector<std::uint64_t> offsets_;
};

std::uint64_t size_by_shape(const TensorInfo& tensor) {
  const auto element_bits = bits_of(tensor.dtype);
  if (!element_bits)
    refuse(fmt::format("tensor '{}' has an unknown dtype", printable(tensor.name)), tensor.dtype);
  std::uint64_t bits = *element_bits;
  for (const std::uint64_t extent : tensor.shape) {
    if (__builtin_mul_overflow(bits, extent, &bits))
      refuse("a tensor's shape overflows", tensor.name);
  }
  if (bits % 8 != 0) refuse("a tensor does not end on a byte", tensor.name);
  return bits / 8;
}

// Tensors must fill the data section, which begins at byte `data_at`: no hole, no overlap, nothing
// behind the last.
void check_geometry(Safetensors& file, std::uint64_t data_at) {
  std::sort(file.tensors.begin(), file.tensors.end(), [](const TensorInfo& a, const TensorInfo& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::uint64_t expected = 0;
  for (const TensorInfo& tensor : file.tensors) {
    if (tensor.begin != expected || tensor.end < tensor.begin) {
      refuse(fmt::format("data_offsets [{}, {}] where a tensor must begin at {}", tensor.begin,
                         tensor.end, expected),
             tensor.name);
    }
    if (const std::uint64_t size = size_by_shape(tensor); size != tensor.bytes()) {
      refuse(fmt::format("dtype and shape give {} bytes, data_offsets {}", size, tensor.bytes()),
             tensor.name);
    }
    expected = tensor.end;
  }
  if (expected != file.data.size()) {
    throw Error(
        ErrorKind::format,
        fmt::format(
            "safetensors: the tensors fill {} bytes, the data section has {}: the file is {}",
            expected, file.data.size(), expected > file.data.size() ? "truncated" : "too long"),
        {.offset = data_at + std::min<std::uint64_t>(expected, file.data.size())});
  }
}

void check_distinct(std::vector<std::string_view> names) {
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) refuse("a key occurs twice", *twice);
}

void check_names(const Safetensors& file) {
  std::vector<std::string_view> tensors;
  for (const TensorInfo& tensor : file.tensors) tensors.push_back(tensor.name);
  check_distinct(std::move(tensors));
  std::vector<std::string_view> metadata;
  for (const auto& [key, value] : file.metadata) metadata.push_back(key);
  check_distinct(std::move(metadata));
}

}  // namespace

const TensorInfo* Safetensors::find(std::string_view name) const noexcept {
  const auto found = std::find_if(tensors.begin(), tensors.end(),
                                  [&](const TensorInfo& t) { return t.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

Safetensors parse_safetensors(Bytes file, std::uint64_t header_limit) {
  if (file.size() < kLengthBytes) {
    throw Error(ErrorKind::format,
                fmt::format("{} bytes are too few for a safetensors file", file.size()));
  }
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), kLengthBytes);
  if (length > header_limit) {
    throw Error(ErrorKind::format,
                fmt::format("safetensors: the header claims {} bytes, {} are allowed", length,
                            header_limit),
                {.offset = 0});
  }
  if (length > file.size() - kLengthBytes) {
    throw Error(
        ErrorKind::format,
        fmt::format("safetensors: the header claims {} bytes, the file has {} behind the length",
                    length, file.size() - kLengthBytes),
        {.offset = 0});
  }
  const std::string_view header = as_text(file.subspan(kLengthBytes, length));
  if (!header.starts_with('{')) {
    throw Error(ErrorKind::format, "safetensors: the header does not begin with '{'",
                {.offset = kLengthBytes});
  }
  Safetensors result;
  result.data = file.subspan(kLengthBytes + length);
  HeaderEvents events(result);
  nlohmann::json::sax_parse(header.begin(), header.end(), &events);
  check_names(result);
  check_geometry(result, kLengthBytes + length);
  return result;
}

std::string safetensors_header(std::span<const TensorInfo> tensors, const Metadata& metadata,
                               std::size_t alignment) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [key, value] : metadata) json["__metadata__"][key] = value;
  for (const TensorInfo& tensor : tensors) {
    json[tensor.name] = {{"dtype", tensor.dtype},
                         {"shape", tensor.shape},
                         {"data_offsets", {tensor.begin, tensor.end}}};
  }
  std::string text = json.dump();
  text.resize((kLengthBytes + text.size() + alignment - 1) / alignment * alignment - kLengthBytes,
              ' ');
  const std::uint64_t length = text.size();
  std::string file_start(kLengthBytes, '\0');
  std::memcpy(file_start.data(), &length, kLengthBytes);
  return file_start + text;
}

}  // namespace alertsage
