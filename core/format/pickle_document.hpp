// The memory of a pickle as inert data: an arena of nodes that point into the stream's bytes, and
// how large it may grow. core/format/pickle_machine.hpp fills it, core/format/pickle.hpp reads it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/file.hpp"
#include "core/format/pickle_node.hpp"

namespace alertsage::pickle {

inline constexpr std::uint8_t kMaxDepth = 64;
inline constexpr std::size_t kMaxFields = 64;  // scikit-learn's largest estimators have about 30

class Document {
 public:
  // `source_bytes` is the size of the file that the input comes from; less, where that is
  // compressed. How many values a pickle may have depends on both, so that a small file cannot make
  // a large document. Throws Error (unsupported) for 4 GiB or more: nodes hold 32-bit offsets.
  Document(Bytes input, std::uint64_t source_bytes);

  Bytes input() const noexcept { return input_; }

  // No fewer than how often values are parts of others.
  std::size_t references() const noexcept { return items_.size() + 2 * nodes_.size(); }

 private:
  friend class Machine;
  friend class Value;
  template <typename Element>
  friend class Range;

  struct Limits {
    std::size_t nodes;
    std::size_t items;  // entries of items_
  };

  Bytes input_;
  Limits limits_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> items_;  // chunks: count, next chunk or 0, then that many nodes
};

}  // namespace alertsage::pickle
