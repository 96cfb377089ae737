#include "bench/context.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "bench/probe/environment.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::bench {
namespace {

void stamp_model(const BenchModel& model) {
  const ModelFiles& files = model.files();
  const std::string prefix = fmt::format("model.{}.", model.name());
  for (const Form form : {Form::safetensors, Form::json, Form::joblib}) {
    if (!files.has(form)) continue;
    std::uintmax_t bytes = 0;
    for (const auto& path : files_read(files, form)) bytes += std::filesystem::file_size(path);
    stamp(fmt::format("{}{}_bytes", prefix, name_of(form)), std::to_string(bytes));
  }
  const auto loaded = default_strategy(files).open(files);
  const Classifier& classifier = loaded->classifier();
  stamp(prefix + "terms", std::to_string(classifier.terms().size()));
  stamp(prefix + "classes", std::to_string(classifier.labels().size()));
  stamp(prefix + "dtype", name_of(classifier.settings().dtype));
}

}  // namespace

void stamp(std::string_view key, std::string_view value) {
  benchmark::AddCustomContext(fmt::format("alertsage.{}", key), std::string(value));
}

void stamp_context(std::span<const BenchModel* const> models) {
  stamp("schema", reports::kSchemaVersion);
  for (const auto& [key, value] : probe::environment_facts()) stamp(key, value);
  for (const BenchModel* model : models) stamp_model(*model);
}

void stamp_place(const std::filesystem::path& file) {
  for (const auto& [key, value] : probe::file_facts(file)) {
    stamp(key == "file_system" ? "filesystem" : key, value);
  }
}

}  // namespace alertsage::bench
