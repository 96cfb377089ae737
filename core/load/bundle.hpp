// Writing a bundle: one directory with a model in each of the asked forms.
#pragma once

#include <filesystem>
#include <span>

#include "core/load/model_files.hpp"
#include "core/model/model_data.hpp"

namespace alertsage {

inline constexpr Form kAllForms[] = {Form::safetensors, Form::json, Form::joblib};

// Writes `model` as a model file; it is verified before anybody can see it.
void write_model_file(const ModelData& model, const std::filesystem::path& path);

// Creates `directory` where it is missing and publishes each form in it, one file after another.
// Throws Error; a form that fails leaves the forms before it, and never half a file.
void write_bundle(const ModelData& model, const std::filesystem::path& directory,
                  std::span<const Form> forms = kAllForms);

}  // namespace alertsage
