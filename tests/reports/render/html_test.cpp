#include "reports/render/html.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/reports/charts/fixture.hpp"
#include "tests/reports/render/html_text.hpp"

namespace alertsage::reports {
namespace {

std::string html_of(const Document& document) {
  return report_html(make_report(document, ""));
}

BOOST_AUTO_TEST_SUITE(html)

BOOST_AUTO_TEST_CASE(is_one_file_that_asks_for_nothing_else) {
  const std::string html = html_of(fixture::complete_document());
  for (const std::string_view outside :
       {"http:", "https:", "<script", "<link", "@import", "url("}) {
    BOOST_TEST(!has(html, outside), outside);
  }
  BOOST_TEST(count(html, "src=\"") == count(html, " src=\"data:image/svg+xml;base64,"));
  BOOST_TEST(has(html, "prefers-color-scheme:dark"));
  BOOST_TEST(has(html, "name=\"viewport\""));
}

BOOST_AUTO_TEST_CASE(closes_every_tag_whatever_the_document) {
  for (const Document& document :
       {fixture::complete_document(), fixture::without_python(), fixture::two_rows(),
        fixture::nothing_measured(), fixture::one_sample_a_row(), fixture::hostile_names(),
        fixture::processes(), fixture::processes_of_hyperfine(), Document{}}) {
    BOOST_TEST(first_mismatch(html_of(document)) == "");
  }
}

BOOST_AUTO_TEST_CASE(escapes_names_wherever_they_come_from) {
  const std::string html = html_of(fixture::hostile_names());
  for (const std::string_view raw : {"<script", "<img src=x", "<b>'no'", "<td>&evil", "\xff"}) {
    BOOST_TEST(!has(html, raw), raw);
  }
  BOOST_TEST(has(html, "&lt;script&gt;alert('1')|`touch x`\\&quot;&amp;\\xff"));
}

BOOST_AUTO_TEST_CASE(gives_every_chart_an_alternative_text_and_a_narrow_form) {
  const std::string html = html_of(fixture::complete_document());
  const std::size_t leak_tests = 12;
  const std::size_t charts = 2 * (3 + 4) + leak_tests + 1;
  BOOST_TEST(count(html, "<figure>") == charts);
  BOOST_TEST(count(html, "<source media=\"(max-width: 640px)\"") == charts);
  BOOST_TEST(count(html, " alt=\"") == charts);
  BOOST_TEST(!has(html, "alt=\"\""));
}

BOOST_AUTO_TEST_CASE(gives_every_header_a_scope) {
  const std::string html = html_of(fixture::complete_document());
  BOOST_TEST(count(html, "<th ") + count(html, "<th>") == count(html, " scope=\""));
}

// One table of all columns was wider than a window of 1,200 pixels, and nobody saw its end.
BOOST_AUTO_TEST_CASE(gives_each_subject_a_table_of_its_own) {
  const std::string html = html_of(fixture::complete_document());
  BOOST_TEST(count(html, "<table class=\"strategies\">") == 2U * 3);
  BOOST_TEST(has(html, "aria-label=\"alertsage by strategy: Batch of 5, Batch of 100\""));
  BOOST_TEST(count(html, "<th scope=\"row\">mmap-populate</th>") == 2U * 3);
  BOOST_TEST(count(html, "<th scope=\"row\">Python, whole process</th>") == 2U);
}

BOOST_AUTO_TEST_CASE(marks_the_best_by_a_word_too) {
  const std::string html = html_of(fixture::complete_document());
  BOOST_TEST(has(html, "0.0473 ms</span><span class=\"tag\">best</span>"));
  BOOST_TEST(has(html, "1/1,800 of joblib"));
}

BOOST_AUTO_TEST_CASE(shows_the_growth_of_both_kinds_of_memory) {
  const std::string html = html_of(fixture::complete_document());
  BOOST_TEST(has(html,
                 "clean</span><small>RssAnon: clean, at most 310 B a cycle</small><small>heap in "
                 "use: clean, at most 1 B a cycle</small></td>"));
}

BOOST_AUTO_TEST_CASE(says_not_measured_and_why) {
  const std::string html = html_of(fixture::nothing_measured());
  BOOST_TEST(has(html, "not measured<sup><a href=\"#model-0-note-0\""));
  BOOST_TEST(has(html, "<li id=\"model-0-note-0\">left out: tmpfs cannot be evicted</li>"));
}

BOOST_AUTO_TEST_CASE(is_the_same_for_the_same_document) {
  BOOST_TEST(html_of(fixture::complete_document()) == html_of(fixture::complete_document()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
