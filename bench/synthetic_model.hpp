// Models of a given size for the sweep of load time against size. Their answers mean nothing; their
// layout is that of real ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "core/model/model_data.hpp"

namespace alertsage::bench {

// Ten classes, f32, as many terms as make a model file of about `bytes` (within 5 % from 1 MB on).
// Deterministic.
ModelData synthetic_model(std::uint64_t bytes);

// A text of terms that every synthetic model has.
std::string synthetic_text();

// DIRECTORY/synthetic-<n>MB with model.safetensors (n x 10^6 bytes) and, where asked, model.json,
// made unless they are there.
std::filesystem::path make_synthetic_bundle(const std::filesystem::path& directory,
                                            std::uint64_t megabytes, bool with_json);

}  // namespace alertsage::bench
