// Where a program writes a model, as its -o names it: refused before the work, not after it.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/load/model_files.hpp"
#include "core/model/model_data.hpp"

namespace alertsage {

// One file or a bundle.
struct ModelOutput {
  std::filesystem::path path;
  std::optional<Form> file_form = {};  // unset: a bundle

  // The files that `forms` become, in their order. REQUIRES: of one file, its form alone.
  std::vector<std::filesystem::path> files(std::span<const Form> forms) const;
};

// A directory that is there, or whose name ends in '/' or has no extension, is a bundle;
// .safetensors and .json are files. Throws Error (usage) that says what to name for all else:
// nothing, "-", other extensions, other files that are there.
ModelOutput model_output(const std::filesystem::path& path);

// Throws Error (usage) where one of `outputs` is one of `inputs`, by whatever name.
void check_overwrites_none_of(std::span<const std::filesystem::path> inputs,
                              std::span<const std::filesystem::path> outputs);

// Writes `forms` of `model` there. Throws what write_bundle throws. REQUIRES: as files().
void write_model(const ModelData& model, const ModelOutput& output, std::span<const Form> forms);

// What programs say of it: "wrote    FILE: 1,826 bytes", a line a file.
std::string written_lines(const ModelOutput& output, std::span<const Form> forms);

}  // namespace alertsage
