// What hyperfine (https://github.com/sharkdp/hyperfine) writes with --export-json, read and
// written.
#pragma once

#include <string>

#include "reports/results/document.hpp"
#include "reports/results/json.hpp"

namespace alertsage::reports {

// The `results` of a hyperfine document, nullptr where `root` is none. Throws Error (unsupported)
// for what hyperfine_json() wrote: the document that it was made of says more, and says it right.
const JsonValue* find_hyperfine_results(const JsonValue& root);

// Appends a series process/<command>/unproven for each result: its times in their order; a run that
// did not exit with 0 is a failed sample. Means of CPU time are no samples and are not taken, nor
// is memory_usage_byte (since 1.19): it is the largest of all children so far, and never falls.
// `document` has one source. Accepts 1.0 to 1.20; notes what has no times.
void read_hyperfine_results(const JsonValue& results, Document& document);

// Every `process/…` row of `document` as one result, for hyperfine's scripts and those who read its
// files: the command's name with its state, which also is the parameter `state`. Times are those of
// samples that were kept, so that exit codes are 0. `user` and `system` are means, null where they
// were not measured; `stddev` is null for one sample, as it is there.
std::string hyperfine_json(const Document& document);

}  // namespace alertsage::reports
