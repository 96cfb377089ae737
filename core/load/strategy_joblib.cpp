#include "core/base/located.hpp"
#include "core/format/joblib.hpp"
#include "core/format/json_model.hpp"
#include "core/format/model_file.hpp"
#include "core/load/strategy_list.hpp"

namespace alertsage {
namespace {

Cleaning cleaning_of(const ModelFiles& files) {
  if (files.cleaning) return *files.cleaning;
  if (files.safetensors) {
    return in_file(*files.safetensors, [&] {
      return view_model(MappedFile(*files.safetensors).bytes()).settings.text.cleaning;
    });
  }
  if (files.json) {
    return in_file(*files.json, [&] {
      return parse_json_model(as_text(read_whole_file(*files.json).bytes())).settings.text.cleaning;
    });
  }
  return Cleaning::none;
}

}  // namespace

std::shared_ptr<const Model> open_joblib(const ModelFiles& files) {
  ModelData model = read_joblib(files.require_joblib()).model;
  model.settings.text.cleaning = cleaning_of(files);
  // What is wrong by now is wrong with all files together.
  return in_file(files.name, [&] { return std::make_shared<const Model>(pack_model(model)); });
}

}  // namespace alertsage
