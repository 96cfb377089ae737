#include "core/base/located.hpp"
#include "core/base/memory.hpp"
#include "core/format/json_model.hpp"
#include "core/format/model_file.hpp"
#include "core/load/strategy_list.hpp"

namespace alertsage {

std::shared_ptr<const Model> open_json(const ModelFiles& files) {
  const std::filesystem::path path = files.require_json();
  return in_file(path, [&] {
    const PageBuffer file = read_whole_file(path);
    return std::make_shared<const Model>(pack_model(parse_json_model(as_text(file.bytes()))));
  });
}

}  // namespace alertsage
