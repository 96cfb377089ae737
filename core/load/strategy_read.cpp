#include "core/base/located.hpp"
#include "core/load/strategy_list.hpp"

namespace alertsage {

std::shared_ptr<const Model> open_read(const ModelFiles& files) {
  const std::filesystem::path path = files.require_safetensors();
  return in_file(path, [&] {
    const FileDescriptor file = open_for_reading(path);
    PageBuffer buffer(file_size(file, path));
    read_exactly(file, buffer.writable(), path);
    return std::make_shared<const Model>(std::move(buffer));
  });
}

}  // namespace alertsage
