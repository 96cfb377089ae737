#include "bench/synthetic_model.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "core/load/bundle.hpp"

namespace alertsage::bench {
namespace {

constexpr std::size_t kClasses = 10;
constexpr std::size_t kTermBytes = 9;  // "t" and eight digits

// Bytes of the tensors that grow with the number of terms; the rest is below 4 KB.
std::uint64_t file_bytes(std::uint64_t terms) {
  const std::uint64_t row =
      kClasses * sizeof(float) + sizeof(float) + sizeof(std::uint32_t) + kTermBytes;
  return terms * row + std::bit_ceil(2 * terms) * sizeof(std::uint64_t);
}

// The largest number of terms that fits. The hash table doubles at each power of two, so that a few
// sizes just cannot be met from below; the search takes what comes closest.
std::uint64_t terms_for(std::uint64_t bytes) {
  std::uint64_t low = 1;
  std::uint64_t high = bytes;
  while (low + 1 < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    (file_bytes(middle) <= bytes ? low : high) = middle;
  }
  return low;
}

std::string term(std::uint64_t i) {
  return fmt::format("t{:08}", i);
}

}  // namespace

ModelData synthetic_model(std::uint64_t bytes) {
  ModelData model;
  model.settings.dtype = DType::f32;
  for (std::size_t i = 0; i < kClasses; ++i) model.labels.push_back(fmt::format("class_{}", i));
  const std::uint64_t terms = terms_for(bytes);
  model.intercepts.assign(kClasses, 0.0);
  model.terms.reserve(terms);
  model.idf.reserve(terms);
  model.weights.reserve(terms * kClasses);
  for (std::uint64_t i = 0; i < terms; ++i) {
    model.terms.push_back(term(i));
    model.idf.push_back(static_cast<float>(1.0 + std::log(1.0 + static_cast<double>(i))));
    for (std::uint64_t k = 0; k < kClasses; ++k) {
      // A weight that differs from its neighbours and has as many digits as a trained one.
      model.weights.push_back(static_cast<float>(std::sin(static_cast<double>(i * kClasses + k))));
    }
  }
  return model;
}

std::string synthetic_text() {
  std::string text;
  for (std::uint64_t i = 0; i < 40; ++i) text += term(i * 101) + " ";
  return text;
}

std::filesystem::path make_synthetic_bundle(const std::filesystem::path& directory,
                                            std::uint64_t megabytes, bool with_json) {
  std::filesystem::path bundle = directory / fmt::format("synthetic-{}MB", megabytes);
  std::vector<Form> missing;
  if (!std::filesystem::exists(bundle / kSafetensorsName)) missing.push_back(Form::safetensors);
  if (with_json && !std::filesystem::exists(bundle / kJsonName)) missing.push_back(Form::json);
  if (!missing.empty()) write_bundle(synthetic_model(megabytes * 1'000'000), bundle, missing);
  return bundle;
}

}  // namespace alertsage::bench
