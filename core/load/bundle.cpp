#include "core/load/bundle.hpp"

#include <array>

#include "core/base/error.hpp"
#include "core/base/publish.hpp"
#include "core/format/joblib.hpp"
#include "core/format/json_model.hpp"
#include "core/format/model_file.hpp"

namespace alertsage {

void write_model_file(const ModelData& model, const std::filesystem::path& path) {
  const PageBuffer file = pack_model(model);
  verify_model(file.bytes());
  publish_file(path, std::array{file.bytes()});
}

void write_bundle(const ModelData& model, const std::filesystem::path& directory,
                  std::span<const Form> forms) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) throw system_error("create the directory", directory.native(), error.value());
  for (const Form form : forms) {
    switch (form) {
      case Form::safetensors:
        write_model_file(model, directory / kSafetensorsName);
        break;
      case Form::json:
        write_json_model(model, directory / kJsonName);
        break;
      case Form::joblib:
        write_joblib_pair(model, directory / kVectorizerName, directory / kClassifierName);
        break;
    }
  }
}

}  // namespace alertsage
