// Where the forms of one model lie: a bundle (a directory of well-known names), one file, or
// several that scikit-learn saved.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/text/pipeline.hpp"

namespace alertsage {

enum class Form { safetensors, json, joblib };

std::string_view name_of(Form form) noexcept;
// Throws Error (unsupported) that lists what there is.
Form form_named(std::string_view name);

// The names inside a bundle.
inline constexpr std::string_view kSafetensorsName = "model.safetensors";
inline constexpr std::string_view kJsonName = "model.json";
inline constexpr std::string_view kVectorizerName = "vectorizer.joblib";
inline constexpr std::string_view kClassifierName = "classifier.joblib";
inline constexpr std::string_view kPipelineName = "pipeline.joblib";  // both in one file

struct ModelFiles {
  std::filesystem::path name;  // as the user gave it, for messages
  std::optional<std::filesystem::path> safetensors;
  std::optional<std::filesystem::path> json;
  std::vector<std::filesystem::path> joblib;  // what scikit-learn saved, in 1 to 4 files

  // What the caller does to texts before the vectorizer, which joblib files do not tell. Unset: as
  // the bundle's other forms say, else nothing.
  std::optional<Cleaning> cleaning = {};

  bool has(Form form) const noexcept;

  // The files of one form; throws Error (not_found) that says which name is missing and how to make
  // it.
  std::filesystem::path require_safetensors() const;
  std::filesystem::path require_json() const;
  std::vector<std::filesystem::path> require_joblib() const;
};

// `paths`: one bundle directory, one .safetensors or .json file, or the files that scikit-learn
// saved, in any order. Looks at names and existence only. Throws Error (not_found, usage).
ModelFiles locate_model(std::span<const std::filesystem::path> paths);
ModelFiles locate_model(const std::filesystem::path& path);

}  // namespace alertsage
