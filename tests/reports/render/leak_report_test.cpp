#include "reports/render/leak_report.hpp"

#include <boost/test/unit_test.hpp>

#include "reports/render/html.hpp"
#include "reports/render/leak_text.hpp"
#include "reports/render/markdown.hpp"
#include "reports/results/vocabulary.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

BOOST_AUTO_TEST_SUITE(leak_report_of_a_document)

BOOST_AUTO_TEST_CASE(puts_the_worst_first_and_counts_the_others) {
  const LeakReport report = leak_report(fixture::leak_tests(), "").value();
  BOOST_TEST(report.headline == "Leak in 1 of 5 tests.");
  BOOST_TEST(report.finding ==
             "plugin-tagger, alertsage: load-predict-drop: 24 B a cycle, at least 24 B (live "
             "bytes). The others: 1 cannot tell, 1 decelerating, 1 allocator retention and 1 "
             "clean.");
  BOOST_REQUIRE(report.sections.size() == 5U);
  BOOST_TEST((report.sections.front().verdict == LeakVerdict::leak));
  BOOST_TEST((report.sections.back().verdict == LeakVerdict::clean));
  BOOST_TEST(report.failed.size() == 1U);
  BOOST_TEST(report.failed[0] == "json/alertsage/load-predict-drop: no such form");
}

BOOST_AUTO_TEST_CASE(says_what_leaked_and_how_to_find_it) {
  const LeakReport report = leak_report(fixture::leak_tests(), "").value();
  const LeakSectionReport& leak = report.sections[0];
  BOOST_TEST(leak.growth == "24 B (live bytes)");
  BOOST_TEST(leak.smallest_leak == "8 B");
  BOOST_TEST(leak.leaked.at(0) == "45 more descriptors: /models/alertsage/model.safetensors");
  BOOST_TEST(leak.next_steps.at(0) ==
             "heaptrack alertsage-leaktest --child plugin:./tagger.so alertsage");
  BOOST_TEST(leak.chart.has_value());
}

BOOST_AUTO_TEST_CASE(calls_the_quantity_that_decides_as_people_do) {
  Document document = fixture::leak_tests();
  document.leaks = {fixture::leak_section("mmap", "a", 0)};
  document.leaks[0].metrics = {{.name = "live_bytes", .verdict = LeakVerdict::leak}};
  document.leaks[0].reason = "live_bytes: rose in 36 of 36 cycles";
  BOOST_TEST(leak_report(document, "")->sections[0].reason ==
             "live bytes: rose in 36 of 36 cycles");
}

BOOST_AUTO_TEST_CASE(says_what_was_tested) {
  Document document = fixture::leak_tests();
  LeakSection& section = document.leaks[0];
  section.command = "4711";
  section.strategy = leak_strategy::kProcess;
  BOOST_TEST(contains(report_html(make_report(document, "")), "Tested: <code>process 4711</code>"));
  section.strategy = leak_strategy::kCommand;
  BOOST_TEST(contains(report_html(make_report(document, "")), "Tested: <code>4711</code>"));
}

// The menu led to rows that there were none of.
BOOST_AUTO_TEST_CASE(has_sources_in_place_of_rows_where_there_are_none) {
  const std::string html = report_html(make_report(fixture::leak_tests(), ""));
  BOOST_TEST(contains(html, "<a href=\"#rows\">sources</a>"));
  BOOST_TEST(contains(html, "<h2 id=\"rows\">Sources</h2>"));
}

BOOST_AUTO_TEST_CASE(says_in_words_what_the_allocator_kept) {
  const LeakReport report = leak_report(fixture::leak_tests(), "").value();
  const LeakSectionReport& kept = report.sections[3];
  BOOST_TEST(kept.growth == "96 KiB, 90 KiB to 110 KiB (RssAnon, untrimmed)");
  BOOST_TEST(kept.remarks.at(0) ==
             "Left alone, the allocator keeps 96 KiB a cycle, and gives back 3.5 MiB when it is "
             "trimmed: not a leak.");
}

