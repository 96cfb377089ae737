// The model file: a safetensors file whose tensors are used where they lie. docs/model-format.md
// specifies it.
#pragma once

#include <string>

#include "core/base/file.hpp"
#include "core/base/memory.hpp"
#include "core/format/safetensors.hpp"
#include "core/model/classifier.hpp"
#include "core/model/model_data.hpp"

namespace alertsage {

inline constexpr std::uint64_t kModelHeaderLimit = 64 * 1024;  // ours are below 2 KiB

// The model in `file` (the whole file, page-aligned or at least 8-byte aligned, outliving the
// view). Checks the header and every tensor's geometry in O(header) and reads none of the data
// section; what lies in the tensors is bounds-checked where it is used. Throws Error (format,
// mismatch, unsupported).
ModelView view_model(Bytes file);

// Everything that view_model leaves out: the data section's id, every offset, every term found at
// its own row and every slot used by one, no NaN or infinity, no label or term twice. O(file).
// Throws Error.
void verify_model(Bytes file);

// The bytes of a model file. Rows are ordered by ascending idf, then term bytes, so that what fires
// often lies together. Throws what check(ModelData) throws.
PageBuffer pack_model(const ModelData& model);

// The way back, in the file's row order. Throws Error; calls check().
ModelData unpack_model(Bytes file);

}  // namespace alertsage
