// The environment and the models, stamped into the result document's context.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "bench/bench_model.hpp"

namespace alertsage::bench {

// `alertsage.KEY`: environment, sizes and shapes of the models. Goes to Google Benchmark's context,
// which every reporter writes. REQUIRES: before benchmarks run.
void stamp_context(std::span<const BenchModel* const> models);

// File system and read-ahead of `file`.
void stamp_place(const std::filesystem::path& file);

void stamp(std::string_view key, std::string_view value);

}  // namespace alertsage::bench
