#include "reports/render/markdown.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <sstream>

#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

std::string markdown_of(const Document& document) {
  return report_markdown(make_report(document, ""));
}

// Cells of a table's line: bars that no backslash escapes.
std::size_t bars(const std::string& line) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '|') {
      ++found;
    }
  }
  return found;
}

BOOST_AUTO_TEST_SUITE(markdown)

BOOST_AUTO_TEST_CASE(has_sentences_table_environment_and_rows) {
  const std::string text = markdown_of(fixture::complete_document());
  for (const std::string_view part :
       {"# What it costs to load incidents-23MB and alertsage\n",
        "- **One-shot command: Map the model file.** A fresh process answers in ",
        "| strategy | Fresh process to first answer, cold |", "| strategy | Batch of 5, uncached |",
        "| strategy | Memory after the first load, private |", "**0.0473 ms** (best)",
        "RssAnon: clean, at most 310 B a cycle", "heap in use: clean, at most 1 B a cycle",
        "| Python, tuned: C unpickler |", "| CPU | Example CPU @ 2.60GHz |",
        "| first\\_prediction/mmap/alertsage/cold | 40 |", "## Model size"}) {
    BOOST_TEST(text.find(part) != std::string::npos, part);
  }
}

BOOST_AUTO_TEST_CASE(every_line_of_a_table_has_as_many_cells_whatever_the_names) {
  for (const Document& document :
       {fixture::complete_document(), fixture::hostile_names(), fixture::two_rows(),
        fixture::nothing_measured(), fixture::processes(), fixture::processes_of_hyperfine()}) {
    std::istringstream lines(markdown_of(document));
    std::size_t cells = 0;
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with('|')) {
        cells = 0;
        continue;
      }
      if (cells == 0) cells = bars(line);
      BOOST_TEST(bars(line) == cells, line);
    }
  }
}

BOOST_AUTO_TEST_CASE(escapes_names) {
  const std::string text = markdown_of(fixture::hostile_names());
  BOOST_TEST(text.find("<script") == std::string::npos);
  BOOST_TEST(text.find("<img") == std::string::npos);
  BOOST_TEST(text.find("&lt;script&gt;alert('1')\\|\\`touch x\\`") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
