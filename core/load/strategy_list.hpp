// The strategies by their open functions, one source file each.
#pragma once

#include <memory>

#include "core/load/model.hpp"
#include "core/load/model_files.hpp"

namespace alertsage {

std::shared_ptr<const Model> open_joblib(const ModelFiles& files);
std::shared_ptr<const Model> open_json(const ModelFiles& files);
std::shared_ptr<const Model> open_read(const ModelFiles& files);
std::shared_ptr<const Model> open_mmap(const ModelFiles& files);
std::shared_ptr<const Model> open_mmap_random(const ModelFiles& files);
std::shared_ptr<const Model> open_mmap_populate(const ModelFiles& files);

}  // namespace alertsage
