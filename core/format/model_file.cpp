// Reading model files. Writing them is model_file_writer.cpp.
#include "core/format/model_file.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <charconv>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "core/format/model_file_keys.hpp"
#include "core/model/finite.hpp"

namespace alertsage {
namespace {

template <typename T>
constexpr std::string_view kDTypeOf = {};
template <>
constexpr std::string_view kDTypeOf<std::uint64_t> = "U64";
template <>
constexpr std::string_view kDTypeOf<std::uint32_t> = "U32";
template <>
constexpr std::string_view kDTypeOf<char> = "U8";

// Typed, named access to one parsed file.
class Parts {
 public:
  explicit Parts(const Safetensors& file) : file_(file) {}

  std::string_view text(std::string_view key) const {
    for (const auto& [name, value] : file_.metadata) {
      if (name == key) return value;
    }
    throw Error(ErrorKind::format, "the model file's metadata lacks a key",
                {.piece = std::string(key)});
  }

  bool flag(std::string_view key) const {
    const std::string_view value = text(key);
    if (value != "true" && value != "false") bad_value(key, value);
    return value == "true";
  }

  std::uint32_t number(std::string_view key) const { return number_of<std::uint32_t>(key); }

  std::optional<double> binarize() const {
    if (text(keys::kBinarize) == keys::kNone) return std::nullopt;
    const auto threshold = number_of<double>(keys::kBinarize);
    if (!is_threshold(threshold)) bad_value(keys::kBinarize, text(keys::kBinarize));
    return threshold;
  }

  // What is wrong with it is wrong at a place in the pattern, not in the file.
  TokenPattern token_pattern() const {
    const std::string_view pattern = text(keys::kTokenPattern);
    try {
      return TokenPattern(pattern);
    } catch (const Error& error) {
      throw Error(error.kind(), fmt::format("model file: token pattern: {}", error.cause()),
                  {.piece = error.place().piece});
    }
  }

  template <typename T>
  std::span<const T> vector(std::string_view name) const {
    const TensorInfo& info = tensor(name, kDTypeOf<T>, 1);
    return {static_cast<const T*>(data(info, alignof(T))), info.shape[0]};
  }

  Reals reals(std::string_view name, DType dtype, std::size_t rank) const {
    const TensorInfo& info = tensor(name, dtype == DType::f32 ? "F32" : "F64", rank);
    const std::size_t element = dtype == DType::f32 ? sizeof(float) : sizeof(double);
    return {.dtype = dtype, .data = data(info, element), .size = info.bytes() / element};
  }

  StringTable strings(std::string_view name) const {
    const auto bytes = vector<char>(fmt::format("{}.bytes", name));
    const auto offsets = vector<std::uint32_t>(fmt::format("{}.offsets", name));
    if (offsets.empty()) refuse(fmt::format("tensor '{}.offsets' is empty", name));
    return {std::string_view(bytes.data(), bytes.size()), offsets};
  }

  TermTable terms(std::string_view name) const {
    const StringTable held = strings(name);
    const auto slots = vector<std::uint64_t>(fmt::format("{}.slots", name));
    const std::uint32_t limit = number(fmt::format("{}.probe_limit", name));
    if (!slots.empty() && !std::has_single_bit(slots.size())) {
      refuse(
          fmt::format("'{}.slots' has {} entries, which is no power of two", name, slots.size()));
    }
    if (slots.size() / 2 < held.size()) {
      refuse(
          fmt::format("'{}.slots' has {} entries for {} strings", name, slots.size(), held.size()));
    }
    if (limit > kMaxProbes) refuse(fmt::format("'{}.probe_limit' exceeds {}", name, kMaxProbes));
    // The longest search passes each string once at most.
    if (limit > held.size()) refuse(fmt::format("'{}.probe_limit' exceeds the strings", name));
    return {held, slots, limit};
  }

 private:
  template <typename Number>
  Number number_of(std::string_view key) const {
    const std::string_view value = text(key);
    Number number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size()) bad_value(key, value);
    return number;
  }

  [[noreturn]] static void refuse(std::string_view cause) {
    throw Error(ErrorKind::format, fmt::format("model file: {}", cause));
  }
  [[noreturn]] static void bad_value(std::string_view key, std::string_view value) {
    throw Error(ErrorKind::format,
                fmt::format("model file: metadata key '{}' has a bad value", key),
                {.piece = std::string(value)});
  }

