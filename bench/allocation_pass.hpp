// The pass that counts what rows allocate: a child, which is this program once more with
// alertsage-leaktest-counts.so preloaded, takes a few samples of each row. It comes before the
// measuring, since the library writes a row as soon as that has all its samples, and it ends before
// that begins.
//
// The parent sends the name of a row in a line; the child answers with a line of four numbers, of
// which the last may be "-", or of one word, "none". It greets with "counts", or says in a line why
// it cannot.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "bench/options.hpp"
#include "bench/register.hpp"
#include "bench/suite.hpp"
#include "core/base/program.hpp"

namespace alertsage::bench {

// Adds counters to each row that is measured in this process. `scratch` is where synthetic models
// lie. Returns why that could not be done, of all rows or of those from some point on; empty: it
// was.
std::string count_allocations(std::span<Planned> rows, std::span<LoopRow> loops,
                              const Options& options, const std::filesystem::path& scratch);

// The child's side, to the end of its standard input.
ExitCode answer_allocations(const Suite& suite);

}  // namespace alertsage::bench
