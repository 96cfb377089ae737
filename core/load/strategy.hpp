// Load strategies: the ways from files to a usable model, each with a name. All instruments (bench,
// leak test, `alertsage classify --load NAME`) work on this registry: a strategy that is added to
// it has its rows in each.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/load/model.hpp"
#include "core/load/model_files.hpp"

namespace alertsage {

struct Strategy {
  std::string_view name;         // as in row names and after --load
  std::string_view description;  // one line
  Form form;                     // of file that it reads

  // From nothing to a usable model; nothing is kept between calls. Thread-safe. Throws Error, the
  // file named.
  std::shared_ptr<const Model> (*open)(const ModelFiles& files);
};

// All strategies, in the order in which reports show them.
std::span<const Strategy> strategies() noexcept;

// Throws Error (usage) that lists the names there are.
const Strategy& strategy_named(std::string_view name);

// What a model is loaded for: some words, for which a few of its pages are needed; or more, for
// which reading ahead is worth its while.
enum class Work { short_text, any };

// Of one text of so many bytes: 1 KiB is short, two thirds of where both cost the same.
Work work_of(std::size_t text_bytes) noexcept;

// The first of mmap, json, joblib whose form `files` has; for a short text, mmap-random instead of
// mmap.
const Strategy& default_strategy(const ModelFiles& files, Work work = Work::any);

}  // namespace alertsage
