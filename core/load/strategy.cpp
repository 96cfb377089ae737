#include "core/load/strategy.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/error.hpp"
#include "core/load/strategy_list.hpp"

namespace alertsage {
namespace {

constexpr std::array kStrategies = {
    Strategy{"joblib", "parses what scikit-learn saved each time", Form::joblib, open_joblib},
    Strategy{"json", "parses the JSON form each time", Form::json, open_json},
    Strategy{"read", "reads the model file into page-aligned memory", Form::safetensors, open_read},
    Strategy{"mmap", "maps the model file and touches its header", Form::safetensors, open_mmap},
    Strategy{"mmap-random", "maps the model file and reads single pages of it, none ahead",
             Form::safetensors, open_mmap_random},
    Strategy{"mmap-populate", "maps the model file and every page of it", Form::safetensors,
             open_mmap_populate},
};

}  // namespace

std::span<const Strategy> strategies() noexcept {
  return kStrategies;
}

const Strategy& strategy_named(std::string_view name) {
  std::string known;
  for (const Strategy& strategy : kStrategies) {
    if (strategy.name == name) return strategy;
    known += (known.empty() ? "" : ", ") + std::string(strategy.name);
  }
  throw Error(ErrorKind::usage, "unknown load strategy (known: " + known + ")",
              {.piece = std::string(name)});
}

Work work_of(std::size_t text_bytes) noexcept {
  constexpr std::size_t kLongestShortText = 1024;
  return text_bytes <= kLongestShortText ? Work::short_text : Work::any;
}

const Strategy& default_strategy(const ModelFiles& files, Work work) {
  for (const std::string_view name : {work == Work::short_text ? "mmap-random" : "mmap", "json"}) {
    const Strategy& strategy = strategy_named(name);
    if (files.has(strategy.form)) return strategy;
  }
  return strategy_named("joblib");
}

}  // namespace alertsage
