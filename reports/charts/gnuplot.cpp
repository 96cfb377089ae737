// gnuplot is written to by pipe and writes each drawing to a file of a temporary directory, as a
// pipe goes one way only. Its exit status says little (a failed plot command leaves with 0 from a
// pipe), so what counts is whether each drawing is there and complete.
#include "reports/charts/gnuplot.hpp"

#include <fmt/format.h>
#include <gnuplot-iostream.h>

#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/shell_quoted.hpp"
#include "core/base/temporary_directory.hpp"
#include "reports/charts/figure_script.hpp"
#include "reports/charts/svg.hpp"

namespace alertsage::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kComplaints = "stderr";

// gnuplot works in the directory, so that no path stands in a script. The loop reads what a gnuplot
// that is missing or has given up leaves unread: writing to a pipe that nobody reads would end this
// program by SIGPIPE, without a word.
std::string command_in(const fs::path& directory) {
  return fmt::format("cd {} && {{ gnuplot || while read -r _; do :; done; }} 2>{}",
                     shell_quoted(directory.native()), kComplaints);
}

std::string first_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line)) {
    if (line.find_first_not_of(" \t^") != std::string::npos) return line;
  }
  return "it said nothing";
}

std::string drawing(const fs::path& path, const fs::path& complaints) {
  std::error_code failure;
  std::string svg = fs::exists(path, failure) ? read_text_file(path) : std::string();
  if (svg.find("</svg>") == std::string::npos) {
    throw Error(ErrorKind::environment, "gnuplot drew no chart (Debian package gnuplot-nox)",
                {.piece = first_line(complaints)});
  }
  return svg;
}

}  // namespace

std::vector<std::string> draw(std::span<const Figure> figures) {
  const TemporaryDirectory directory;
  const auto name_of = [](std::size_t i) { return fmt::format("{}.svg", i); };
  {
    Gnuplot gnuplot(command_in(directory.path()));
    for (std::size_t i = 0; i < figures.size(); ++i) {
      gnuplot << gnuplot_script(figures[i], name_of(i));
    }
  }
  std::vector<std::string> drawings;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    drawings.push_back(themed_svg(drawing(directory / name_of(i), directory / kComplaints)));
  }
  return drawings;
}

}  // namespace alertsage::reports
