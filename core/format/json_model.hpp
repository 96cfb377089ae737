// The interchange form: one JSON object, lossless (numbers are the shortest that read back as the
// same float or double). docs/model-format.md shows it. It stands for the usual home-made format:
// plain arrays of plain numbers.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/model/model_data.hpp"

namespace alertsage {

// Throws Error (format, mismatch, unsupported) with byte offset or key; unknown and repeated keys
// are refused. Does not check() beyond what it needs to build the model.
ModelData parse_json_model(std::string_view text);

// Publishes `model` as `path`, atomically. Terms, labels and stop words must be UTF-8: Error
// (format) otherwise.
void write_json_model(const ModelData& model, const std::filesystem::path& path);

}  // namespace alertsage
