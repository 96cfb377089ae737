// Writing model files.
//
// Tensors are laid out by falling alignment (8, 4, 1 bytes), so that each is aligned for its type
// without a hole, which the format forbids; among equals the small ones come first, so that what
// every prediction reads lies near the header.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "core/base/version.hpp"
#include "core/format/model_file.hpp"
#include "core/format/model_file_keys.hpp"

namespace alertsage {
namespace {

constexpr std::size_t kDataAlignment = 64;

// A tensor before it has a place: what it is called and the bytes it holds.
struct Tensor {
  std::string name;
  std::string dtype;
  std::vector<std::uint64_t> shape;
  std::size_t alignment;
  Bytes bytes;
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
      entry(keys::kDataId, std::string(32, '0')),  // filled in when the data is there
      entry(keys::kCleaning, name_of(s.text.cleaning)),
      entry(keys::kLowercase, flag(s.text.lowercase)),
      entry(keys::kTokenPattern, name_of(s.text.token_pattern)),
      entry(keys::kNgramMin, std::to_string(s.text.ngram_min)),
      entry(keys::kNgramMax, std::to_string(s.text.ngram_max)),
      entry(keys::kBinary, flag(s.binary)),
      entry(keys::kSublinearTf, flag(s.sublinear_tf)),
      entry(keys::kUseIdf, flag(s.use_idf)),
      entry(keys::kNorm, name_of(s.norm)),
      entry(keys::kLink, name_of(s.link)),
      entry(keys::kDType, name_of(s.dtype)),
      entry("terms.probe_limit", std::to_string(terms.probe_limit())),
      entry("stop_words.probe_limit", std::to_string(stop_words.probe_limit())),
  };
  for (const auto& [key, value] : model.provenance) {
    metadata.push_back(entry(fmt::format("{}{}", keys::kSourcePrefix, key), value));
  }
  return metadata;
}

// Row numbers by ascending idf, then term bytes.
std::vector<std::size_t> row_order(const ModelData& model) {
  std::vector<std::size_t> order(model.terms.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return model.idf[a] != model.idf[b] ? model.idf[a] < model.idf[b]
                                        : model.terms[a] < model.terms[b];
  });
  return order;
}

// Reals in the model's dtype, rows of `width` in the order given.
std::vector<std::byte> encode(DType dtype, std::span<const double> values, std::size_t width,
                              std::span<const std::size_t> order) {
  const std::size_t element = dtype == DType::f32 ? sizeof(float) : sizeof(double);
  std::vector<std::byte> bytes(values.size() * element);
  std::byte* at = bytes.data();
  for (const std::size_t row : order) {
    for (const double value : values.subspan(row * width, width)) {
      const float narrow = static_cast<float>(value);
      std::memcpy(at, dtype == DType::f32 ? static_cast<const void*>(&narrow) : &value, element);
      at += element;
    }
  }
  return bytes;
}

template <typename T>
Tensor tensor(std::string name, std::string dtype, std::span<const T> values) {
  return {.name = std::move(name),
          .dtype = std::move(dtype),
          .shape = {values.size()},
          .alignment = alignof(T),
          .bytes = std::as_bytes(values)};
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

void add_reals(std::vector<Tensor>& tensors, std::string name, DType dtype,
               std::vector<std::uint64_t> shape, Bytes bytes) {
  tensors.push_back({.name = std::move(name),
                     .dtype = dtype == DType::f32 ? "F32" : "F64",
                     .shape = std::move(shape),
                     .alignment = dtype == DType::f32 ? sizeof(float) : sizeof(double),
                     .bytes = bytes});
}

std::vector<TensorInfo> place(std::vector<Tensor>& tensors) {
  std::sort(tensors.begin(), tensors.end(), [](const Tensor& a, const Tensor& b) {
    return std::tuple(b.alignment, a.bytes.size(), a.name) <
           std::tuple(a.alignment, b.bytes.size(), b.name);
  });
  std::vector<TensorInfo> placed;
  std::uint64_t at = 0;
  for (const Tensor& t : tensors) {
    placed.push_back({.name = t.name,
                      .dtype = t.dtype,
                      .shape = t.shape,
                      .begin = at,
                      .end = at + t.bytes.size()});
    at += t.bytes.size();
  }
  return placed;
}

PageBuffer assemble(std::vector<Tensor>& tensors, Metadata metadata) {
  const std::vector<TensorInfo> placed = place(tensors);
  std::vector<Bytes> data;
  for (const Tensor& t : tensors) data.push_back(t.bytes);
  const auto id = std::find_if(metadata.begin(), metadata.end(),
                               [](const auto& entry) { return entry.first == keys::kDataId; });
  id->second = content_id(data);
  const std::string header = safetensors_header(placed, metadata, kDataAlignment);
  if (header.size() > kModelHeaderLimit) {
    throw Error(ErrorKind::unsupported,
                "the model's provenance is too long for a model file's header");
  }

  PageBuffer file(header.size() + (placed.empty() ? 0 : placed.back().end));
  std::byte* at = file.writable().data();
  const auto append = [&](Bytes bytes) { at = std::copy(bytes.begin(), bytes.end(), at); };
  append(as_bytes(header));
  for (const Bytes bytes : data) append(bytes);
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
  const auto idf = encode(dtype, model.idf, 1, order);
  const auto weights = encode(dtype, model.weights, model.outputs(), order);
  const auto intercepts = encode(dtype, model.intercepts, model.outputs(), one_row);

  std::vector<Tensor> tensors;
  add_strings(tensors, "labels", labels.table().strings());
  add_table(tensors, "stop_words", stop_words.table());
  add_table(tensors, "terms", terms.table());
  add_reals(tensors, "idf", dtype, {order.size()}, idf);
  add_reals(tensors, "weights", dtype, {order.size(), model.outputs()}, weights);
  add_reals(tensors, "intercepts", dtype, {model.outputs()}, intercepts);
  return assemble(tensors, metadata_of(model, terms.table(), stop_words.table()));
}

}  // namespace alertsage
