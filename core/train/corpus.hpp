// What is learned from: texts with labels, read from a file or generated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace alertsage {

struct LabelledText {
  std::string text;
  std::string label;
};

// The keys of a JSON Lines record that are read; all others are passed over.
struct CorpusFields {
  std::string text = "text";
  std::string label = "label";
};

// Reads JSON Lines, "-" from standard input; blank lines are skipped. Throws Error: not_found, io;
// format, with file and line, for a line that is no JSON object, lacks a field, holds something
// else than a string in it or an empty label, and for a file without a record.
std::vector<LabelledText> read_corpus(const std::filesystem::path& path,
                                      const CorpusFields& fields);

// The first `count` incidents of `seed` (incident_generator.hpp).
std::vector<LabelledText> generate_corpus(std::size_t count, std::uint64_t seed);

}  // namespace alertsage
