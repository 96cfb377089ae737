// The parts of a pattern that match one character, written so that PCRE2 (compiled with PCRE2_UTF,
// and PCRE2_UCP unless (?a)) matches what Python does: pcre2pattern(3).
#pragma once

#include <string>

#include "core/text/python_regex_flags.hpp"
#include "core/text/python_regex_reader.hpp"

namespace alertsage::python_regex {

// Each appends an item to `out` that a quantifier may follow. What has been read since `begin` is
// named where it is refused.
void append_literal(char32_t c, Flags flags, const Reader& reader, std::size_t begin,
                    std::string& out);
void append_category(char32_t letter, Flags flags, std::string& out);

// Reads a class whose bracket, at `begin`, has been taken.
void translate_class(Reader& reader, std::size_t begin, Flags flags, std::string& out);

}  // namespace alertsage::python_regex
