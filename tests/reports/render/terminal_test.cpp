#include "reports/render/terminal.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "reports/render/text_layout.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

std::string text_of(const Document& document, const TerminalStyle& style = {}) {
  return report_text(make_report(document, ""), style);
}

std::size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, columns_of(line));
  return widest;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

BOOST_AUTO_TEST_SUITE(terminal)

BOOST_AUTO_TEST_CASE(fits_eighty_columns) {
  BOOST_TEST(widest_line(text_of(fixture::complete_document())) <= 80);
  BOOST_TEST(widest_line(text_of(fixture::two_rows())) <= 80);
  BOOST_TEST(widest_line(text_of(fixture::processes())) <= 80);
  BOOST_TEST(widest_line(text_of(fixture::processes_of_hyperfine())) <= 80);
}

BOOST_AUTO_TEST_CASE(puts_all_columns_side_by_side_where_there_is_room) {
  const Document document = fixture::complete_document();
  const std::string narrow = text_of(document);
  const std::string wide = text_of(document, {.width = 240});
  BOOST_TEST(count(wide, "\nmmap-populate ") == 2);  // one block a model
  BOOST_TEST(count(narrow, "\nmmap-populate ") > 2);
  BOOST_TEST(widest_line(wide) <= 240);
}

BOOST_AUTO_TEST_CASE(is_plain_without_colour_and_says_as_much) {
  const Document document = fixture::complete_document();
  const std::string plain = text_of(document);
  std::string coloured = text_of(document, {.colour = true});
  BOOST_TEST(plain.find('\x1b') == std::string::npos);
  BOOST_TEST(coloured.find("\x1b[1m") != std::string::npos);
  for (const std::string_view code : {"\x1b[0m", "\x1b[1m", "\x1b[2m"}) {
    for (std::size_t at = 0; (at = coloured.find(code)) != std::string::npos;) {
      coloured.erase(at, code.size());
    }
  }
  // Blanks before the end of a painted line are all that may differ.
  std::istringstream a(plain);
  std::istringstream b(coloured);
  for (std::string x, y; std::getline(a, x) && std::getline(b, y);) {
    y.erase(y.find_last_not_of(' ') + 1);
    BOOST_TEST(x == y);
  }
}

BOOST_AUTO_TEST_CASE(shows_sentences_the_best_and_what_is_left_out) {
  const std::string text = text_of(fixture::complete_document());
  BOOST_TEST(text.find("One-shot command: Map the model file.\n") != std::string::npos);
  BOOST_TEST(text.find("*0.0473 ms") != std::string::npos);
  BOOST_TEST(text.find("Left out\nload/json/synthetic-256MB/warm: ") != std::string::npos);
  BOOST_TEST(text.find("Dropped samples\nprocess/json/alertsage/cold: 2 of 42 samples: not proven "
                       "cold\n") != std::string::npos);
}

// `render` of somebody else's benchmark printed a title and nothing else.
BOOST_AUTO_TEST_CASE(lists_the_rows_of_a_benchmark_that_is_not_about_models) {
  Document document;
  fixture::add_series(document, "BM_memcpy/8", 95.0, 40);
  fixture::add_series(document, "BM_memcpy/4096", 3050.0, 3);
  const std::string text = text_of(document);
  BOOST_TEST(text.starts_with("What was measured\n"));
  BOOST_TEST(text.find("BM_memcpy/8       ") != std::string::npos);
  BOOST_TEST(text.find("too few samples, n = 3") != std::string::npos);
}

// The table once had room for one line below a figure, and showed heap in use alone.
BOOST_AUTO_TEST_CASE(shows_the_growth_of_both_kinds_of_memory) {
  const std::string text = text_of(fixture::complete_document());
  const std::size_t clean = text.find("clean\n");
  BOOST_REQUIRE(clean != std::string::npos);
  std::istringstream lines(text.substr(clean));
  std::string verdict, resident, heap;
  std::getline(std::getline(std::getline(lines, verdict), resident), heap);
  BOOST_TEST(resident.ends_with("  RssAnon: clean, at most 310 B a cycle"));
  BOOST_TEST(heap.ends_with("  heap in use: clean, at most 1 B a cycle"));
}

BOOST_AUTO_TEST_CASE(names_some_of_many_rows_that_share_a_reason) {
  Document document = fixture::two_rows();
  for (int i = 0; i < 30; ++i) {
    fixture::leave_out(document, "load/mmap/m" + std::to_string(i) + "/cold", "no disk");
  }
  BOOST_TEST(text_of(document).find("load/mmap/m3/cold and\n26 others: no disk\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(prints_no_control_characters_of_others) {
  Document document = fixture::two_rows();
  fixture::add_series(document, "load/mmap/\x1b[31mred/warm", 1e6, 10);
  document.context["alertsage.cpu"] = "a\x1b]0;title\x07";
  BOOST_TEST(text_of(document).find('\x1b') == std::string::npos);
  BOOST_TEST(text_of(document).find("\\x1b[31mred") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
