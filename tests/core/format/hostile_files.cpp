#include "tests/core/format/hostile_files.hpp"

#include <iterator>

namespace alertsage::testing {

std::vector<HostileFile> hostile_files() {
  std::vector<HostileFile> all;
  for (const auto of_a_kind : {hostile_opcodes, hostile_globals, hostile_arrays, hostile_models,
                               resource_attacks, hostile_amplifiers, hostile_containers}) {
    std::vector<HostileFile> files = of_a_kind();
    all.insert(all.end(), std::make_move_iterator(files.begin()),
               std::make_move_iterator(files.end()));
  }
  return all;
}

}  // namespace alertsage::testing
