// -m/--model and --clean, as every subcommand that takes a model has them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/load/model_files.hpp"

namespace CLI {
class App;
}

namespace alertsage::cli {

inline constexpr const char* kModelVariable = "ALERTSAGE_MODEL";

class ModelOption {
 public:
  void add_to(CLI::App& command);

  // The files of -m, else of $ALERTSAGE_MODEL; throws Error (usage) that names both where neither
  // is given.
  ModelFiles files() const;

  // The one path for a loader that is not ours; throws Error (usage) as well for several, or for
  // --clean.
  std::filesystem::path path() const;

 private:
  std::vector<std::filesystem::path> paths() const;

  std::vector<std::filesystem::path> paths_;
  std::string cleaning_;
};

}  // namespace alertsage::cli