// It was said to keep 0 B a cycle, between 0 B and 0 B.
BOOST_AUTO_TEST_CASE(gives_no_figure_of_retention_that_was_not_established) {
  Document document = fixture::leak_tests();
  Retention& kept = document.leaks[2].retention.value();
  kept.grown_per_load = kept.grown_low = kept.grown_high = std::nullopt;
  const LeakReport report = leak_report(document, "").value();
  BOOST_TEST(report.sections[3].growth.empty());
  BOOST_TEST(report.sections[3].remarks.at(0) ==
             "Left alone, the allocator keeps memory, and gives back 3.5 MiB when it is trimmed: "
             "not a leak.");
  document.leaks[2].verdict = LeakVerdict::clean;
  const std::string markdown = leak_markdown(leak_report(document, "").value());
  BOOST_TEST(!contains(markdown, "the allocator keeps memory"));
}

// The first of the worst, as the instrument's reason does.
BOOST_AUTO_TEST_CASE(speaks_of_one_quantity_where_several_are_equally_bad) {
  Document document = fixture::leak_tests();
  LeakSection& section = document.leaks[1];
  std::swap(section.metrics[1], section.metrics[2]);  // descriptors before live bytes
  section.reason.clear();
  const LeakSectionReport leak = leak_report(document, "")->sections.at(0);
  BOOST_TEST(leak.growth == "1 descriptors");
  BOOST_TEST(leak.smallest_leak == "0.90 descriptors");
  BOOST_TEST(leak.reason == "descriptors: rises in 44 of 44 steps");
  BOOST_TEST(leak.chart->wide.texts.at(0).text == "descriptors: leak");
  BOOST_TEST(contains(leak.chart->alt, "1 descriptors a cycle"));

  const LeakSectionReport kept = leak_report(document, "")->sections.at(3);
  BOOST_TEST(kept.smallest_leak == "230 B (RssAnon)");
  BOOST_TEST(kept.chart->wide.texts.at(0).text == "RssAnon, left untrimmed");
  BOOST_TEST(kept.chart->alt == "allocator retention, 96 KiB a cycle (RssAnon, untrimmed)");
}

BOOST_AUTO_TEST_CASE(marks_runs_that_ended_early) {
  const LeakReport report = leak_report(fixture::leak_tests(), "").value();
  BOOST_TEST(report.sections[2].verdict_words == "decelerating, partial");
  BOOST_TEST(report.sections[2].remarks.at(0) ==
             "Partial: interrupted after 60 of 200 cycles. The verdict is on what there was.");
}

BOOST_AUTO_TEST_CASE(has_a_headline_for_whatever_came_out) {
  using enum LeakVerdict;
  const auto headline = [](std::vector<LeakVerdict> verdicts) {
    Document document;
    for (const LeakVerdict verdict : verdicts) document.leaks.push_back({.verdict = verdict});
    return leak_report(document, "")->headline;
  };
  BOOST_TEST(headline({leak}) == "Leak.");
  BOOST_TEST(headline({clean}) == "Clean: no leak in 1 test.");
  BOOST_TEST(headline({decelerating}) == "Decelerating.");
  BOOST_TEST(headline({clean, cannot_tell, clean}) == "No leak seen: 1 cannot tell and 2 clean.");
  BOOST_TEST(!leak_report({}, "").has_value());
}

BOOST_AUTO_TEST_CASE(shows_one_model_where_that_is_asked_for) {
  BOOST_TEST(leak_report(fixture::leak_tests(), "alertsage")->sections.size() == 3U);
  BOOST_TEST(!leak_report(fixture::leak_tests(), "python3 serve.py").has_value());
}

BOOST_AUTO_TEST_CASE(says_of_old_documents_what_their_metrics_say) {
  Document document;
  document.leaks = {fixture::leak_section("mmap", "a", 0)};
  const LeakReport report = leak_report(document, "").value();
  BOOST_TEST(report.sections[0].reason == "RssAnon: at most 310 B a cycle");
}