  const TensorInfo& tensor(std::string_view name, std::string_view dtype, std::size_t rank) const {
    const TensorInfo* info = file_.find(name);
    if (info == nullptr) refuse(fmt::format("tensor '{}' is missing", name));
    if (info->dtype != dtype || info->shape.size() != rank) {
      refuse(fmt::format("tensor '{}' is {} of rank {}, expected {} of rank {}", name,
                         printable(info->dtype), info->shape.size(), dtype, rank));
    }
    return *info;
  }

  const void* data(const TensorInfo& info, std::size_t alignment) const {
    const Bytes bytes = file_.bytes_of(info);
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignment != 0) {
      refuse(fmt::format("tensor '{}' is not aligned for its type", info.name));
    }
    return bytes.data();
  }

  const Safetensors& file_;
};

ModelSettings settings_of(const Parts& parts) {
  if (parts.text(keys::kFormat) != keys::kFormatName) {
    throw Error(ErrorKind::format, "a safetensors file, but no model file of this project",
                {.piece = std::string(parts.text(keys::kFormat))});
  }
  if (parts.text(keys::kVersion) != keys::kVersionNumber) {
    throw Error(ErrorKind::unsupported,
                fmt::format("model file: another format version than {}; import or train it again",
                            keys::kVersionNumber),
                {.piece = std::string(parts.text(keys::kVersion))});
  }
  ModelSettings settings;
  settings.text.cleaning = cleaning_named(parts.text(keys::kCleaning));
  settings.text.lowercase = parts.flag(keys::kLowercase);
  settings.text.strip_accents = strip_accents_named(parts.text(keys::kStripAccents));
  settings.text.analyzer = analyzer_named(parts.text(keys::kAnalyzer));
  settings.text.token_pattern = parts.token_pattern();
  settings.text.ngram_min = parts.number(keys::kNgramMin);
  settings.text.ngram_max = parts.number(keys::kNgramMax);
  check_ngrams(settings.text, ErrorKind::format);
  settings.binary = parts.flag(keys::kBinary);
  settings.sublinear_tf = parts.flag(keys::kSublinearTf);
  settings.use_idf = parts.flag(keys::kUseIdf);
  settings.norm = norm_named(parts.text(keys::kNorm));
  settings.binarize = parts.binarize();
  settings.link = link_named(parts.text(keys::kLink));
  settings.tie = tie_named(parts.text(keys::kTie));
  settings.label_type = label_type_named(parts.text(keys::kLabelType));
  settings.dtype = dtype_named(parts.text(keys::kDType));
  return settings;
}

void check_shapes(const ModelView& view, const Safetensors& file) {
  const std::size_t terms = view.terms.size();
  const std::size_t labels = view.labels.size();
  const std::size_t outputs = view.intercepts.size;
  const auto& weights_shape = file.find("weights")->shape;
  const bool single = outputs == 1 && labels == 2 && allows_single_output(view.settings.link);
  const bool one_each = outputs == labels && labels >= 2 && view.settings.link != Link::sigmoid;
  if (!single && !one_each) {
    throw Error(ErrorKind::mismatch,
                fmt::format("model file: {} labels and {} intercepts do not fit a {} head", labels,
                            outputs, name_of(view.settings.link)),
                {.piece = "intercepts"});
  }
  if (view.idf.size != terms || weights_shape[0] != terms || weights_shape[1] != outputs) {
    throw Error(ErrorKind::mismatch,
                fmt::format("model file: {} terms, {} idf values, weights {} x {}, {} intercepts",
                            terms, view.idf.size, weights_shape[0], weights_shape[1], outputs),
                {.piece = view.idf.size != terms ? "idf" : "weights"});
  }
}

ModelView view_of(const Safetensors& file) {
  const Parts parts(file);
  ModelView view{.settings = settings_of(parts),
                 .labels = parts.strings("labels"),
                 .stop_words = parts.terms("stop_words"),
                 .terms = parts.terms("terms"),
                 .idf = {},
                 .weights = {},
                 .intercepts = {}};
  view.idf = parts.reals("idf", view.settings.dtype, 1);
  view.weights = parts.reals("weights", view.settings.dtype, 2);
  view.intercepts = parts.reals("intercepts", view.settings.dtype, 1);
  check_shapes(view, file);
  return view;
}

