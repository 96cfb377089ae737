// Writing model files.
//
// Tensors are laid out by falling alignment (8, 4, 1 bytes), so that each is aligned for its type
// without a hole, which the format forbids; among equals the small ones come first, so that what
// every prediction reads lies near the header.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <numeric>
#include <tuple>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "core/base/version.hpp"
#include "core/format/model_file.hpp"
#include "core/format/model_file_keys.hpp"

namespace alertsage {
namespace {

constexpr std::size_t kDataAlignment = 64;
constexpr std::string_view kNoDataId = "00000000000000000000000000000000";  // as long as one

// A tensor before it has a place: what it is called, how large it is, and what writes it where it
// will lie. Numbers are converted on their way there, not into a copy first.
struct Tensor {
  std::string name;
  std::string dtype;
  std::vector<std::uint64_t> shape;
  std::size_t alignment;
  std::size_t size;  // bytes
  std::function<void(std::byte*)> write;
};

std::string flag(bool value) {
  return value ? "true" : "false";
}

Metadata metadata_of(const ModelData& model, const TermTable& terms, const TermTable& stop_words) {
  const ModelSettings& s = model.settings;
  const auto entry = [](std::string_view key, std::string_view value) {
    return std::pair(std::string(key), std::string(value));
  };
  Metadata metadata = {
      entry(keys::kFormat, keys::kFormatName),
      entry(keys::kVersion, keys::kVersionNumber),
      entry(keys::kWriter, fmt::format("alertsage {}", version())),
      entry(keys::kDataId, kNoDataId),  // filled in when the data is there
      entry(keys::kCleaning, name_of(s.text.cleaning)),
      entry(keys::kLowercase, flag(s.text.lowercase)),
      entry(keys::kStripAccents, name_of(s.text.strip_accents)),
      entry(keys::kAnalyzer, name_of(s.text.analyzer)),
      entry(keys::kTokenPattern, s.text.token_pattern.python()),
      entry(keys::kNgramMin, std::to_string(s.text.ngram_min)),
      entry(keys::kNgramMax, std::to_string(s.text.ngram_max)),
      entry(keys::kBinary, flag(s.binary)),
      entry(keys::kSublinearTf, flag(s.sublinear_tf)),
      entry(keys::kUseIdf, flag(s.use_idf)),
      entry(keys::kNorm, name_of(s.norm)),
      entry(keys::kBinarize,
            s.binarize ? fmt::format("{}", *s.binarize) : std::string(keys::kNone)),
      entry(keys::kLink, name_of(s.link)),
      entry(keys::kTie, name_of(s.tie)),
      entry(keys::kLabelType, name_of(s.label_type)),
      entry(keys::kDType, name_of(s.dtype)),
      entry("terms.probe_limit", std::to_string(terms.probe_limit())),
      entry("stop_words.probe_limit", std::to_string(stop_words.probe_limit())),
  };
  for (const auto& [key, value] : model.provenance) {
    metadata.push_back(entry(fmt::format("{}{}", keys::kSourcePrefix, key), value));
  }
  return metadata;
}

// Row numbers by term bytes. scikit-learn's vocabularies are in that order already.
std::vector<std::size_t> rows_by_term(const std::vector<std::string>& terms) {
  std::vector<std::size_t> rows(terms.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  if (!std::is_sorted(terms.begin(), terms.end())) {
    std::sort(rows.begin(), rows.end(),
              [&](std::size_t a, std::size_t b) { return terms[a] < terms[b]; });
  }
  return rows;
}

struct RowKey {
  std::uint64_t idf;  // ordered_bits
  std::size_t row;
};

// Integers in the order of the numbers that they are made from. REQUIRES: `number` is no NaN.
std::uint64_t ordered_bits(double number) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
  const auto bits = std::bit_cast<std::uint64_t>(number + 0.0);  // -0.0 becomes 0.0
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

// Stable, by radix from the lowest byte: without comparisons, half of which a processor guesses
// wrongly. Bytes in which all are alike cost a count.
void sort_by_idf(std::vector<RowKey>& keys) {
  std::vector<RowKey> sorted(keys.size());
  for (unsigned shift = 0; shift < 64; shift += 8) {
    std::array<std::size_t, 257> place{};  // where rows with a byte go, one further
    for (const RowKey& key : keys) ++place[(key.idf >> shift & 0xFF) + 1];
    if (std::find(place.begin(), place.end(), keys.size()) != place.end()) continue;
    std::partial_sum(place.begin(), place.end(), place.begin());
    for (const RowKey& key : keys) sorted[place[key.idf >> shift & 0xFF]++] = key;
    keys.swap(sorted);
  }
}

// Row numbers by ascending idf, then term bytes.
std::vector<std::size_t> row_order(const ModelData& model) {
  std::vector<RowKey> keys;
  keys.reserve(model.terms.size());
  for (const std::size_t row : rows_by_term(model.terms)) {
    keys.push_back({ordered_bits(model.idf[row]), row});
  }
  sort_by_idf(keys);
  std::vector<std::size_t> order(keys.size());
  std::transform(keys.begin(), keys.end(), order.begin(),
                 [](const RowKey& key) { return key.row; });
  return order;
}

// Rows of `width` in the order given. REQUIRES: `at` is aligned for Real.
template <typename Real>
void write_rows(std::span<const double> values, std::size_t width,
                std::span<const std::size_t> order, std::byte* at) {
  auto* out = reinterpret_cast<Real*>(at);
  for (const std::size_t row : order) {
    const double* const from = values.data() + row * width;
    for (std::size_t i = 0; i < width; ++i) out[i] = static_cast<Real>(from[i]);
    out += width;
  }
}

template <typename T>
Tensor tensor(const std::string& name, std::string_view dtype, std::span<const T> values) {
  return {.name = name,
          .dtype = std::string(dtype),
          .shape = {values.size()},
          .alignment = alignof(T),
          .size = values.size_bytes(),
          .write = [values](std::byte* at) {
            if (!values.empty()) std::memcpy(at, values.data(), values.size_bytes());
          }};
}

void add_strings(std::vector<Tensor>& tensors, const std::string& name,
                 const StringTable& strings) {
  tensors.push_back(tensor<char>(name + ".bytes", "U8", strings.bytes()));
  tensors.push_back(tensor<std::uint32_t>(name + ".offsets", "U32", strings.offsets()));
}

void add_table(std::vector<Tensor>& tensors, const std::string& name, const TermTable& table) {
  add_strings(tensors, name, table.strings());
  tensors.push_back(tensor<std::uint64_t>(name + ".slots", "U64", table.slots()));
}

// Rows of reals and the order in which they are written. Both must outlive the tensor.
struct Rows {
  std::span<const double> values;
  std::span<const std::size_t> order;
};

// In the model's dtype, with as many columns as `shape` says.
void add_reals(std::vector<Tensor>& tensors, const std::string& name, DType dtype,
               std::vector<std::uint64_t> shape, const Rows& rows) {
  const auto [values, order] = rows;
  const std::size_t width = order.empty() ? 0 : values.size() / order.size();
  const bool narrow = dtype == DType::f32;
  const std::size_t element = narrow ? sizeof(float) : sizeof(double);
  tensors.push_back({.name = name,
                     .dtype = narrow ? "F32" : "F64",
                     .shape = std::move(shape),
                     .alignment = element,
                     .size = values.size() * element,
                     .write = [rows, width, narrow](std::byte* at) {
                       narrow ? write_rows<float>(rows.values, width, rows.order, at)
                              : write_rows<double>(rows.values, width, rows.order, at);
                     }});
}

std::vector<TensorInfo> place(std::vector<Tensor>& tensors) {
  std::sort(tensors.begin(), tensors.end(), [](const Tensor& a, const Tensor& b) {
    return std::tie(b.alignment, a.size, a.name) < std::tie(a.alignment, b.size, b.name);
  });
  std::vector<TensorInfo> placed;
  std::uint64_t at = 0;
  for (const Tensor& t : tensors) {
    placed.push_back(
        {.name = t.name, .dtype = t.dtype, .shape = t.shape, .begin = at, .end = at + t.size});
    at += t.size;
  }
  return placed;
}

// The header comes before the data and names the data's id; so the data is written first, behind a
// header in which the id is yet to be filled in.
PageBuffer assemble(std::vector<Tensor>& tensors, const Metadata& metadata) {
  const std::vector<TensorInfo> placed = place(tensors);
  std::string header = safetensors_header(placed, metadata, kDataAlignment);
  if (header.size() > kModelHeaderLimit) {
    throw Error(ErrorKind::unsupported,
                "the model's token pattern or provenance is too long for a model file's header");
  }
  PageBuffer file(header.size() + (placed.empty() ? 0 : placed.back().end));
  const std::span<std::byte> data = file.writable().subspan(header.size());
  for (std::size_t i = 0; i < tensors.size(); ++i) tensors[i].write(data.data() + placed[i].begin);

  const std::string key = fmt::format("\"{}\":\"", keys::kDataId);
  header.replace(header.find(key) + key.size(), kNoDataId.size(),
                 content_id(std::array{Bytes(data)}));
  std::memcpy(file.writable().data(), header.data(), header.size());
  return file;
}

}  // namespace

PageBuffer pack_model(const ModelData& model) {
  check_values(model);
  const std::vector<std::size_t> order = row_order(model);
  const std::vector<std::size_t> one_row = {0};
  std::vector<std::string_view> ordered_terms;
  ordered_terms.reserve(order.size());
  for (const std::size_t row : order) ordered_terms.push_back(model.terms[row]);

  const TermTableBuilder labels(views(model.labels));
  const TermTableBuilder stop_words(views(model.stop_words));
  const TermTableBuilder terms(ordered_terms);
  const DType dtype = model.settings.dtype;
  std::vector<Tensor> tensors;
  add_strings(tensors, "labels", labels.table().strings());
  add_table(tensors, "stop_words", stop_words.table());
  add_table(tensors, "terms", terms.table());
  add_reals(tensors, "idf", dtype, {order.size()}, {model.idf, order});
  add_reals(tensors, "weights", dtype, {order.size(), model.outputs()}, {model.weights, order});
  add_reals(tensors, "intercepts", dtype, {model.outputs()}, {model.intercepts, one_row});
  return assemble(tensors, metadata_of(model, terms.table(), stop_words.table()));
}

}  // namespace alertsage