BOOST_AUTO_TEST_CASE(bounds_names_and_charts) {
  Document document;
  for (int i = 0; i < 30; ++i) {
    LeakSection section = fixture::leak_section("mmap", "m" + std::to_string(i), 5000);
    section.leaked.resize(100, {.metric = "mappings", .name = "x", .count = 2});
    document.leaks.push_back(std::move(section));
  }
  const LeakReport report = leak_report(document, "").value();
  BOOST_TEST(report.sections[0].leaked.size() == 13U);
  BOOST_TEST(report.sections[0].leaked.back() == "and 88 others");
  BOOST_TEST(report.sections[23].chart.has_value());
  BOOST_TEST(!report.sections[24].chart.has_value());
  BOOST_TEST(contains(report.finding, "; and 26 others."));
  const std::string said = "Charts are of the worst 24 tests; the other 6 have none.";
  BOOST_TEST(report.not_drawn == said);
  BOOST_TEST(contains(report_html(make_report(document, "")), said));
  BOOST_TEST(leak_report(fixture::leak_tests(), "")->not_drawn.empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(leak_tests_in_a_report)

// Leak tests measure no time: nobody asked for advice on what was not measured.
BOOST_AUTO_TEST_CASE(stand_alone_where_nothing_else_was_measured) {
  const Report report = make_report(fixture::leak_tests(), "");
  BOOST_TEST(report.title == "Leak test of alertsage, python3 serve.py and worker (412)");
  BOOST_TEST(report.advice.empty());
  BOOST_TEST(report.models.empty());
  const std::string html = report_html(report);
  BOOST_TEST(!contains(html, "Not measured"));
  BOOST_TEST(!contains(html, "All 0 rows"));
  BOOST_TEST(contains(html, "<span class=\"badge bad\">leak</span>"));
  BOOST_TEST(contains(html, "<code>heaptrack alertsage-leaktest --child"));
  BOOST_TEST(html.find("class=\"finding bad\"") < html.find("id=\"method\""));
}

BOOST_AUTO_TEST_CASE(stand_below_the_models_where_there_are_such) {
  const Report report = make_report(fixture::complete_document(), "");
  BOOST_TEST(!report.leaks_alone);
  BOOST_TEST(report.leaks.has_value());
  const std::string html = report_html(report);
  BOOST_TEST(html.find("id=\"leaks\"") > html.find("id=\"model-1\""));
}

BOOST_AUTO_TEST_CASE(are_a_table_in_markdown) {
  const std::string markdown = report_markdown(make_report(fixture::leak_tests(), ""));
  BOOST_TEST(contains(markdown, "\n## Leak tests\n\n**Leak in 1 of 5 tests.** "));
  BOOST_TEST(contains(markdown,
                      "\n| plugin-tagger, alertsage: load-predict-drop | **leak** | 24 B (live "
                      "bytes) | 8 B | Live bytes rise"));
}

BOOST_AUTO_TEST_CASE(keep_a_command_on_one_line_of_a_terminal) {
  const LeakReport report = leak_report(fixture::leak_tests(), "").value();
  const std::string text = leak_terminal(report, {.width = 40});
  BOOST_TEST(
      contains(text, "\nheaptrack alertsage-leaktest --child plugin:./tagger.so alertsage\n"));
  BOOST_TEST(contains(text, "\nleak                   plugin-tagger, alertsage"));
  BOOST_TEST(!contains(text, "\x1b["));
  BOOST_TEST(contains(leak_terminal(report, {.colour = true}), "\x1b[1mLeak tests\x1b[0m\n"));
}

BOOST_AUTO_TEST_CASE(escape_what_comes_from_outside) {
  Document document = fixture::leak_tests();
  LeakSection& section = document.leaks[1];
  section.model = "<script>|\x1b[2J";
  section.reason = section.partial = section.command = section.model;
  section.next_steps = {section.model};
  section.leaked = {{"descriptors", section.model, 1}};
  const Report report = make_report(document, "");
  BOOST_TEST(!contains(report_html(report), "<script>"));
  BOOST_TEST(!contains(report_html(report), "\x1b"));
  BOOST_TEST(!contains(report_markdown(report), "<script>"));
  BOOST_TEST(!contains(report_text(report, {}), "\x1b"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
