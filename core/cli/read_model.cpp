#include "core/cli/read_model.hpp"

#include "core/base/located.hpp"
#include "core/base/memory.hpp"
#include "core/format/joblib.hpp"
#include "core/format/json_model.hpp"
#include "core/format/model_file.hpp"

namespace alertsage::cli {

ModelData read_model(const ModelFiles& files) {
  if (files.has(Form::safetensors)) {
    const auto path = files.require_safetensors();
    return in_file(path, [&] { return unpack_model(read_whole_file(path).bytes()); });
  }
  if (files.has(Form::json)) {
    const auto path = files.require_json();
    return in_file(path, [&] {
      ModelData model = parse_json_model(as_text(read_whole_file(path).bytes()));
      check(model);
      return model;
    });
  }
  ModelData model = read_joblib(files.require_joblib()).model;
  model.settings.text.cleaning = files.cleaning.value_or(Cleaning::none);
  in_file(files.name, [&] { check(model); });
  return model;
}

std::vector<std::filesystem::path> files_to_read(const ModelFiles& files) {
  if (files.safetensors) return {*files.safetensors};
  if (files.json) return {*files.json};
  return files.joblib;
}

}  // namespace alertsage::cli
