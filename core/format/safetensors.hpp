// safetensors (https://github.com/huggingface/safetensors, README "Format"): an 8-byte
// little-endian header length, a JSON header, raw tensors. Reading checks everything that the
// reference reader checks, in O(header), and is stricter where that one is lax
// (docs/model-format.md lists each case): the header begins with '{', no key occurs twice, a tensor
// has no unknown field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/file.hpp"

namespace alertsage {

struct TensorInfo {
  std::string name;
  std::string dtype;                 // as in the header: "F32", "U64", …
  std::vector<std::uint64_t> shape;  // empty: a scalar
  std::uint64_t begin = 0;           // in bytes from the start of the data section
  std::uint64_t end = 0;

  std::uint64_t bytes() const noexcept { return end - begin; }
};

using Metadata = std::vector<std::pair<std::string, std::string>>;

struct Safetensors {
  std::vector<TensorInfo> tensors;  // by `begin`: they lie back to back and fill `data`
  Metadata metadata;                // in the header's order
  Bytes data;

  const TensorInfo* find(std::string_view name) const noexcept;
  Bytes bytes_of(const TensorInfo& tensor) const noexcept {
    return data.subspan(tensor.begin, tensor.bytes());
  }
};

// `file` is the whole file and must outlive the result; a header of more than `header_limit` bytes
// is refused (no default: the reference reader's 100 MB are no bound for anybody). Throws Error
// (format) that names the tensor, the key or the byte; nothing is allocated beyond what the header
// itself describes. O(header log header); does not look at the data section.
Safetensors parse_safetensors(Bytes file, std::uint64_t header_limit);

// The first part of a file: length and header, padded with spaces so that data starts at a multiple
// of `alignment`. REQUIRES: tensors lie back to back from 0 in the order given; alignment >= 8, a
// power of two.
std::string safetensors_header(std::span<const TensorInfo> tensors, const Metadata& metadata,
                               std::size_t alignment);

}  // namespace alertsage
