// Result documents to text, for instruments that do not run inside Google Benchmark.
#pragma once

#include <string>

#include "reports/results/document.hpp"

namespace alertsage::reports {

// The document as JSON that every reader of Google Benchmark's files reads: `context`,
// `benchmarks`, and `leaktest` where there are leak sections. Rejected samples are rows with an
// error, after the others; in all else parse_document() gives the same document back, but for the
// notes, which are not written: the reader makes them. Strict JSON: what is not UTF-8 becomes
// U+FFFD, a figure that is not finite becomes null.
std::string document_json(const Document& document);

}  // namespace alertsage::reports
