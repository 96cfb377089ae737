#include "reports/charts/leak_chart.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "reports/charts/gnuplot.hpp"
#include "reports/charts/growth.hpp"
#include "reports/charts/leak_panel.hpp"
#include "reports/results/vocabulary.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

const LeakSection& section_of(const Document& document, LeakVerdict verdict) {
  const auto found =
      std::find_if(document.leaks.begin(), document.leaks.end(),
                   [&](const LeakSection& section) { return section.verdict == verdict; });
  BOOST_REQUIRE(found != document.leaks.end());
  return *found;
}

bool has_text(const Figure& figure, std::string_view text) {
  return std::any_of(figure.texts.begin(), figure.texts.end(),
                     [&](const Text& drawn) { return drawn.text == text; });
}

// The ends of the fitted line: the last stroke.
const std::vector<Point>& fit_of(const Panel& panel) {
  return panel.strokes.back().points;
}

BOOST_AUTO_TEST_SUITE(leak_chart_of_a_section)

BOOST_AUTO_TEST_CASE(draws_what_leaks_first_and_names_what_is_constant) {
  const Document document = fixture::leak_tests();
  const auto chart = leak_chart(section_of(document, LeakVerdict::leak));
  BOOST_REQUIRE(chart.has_value());
  BOOST_TEST(chart->title == "plugin-tagger, alertsage: load-predict-drop");
  BOOST_TEST(chart->alt == "leak, 24 B a cycle, at least 24 B (live bytes)");
  BOOST_TEST(chart->caption.ends_with(" Constant: mappings and threads."));
  BOOST_TEST(chart->wide.panels.size() == 3U);
  BOOST_TEST(has_text(chart->wide, "live bytes: leak"));
  BOOST_TEST(has_text(chart->wide, "descriptors: leak"));
  BOOST_TEST(chart->wide.texts[0].text == "live bytes: leak");
}

// Of an even number of loads the upper of two middle values was once taken.
BOOST_AUTO_TEST_CASE(fits_through_the_median_of_the_judged_loads) {
  const auto height = [](std::vector<double> values) {
    Figure figure;
    add_leak_panel(figure, {.values = std::move(values), .fit = LeakFit{}}, {0, 0, 100, 100});
    return fit_of(figure.panels.at(0)).front().y;
  };
  BOOST_TEST(height({0, 10, 2, 4}) == 3);
  BOOST_TEST(height({0, 10, 2}) == 2);
  BOOST_TEST(height({7}) == 0);
}

// A first load that allocates 150 KB for good would press a leak of 24 bytes flat.
BOOST_AUTO_TEST_CASE(keeps_the_axis_to_what_was_judged) {
  const Document document = fixture::leak_tests();
  const Panel live = leak_chart(section_of(document, LeakVerdict::leak))->wide.panels[0];
  BOOST_TEST(live.y.low >= -0.5);
  BOOST_TEST(live.y.high <= 2);
  // In KiB.
  BOOST_TEST(fit_of(live).front().x == 16);
  BOOST_TEST(fit_of(live).back().x == 60);
  BOOST_TEST(fit_of(live).back().y - fit_of(live).front().y == 24.0 * 44 / 1024,
             boost::test_tools::tolerance(1e-9));
}

// It was green, as what is clean.
BOOST_AUTO_TEST_CASE(gives_what_was_not_judged_no_colour_of_a_verdict) {
  const LeakSection section{
      .metrics = {{.name = "live_bytes", .verdict = LeakVerdict::clean}},
      .series = {{"heap_in_use_bytes", {0, 16, 32}}, {"live_bytes", {0, 16, 0}}}};
  const auto chart = leak_chart(section);
  BOOST_TEST(chart->wide.texts.at(0).text == "live bytes: clean");
  BOOST_TEST((chart->wide.texts[0].paint == verdict_paint(LeakVerdict::clean)));
  BOOST_TEST(chart->wide.texts.at(2).text == "heap in use");
  BOOST_TEST((chart->wide.texts[2].paint == kInk));
}

BOOST_AUTO_TEST_CASE(cuts_lines_where_they_leave_the_panel) {
  LeakSection section{.metrics = {{.name = "rss_anon_bytes",
                                   .verdict = LeakVerdict::cannot_tell,
                                   .slope_per_load = 0,
                                   .slope_low = -1e9,
                                   .slope_high = 1e9}},
                      .series = {{"rss_anon_bytes", {0, 4096, 0, 4096, 0, 4096, 0}}}};
  const Panel panel = leak_chart(section)->wide.panels.at(0);
  for (const Stroke& stroke : panel.strokes) {
    for (const Point& point : stroke.points) {
      BOOST_TEST(point.y >= panel.y.low - 1e-9);
      BOOST_TEST(point.y <= panel.y.high + 1e-9);
      BOOST_TEST(point.x >= 1);
      BOOST_TEST(point.x <= 7);
    }
  }
}

