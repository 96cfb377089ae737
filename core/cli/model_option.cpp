#include "core/cli/model_option.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "core/base/error.hpp"

namespace alertsage::cli {

void ModelOption::add_to(CLI::App& command) {
  command
      .add_option("-m,--model", paths_,
                  "a bundle, a .safetensors or .json file, or what scikit-learn saved (.joblib, "
                  ".pkl, …); several files by giving -m several times [$ALERTSAGE_MODEL]")
      ->allow_extra_args(false)  // what follows is the text
      ->type_name("PATH");
  command.add_option("--clean", cleaning_,
                     "joblib files: what is done to texts before the vectorizer, none or alertsage "
                     "[as the bundle's other forms say, else none]");
}

std::vector<std::filesystem::path> ModelOption::paths() const {
  if (!paths_.empty()) return paths_;
  const char* variable = std::getenv(kModelVariable);
  if (variable == nullptr || *variable == '\0') {
    throw Error(ErrorKind::usage, "no model: name one with -m/--model or in $ALERTSAGE_MODEL");
  }
  return {variable};
}

std::filesystem::path ModelOption::path() const {
  if (!cleaning_.empty()) throw Error(ErrorKind::usage, "--clean is for joblib files");
  const std::vector<std::filesystem::path> all = paths();
  if (all.size() != 1) throw Error(ErrorKind::usage, "a plug-in loads one file or directory");
  return all.front();
}

ModelFiles ModelOption::files() const {
  ModelFiles files = locate_model(paths());
  if (!cleaning_.empty()) files.cleaning = cleaning_named(cleaning_);
  return files;
}

}  // namespace alertsage::cli
