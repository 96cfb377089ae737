#include "core/base/located.hpp"
#include "core/load/strategy_list.hpp"

namespace alertsage {

std::shared_ptr<const Model> open_read(const ModelFiles& files) {
  const std::filesystem::path path = files.require_safetensors();
  return in_file(path, [&] { return std::make_shared<const Model>(read_whole_file(path)); });
}

}  // namespace alertsage
