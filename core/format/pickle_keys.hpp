// Whether a dict has a key twice: Python keeps the last one, which lets two readers of one file see
// two models.
#pragma once

#include <cstdint>
#include <vector>

#include "core/format/pickle.hpp"

namespace alertsage::pickle {

class KeyCheck {
 public:
  // Throws Error: format where `dict` has a text or an integer twice as a key (keys of other kinds
  // cannot be looked up, and are left alone); unsupported where all checks of this instance have
  // read and compared more than `limit_bytes`. Without a limit, keys that collide, or one long key
  // that a small file uses a million times, cost more than the file accounts for. O(dict).
  void check(const Document& document, Value dict, std::uint64_t limit_bytes);

 private:
  struct Key {
    std::uint64_t hash;
    NodeId id;
  };
  void insert(const Document& document, Value dict, Key key);
  void spend(std::uint64_t bytes, Value dict);

  std::uint64_t spent_bytes_ = 0;
  std::uint64_t limit_bytes_ = 0;
  std::vector<std::uint64_t> slots_;  // high half of the hash, node; 0 where empty
};

}  // namespace alertsage::pickle
