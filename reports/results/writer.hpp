// Result documents to text, for instruments that do not run inside Google Benchmark.
#pragma once

#include <string>

#include "reports/results/document.hpp"

namespace alertsage::reports {

// The document as JSON that every reader of Google Benchmark's files reads: `context`,
// `benchmarks`, and `leaktest` where there are leak sections. Strict JSON: what is not UTF-8
// becomes U+FFFD, a figure that is not finite becomes null. Notes are not written: they belong to
// the reading of a file. parse_document() gives the same document back.
std::string document_json(const Document& document);

}  // namespace alertsage::reports