BOOST_AUTO_TEST_CASE(shows_what_the_allocator_kept_and_gave_back) {
  const Document document = fixture::leak_tests();
  const auto chart = leak_chart(section_of(document, LeakVerdict::allocator_retention));
  BOOST_REQUIRE(chart.has_value());
  BOOST_TEST(chart->title == "python3 serve.py: each-line");
  BOOST_TEST(chart->wide.texts[0].text == "RssAnon, left untrimmed");
  BOOST_TEST(chart->wide.texts[1].text == "keeps 96 KiB a cycle; the diamond: trimmed");
  const std::vector<Marks>& marks = chart->wide.panels[0].marks;
  BOOST_REQUIRE(!marks.empty());
  BOOST_TEST((marks.back().symbol == Symbol::diamond));
}

// Five of six were drawn where the allocator kept something, and the sixth was not named.
BOOST_AUTO_TEST_CASE(draws_or_names_every_quantity) {
  const std::vector<std::string> names{"live_bytes",  "live_blocks", "mapped_bytes", "descriptors",
                                       "shm_objects", "threads",     "mappings"};
  LeakSection section{.verdict = LeakVerdict::leak};
  for (const std::string& name : names) section.series[name] = {1, 2, 3};
  section.series["mappings"] = {3, 3, 3};
  const auto count_in_chart = [&] {
    const auto chart = leak_chart(section);
    return std::count_if(names.begin(), names.end(), [&](const std::string& name) {
      const std::string label = metric_label(name);
      return has_text(chart->wide, label) || chart->caption.find(label) != std::string::npos;
    });
  };
  BOOST_TEST(count_in_chart() == 7);
  section.retention =
      Retention{.rss_anon_bytes = {1, 2, 3}, .after_trim_bytes = 1, .grown_low = 0.9};
  const auto chart = leak_chart(section);
  BOOST_TEST(has_text(chart->wide, "RssAnon, left untrimmed"));
  BOOST_TEST(chart->wide.panels.size() == kMostLeakPanels);
  BOOST_TEST(chart->caption.ends_with(" Not drawn: threads. Constant: mappings."));
  BOOST_TEST(count_in_chart() == 7);
}

// It was an abort.
BOOST_AUTO_TEST_CASE(draws_nothing_kept_where_no_figure_is_a_number) {
  const LeakSection section{
      .retention = Retention{.rss_anon_bytes = {NAN, NAN, NAN}, .grown_low = 1},
      .series = {{"threads", {1, 2, 1}}}};
  BOOST_TEST(leak_chart(section)->wide.panels.size() == 1U);
}

BOOST_AUTO_TEST_CASE(draws_nothing_where_nothing_moves) {
  LeakSection still{.metrics = {{.name = "threads"}}, .series = {{"threads", {3, 3, 3}}}};
  BOOST_TEST(!leak_chart(still).has_value());
  BOOST_TEST(!leak_chart({}).has_value());
}

BOOST_AUTO_TEST_CASE(draws_series_with_gaps) {
  const LeakSection section{
      .metrics = {{.name = "live_bytes", .warm_up_loads = 2}},
      .series = {
          {"live_bytes", {1, 2, NAN, NAN}}, {"x", {NAN, 4, 5}}, {"y", {-INFINITY, 4, 5, NAN}}}};
  const auto chart = leak_chart(section);
  BOOST_REQUIRE(chart.has_value());
  BOOST_TEST(chart->wide.panels.size() == 3U);
  for (const Panel& panel : chart->wide.panels) BOOST_TEST(panel.y.high - panel.y.low < 10);
  BOOST_TEST(draw({&chart->wide, 1}).at(0).find("</svg>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(stays_small_however_many_loads_there_are) {
  LeakSection section{.strategy = "mmap", .model = "a"};
  for (const std::string_view metric :
       {leak_metric::kLiveBytes, leak_metric::kLiveBlocks, leak_metric::kMappedBytes,
        leak_metric::kHeapInUse, leak_metric::kRssAnon, leak_metric::kRssFile,
        leak_metric::kDescriptors, leak_metric::kMappings, leak_metric::kThreads}) {
    std::vector<double>& values = section.series[std::string(metric)];
    for (int load = 0; load < 5000; ++load) values.push_back(1e6 + (load * 7919) % 4093);
    section.metrics.push_back({.name = std::string(metric),
                               .slope_per_load = 3,
                               .slope_low = -1,
                               .slope_high = 9,
                               .warm_up_loads = 1000});
  }
  const auto chart = leak_chart(section);
  BOOST_REQUIRE(chart.has_value());
  BOOST_TEST(chart->wide.panels.size() == kMostLeakPanels);
  BOOST_TEST(chart->caption.find(" Not drawn: ") != std::string::npos);
  const std::vector<Figure> figures{chart->wide, chart->narrow};
  std::size_t bytes = 0;
  for (const std::string& svg : draw(figures)) bytes += svg.size();
  BOOST_TEST(bytes <= 200'000U);
}

BOOST_AUTO_TEST_CASE(has_a_paint_for_each_verdict_that_drawings_know) {
  using enum LeakVerdict;
  for (const LeakVerdict verdict : {clean, allocator_retention, decelerating, cannot_tell, leak}) {
    BOOST_TEST((std::find(kDrawnPaints.begin(), kDrawnPaints.end(), verdict_paint(verdict)) !=
                kDrawnPaints.end()));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