void verify_strings(std::string_view name, const StringTable& strings) {
  const auto offsets = strings.offsets();
  if (offsets.front() != 0 || offsets.back() != strings.bytes().size()) {
    throw Error(ErrorKind::format,
                fmt::format("model file: '{}.offsets' does not span '{}.bytes'", name, name));
  }
  for (std::size_t i = 1; i < offsets.size(); ++i) {
    if (offsets[i] < offsets[i - 1]) {
      throw Error(ErrorKind::format,
                  fmt::format("model file: '{}.offsets' falls at index {}", name, i));
    }
  }
}

void verify_table(std::string_view name, const TermTable& table) {
  verify_strings(name, table.strings());
  std::size_t used = 0;
  for (const std::uint64_t slot : table.slots()) used += slot != 0 ? 1 : 0;
  if (used != table.size()) {
    throw Error(ErrorKind::format,
                fmt::format("model file: '{}.slots' holds {} entries for {} strings", name, used,
                            table.size()));
  }
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table.find(table[row]) != row) {
      throw Error(
          ErrorKind::format,
          fmt::format("model file: row {} of '{}' is not found by its own bytes", row, name),
          {.piece = std::string(table[row])});
    }
  }
}

template <typename Real>
void verify_finite(std::string_view name, const Reals& reals) {
  const std::span values(static_cast<const Real*>(reals.data), reals.size);
  if (const auto bad = first_not_finite(values)) {
    throw Error(ErrorKind::format,
                fmt::format("model file: '{}' holds {} at index {}", name, values[*bad], *bad));
  }
}

void verify_reals(std::string_view name, const Reals& reals) {
  if (reals.dtype == DType::f32) {
    verify_finite<float>(name, reals);
  } else {
    verify_finite<double>(name, reals);
  }
}

std::vector<double> doubles(const Reals& values) {
  std::vector<double> copy(values.size);
  for (std::size_t i = 0; i < values.size; ++i) copy[i] = values[i];
  return copy;
}

std::vector<std::string> copies(const StringTable& strings) {
  std::vector<std::string> copy;
  copy.reserve(strings.size());
  for (std::size_t i = 0; i < strings.size(); ++i) copy.emplace_back(strings[i]);
  return copy;
}

ModelData data_of(const Safetensors& file, const ModelView& view) {
  ModelData model;
  model.settings = view.settings;
  model.labels = copies(view.labels);
  model.stop_words = copies(view.stop_words.strings());
  model.terms = copies(view.terms.strings());
  model.idf = doubles(view.idf);
  model.weights = doubles(view.weights);
  model.intercepts = doubles(view.intercepts);
  for (const auto& [key, value] : file.metadata) {
    if (key.starts_with(keys::kSourcePrefix))
      model.provenance[key.substr(keys::kSourcePrefix.size())] = value;
  }
  check(model);
  return model;
}

}  // namespace

ModelView view_model(Bytes file) {
  return view_of(parse_safetensors(file, kModelHeaderLimit));
}

void verify_model(Bytes file) {
  const Safetensors parsed = parse_safetensors(file, kModelHeaderLimit);
  const ModelView view = view_of(parsed);
  const std::string_view stated = Parts(parsed).text(keys::kDataId);
  if (const std::string found = content_id(std::array{parsed.data}); stated != found) {
    throw Error(ErrorKind::format,
                fmt::format("model file: the data section's id is {}, the header says {}", found,
                            printable(stated)));
  }
  verify_strings("labels", view.labels);
  verify_table("stop_words", view.stop_words);
  verify_table("terms", view.terms);
  // In a table no string is twice, or one of them would not be found. Labels have none.
  const std::vector<std::string> labels = copies(view.labels);
  const TermTableBuilder table(views(labels));
  verify_reals("idf", view.idf);
  verify_reals("weights", view.weights);
  verify_reals("intercepts", view.intercepts);
}

ModelData unpack_model(Bytes file) {
  const Safetensors parsed = parse_safetensors(file, kModelHeaderLimit);
  const ModelView view = view_of(parsed);
  // Strings that overlap would be copied more often than the file is long.
  verify_strings("labels", view.labels);
  verify_strings("stop_words", view.stop_words.strings());
  verify_strings("terms", view.terms.strings());
  return data_of(parsed, view);
}

}  // namespace alertsage
