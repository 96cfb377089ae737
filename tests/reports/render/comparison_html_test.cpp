#include "reports/render/comparison_html.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/noisy_pairs.hpp"
#include "tests/reports/render/html_text.hpp"

namespace alertsage::reports {
namespace {

std::string html_of(const NoisyPairs& made, const CompareOptions& options = {}) {
  return comparison_html(compare(made.base, made.contender, options), made.base, made.contender);
}

NoisyPairs many_rows() {
  std::vector<NoisyRow> rows;
  for (int i = 0; i < 12; ++i) rows.push_back({"load/same" + std::to_string(i), 1});
  rows.push_back({"load/slower", 1.2});
  rows.push_back({"load/faster", 0.8});
  rows.push_back({"load/unclear", 1, 0.25});
  rows.push_back(noisy_control(1));
  return noisy_pairs(rows);
}

// Drawing takes a while.
const std::string& page_of_many_rows() {
  static const std::string html = html_of(many_rows());
  return html;
}

BOOST_AUTO_TEST_SUITE(html_of_comparisons)

BOOST_AUTO_TEST_CASE(is_one_file_that_asks_for_nothing_else) {
  const std::string& html = page_of_many_rows();
  for (const std::string_view outside :
       {"http:", "https:", "<script", "<link", "@import", "url("}) {
    BOOST_TEST(!has(html, outside), outside);
  }
  BOOST_TEST(count(html, "src=\"") == count(html, " src=\"data:image/svg+xml;base64,"));
  BOOST_TEST(first_mismatch(html) == "");
  BOOST_TEST(html == html_of(many_rows()));
}

BOOST_AUTO_TEST_CASE(says_first_what_was_found) {
  const std::string& html = page_of_many_rows();
  BOOST_TEST(
      has(html,
          "<div class=\"finding bad\"><p class=\"verdict\">Slower: 1 of 15 rows by +5.0\u00a0% "
          "or more</p><p>1 slower, 1 faster, 12 same, 1 cannot tell.</p></div>"));
}

BOOST_AUTO_TEST_CASE(has_what_is_worse_on_top_and_folds_what_is_as_it_was) {
  const std::string& html = page_of_many_rows();
  const auto row = [&](std::string_view name) {
    return html.find("<th scope=\"row\">load/" + std::string(name) + "</th>");
  };
  BOOST_TEST(row("slower") < row("unclear"));
  BOOST_TEST(row("unclear") < row("faster"));
  const std::size_t folded = html.find("<summary>12 rows as before</summary>");
  BOOST_TEST(row("faster") < folded);
  BOOST_TEST(folded < row("same3"));
  BOOST_TEST(row("same3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(draws_all_rows_at_once_and_those_that_changed_one_by_one) {
  const std::string& html = page_of_many_rows();
  BOOST_TEST(count(html, "<h3 class=\"row\">") == 3U);
  BOOST_TEST(count(html, "<figure>") == 1U + 2 * 3 + 1);  // ratios, samples and pairs, the control
  BOOST_TEST(count(html, "<source media=\"(max-width: 640px)\"") == count(html, "<figure>"));
  BOOST_TEST(!has(html, "alt=\"\""));
}

BOOST_AUTO_TEST_CASE(draws_so_many_rows_and_no_more) {
  std::vector<NoisyRow> rows;
  for (int i = 0; i < 15; ++i) rows.push_back({"load/" + std::to_string(i), 1.3});
  const std::string html = html_of(noisy_pairs(rows));
  BOOST_TEST(count(html, "<h3 class=\"row\">") == kMostDetails);
  BOOST_TEST(has(html, "3 more rows in the table alone."));
}

BOOST_AUTO_TEST_CASE(judges_no_row_of_a_contaminated_run) {
  const std::string html = html_of(noisy_pairs({{"load/a", 1.2}, {"load/b"}, noisy_control(1.1)}));
  BOOST_TEST(has(html, "<div class=\"finding open\"><p class=\"verdict\">Contaminated: "));
  BOOST_TEST(!has(html, "badge bad"));
}

BOOST_AUTO_TEST_CASE(warns_of_what_was_cut_off_and_says_what_was_not_compared) {
  NoisyPairs made = noisy_pairs({{"a"}, {"b"}});
  made.base.series.push_back(made_series("gone", steady(1)));
  made.contender.series.push_back(made_series("fresh", steady(1)));
  made.contender.notes = {{NoteKind::truncated, "", "the file ends in the middle", "new.json"}};
  made.base.context["host_name"] = "one";
  made.contender.context["host_name"] = "another";
  const std::string html = html_of(made);
  BOOST_TEST(has(html, "<li>NEW truncated: the document (the file ends in the middle)</li>"));
  BOOST_TEST(has(html, "<li>Only in BASE: gone</li>"));
  BOOST_TEST(has(html, "<li>Only in NEW: fresh</li>"));
  BOOST_TEST(has(html, "<td data-label=\"BASE\">one</td><td data-label=\"NEW\">another</td>"));
}

BOOST_AUTO_TEST_CASE(has_a_table_for_each_metric) {
  const auto document = [](double allocations) {
    Series series{.name = "a", .run_name = "a"};
    for (int i = 0; i < 30; ++i) {
      series.rows.push_back({.real_time_ns = 1e6 + i, .counters = {{"allocations", allocations}}});
    }
    return made_document({series});
  };
  const std::string html =
      html_of({document(100), document(101)},
              {.metrics = {"real_time", "allocations"}, .accept = {Doubt::block_order}});
  BOOST_TEST(has(html, "Worse: 1 of 2 comparisons in 2 metrics"));
  BOOST_TEST(has(html, ">real_time</h2>"));
  BOOST_TEST(has(html, ">allocations</h2>"));
  BOOST_TEST(has(html, "exact: all 30 and 30\u00a0samples are equal"));
  BOOST_TEST(!has(html, "<h3 class=\"row\">"));  // nothing to draw of exact numbers
}

BOOST_AUTO_TEST_CASE(no_name_of_a_metric_is_an_id) {
  const std::string metric = "details of it";
  const auto document = [&](double value) {
    return made_side_of_pairs({made_blocks("a", 1, {{"details", value}, {metric, value}})});
  };
  const std::string html = html_of({document(1), document(2)}, {.metrics = {"details", metric}});
  BOOST_TEST(count(html, "id=\"details\"") == 1U);
  BOOST_TEST(
      has(html, "<section aria-labelledby=\"metric-2\">\n<h2 id=\"metric-2\">details of it<"));
}

BOOST_AUTO_TEST_CASE(folds_metrics_in_which_nothing_changed_and_draws_none) {
  const auto document = [](double milliseconds) {
    return made_side_of_pairs({made_blocks("a", milliseconds, {{"read_bytes", 4096}}),
                               made_blocks("b", 1, {{"read_bytes", 4096}})});
  };
  const std::string html =
      html_of({document(1), document(1.5)}, {.metrics = {"read_bytes", "real_time"}});
  BOOST_TEST(has(html, "<h2 id=\"metric-1\">real_time</h2>"));
  BOOST_TEST(!has(html, ">read_bytes</h2>"));
  BOOST_TEST(has(html, "<details><summary>Same in read_bytes: 2 rows</summary>\n<div class="));
  BOOST_TEST(count(html, "<figure>") == 1U + 2);  // ratios of times, and what one row became
  BOOST_TEST(first_mismatch(html) == "");
}

BOOST_AUTO_TEST_CASE(draws_no_exact_numbers_that_are_as_they_were) {
  const auto document = [](double allocations) {
    return made_side_of_pairs({made_blocks("unchanged", 1, {{"allocations", 7}}),
                               made_blocks("changed", 1, {{"allocations", allocations}})});
  };
  const std::string html = html_of({document(7), document(9)}, {.metrics = {"allocations"}});
  BOOST_TEST(has(html, "alt=\"1 row. 1 worse: changed +29 %."));
  BOOST_TEST(has(html, "<th scope=\"row\">unchanged</th>"));
}

BOOST_AUTO_TEST_CASE(shows_leak_tests_alone) {
  Document base;
  base.leaks = {{.name = "leak/a", .verdict = LeakVerdict::clean}};
  Document contender;
  contender.leaks = {{.name = "leak/a", .verdict = LeakVerdict::leak}};
  const std::string html = html_of({base, contender});
  BOOST_TEST(has(html, "<p class=\"verdict\">Leak tests: worse</p>"));
  BOOST_TEST(has(html, "<span class=\"badge bad\">worse</span>"));
  BOOST_TEST(first_mismatch(html) == "");
}

BOOST_AUTO_TEST_CASE(escapes_names_wherever_they_come_from) {
  const std::string name = "a<b>&\"'</td><script>\x01\x1b[31m\xff";
  NoisyPairs made = noisy_pairs({{name, 1.3}});
  made.base.context["<i>key"] = "<i>value";
  made.base.sources = {"<u>base.json"};
  made.contender.notes = {{NoteKind::failed, "<s>row", "<s>reason", "new.json", "3 of 34 runs"}};
  const std::string html = html_of(made);
  for (const std::string_view raw :
       {"<script", "<b>&", "<i>", "<u>", "<s>", "\x01", "\x1b", "\xff"}) {
    BOOST_TEST(!has(html, raw), raw);
  }
  BOOST_TEST(first_mismatch(html) == "");
  BOOST_TEST(has(html, "a&lt;b&gt;&amp;&quot;'&lt;/td&gt;&lt;script&gt;\\x01\\x1b[31m\\xff"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
