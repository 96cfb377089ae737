// A model as ModelData from whichever form is there.
#pragma once

#include "core/load/model_files.hpp"
#include "core/model/model_data.hpp"

namespace alertsage::cli {

// From the model file, else JSON, else the joblib pair; checked. Throws Error, the file named.
ModelData read_model(const ModelFiles& files);

}  // namespace alertsage::cli
