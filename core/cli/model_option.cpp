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

ModelFiles ModelOption::files() const {
  const char* variable = std::getenv(kModelVariable);
  if (paths_.empty() && (variable == nullptr || *variable == '\0')) {
    throw Error(ErrorKind::usage, "no model: name one with -m/--model or in $ALERTSAGE_MODEL");
  }
  ModelFiles files =
      paths_.empty() ? locate_model(std::filesystem::path(variable)) : locate_model(paths_);
  if (!cleaning_.empty()) files.cleaning = cleaning_named(cleaning_);
  return files;
}

}  // namespace alertsage::cli
