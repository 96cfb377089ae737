// A model as ModelData from whichever form is there.
#pragma once

#include <filesystem>
#include <vector>

#include "core/load/model_files.hpp"
#include "core/model/model_data.hpp"

namespace alertsage::cli {

// From the model file, else JSON, else the joblib pair; checked. Throws Error, the file named.
ModelData read_model(const ModelFiles& files);

// Those of `files` that read_model() reads.
std::vector<std::filesystem::path> files_to_read(const ModelFiles& files);

}  // namespace alertsage::cli
