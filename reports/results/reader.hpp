// Result documents from files: every variant of its JSON that Google Benchmark has written, and
// the parts that our instruments add; and of hyperfine.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "reports/results/document.hpp"

namespace alertsage::reports {

// One document from its text; `source` names it in notes and errors. Throws Error: format where it
// is no result document (not JSON, or neither `benchmarks` nor `leaktest`), unsupported for a
// schema of the future. A file that ends in the middle gives its complete rows and a note.
Document parse_document(std::string_view text, std::string_view source);

// The same from a file. Throws Error: not_found and io too.
Document read_document(const std::filesystem::path& path);

// Several files as one document: rows of the same benchmark are appended as later repetitions, and
// what the contexts disagree about is noted; the first file's value stands. Throws Error (usage)
// where a file is given twice, byte for byte, as its samples would count twice. REQUIRES: !empty.
Document read_documents(std::span<const std::filesystem::path> paths);

}  // namespace alertsage::reports
