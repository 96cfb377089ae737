// A figure as commands for gnuplot 5.4.
#pragma once

#include <string>
#include <string_view>

#include "reports/charts/figure.hpp"

namespace alertsage::reports {

// Commands that draw `figure` as SVG into `file_name` in gnuplot's working directory. Texts may
// come from users: they are quoted so that gnuplot neither runs nor interprets anything in them.
// Deterministic. REQUIRES: file_name has no quotes.
std::string gnuplot_script(const Figure& figure, std::string_view file_name);

// `text` as gnuplot's single-quoted string, in which nothing is expanded. What is not printable is
// written as \xNN; an apostrophe becomes a typographic one (U+2019), since gnuplot 5.4 does not
// understand its own escape for one that begins a string, and takes the rest for commands.
std::string gnuplot_quoted(std::string_view text);

}  // namespace alertsage::reports
