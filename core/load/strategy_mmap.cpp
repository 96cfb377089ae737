#include "core/base/located.hpp"
#include "core/load/strategy_list.hpp"

namespace alertsage {

std::shared_ptr<const Model> open_mmap(const ModelFiles& files) {
  const std::filesystem::path path = files.require_safetensors();
  return in_file(path, [&] { return std::make_shared<const Model>(MappedFile(path)); });
}

std::shared_ptr<const Model> open_mmap_populate(const ModelFiles& files) {
  const std::filesystem::path path = files.require_safetensors();
  return in_file(path, [&] {
    MappedFile file(path);
    file.populate();
    return std::make_shared<const Model>(std::move(file));
  });
}

}  // namespace alertsage
