// (?aimsx) of Python's regular expressions.
#pragma once

#include <optional>

#include "core/text/python_regex_reader.hpp"

namespace alertsage::python_regex {

struct Flags {
  bool ascii = false;
  bool ignore_case = false;
  bool multi_line = false;
  bool dot_all = false;
  bool verbose = false;
};

// Reads what follows `(?`, of the parenthesis at `begin`, up to `:` or `)`: the flags of the group
// that begins here, or none where they are for all of the pattern, and now in `flags`.
// Throws Error: unsupported for L and t, and for a and u of a group; format for what is no flag,
// and for flags for all where not `may_set`.
std::optional<Flags> read_flags(Reader& reader, std::size_t begin, Flags& flags, bool may_set);

}  // namespace alertsage::python_regex
