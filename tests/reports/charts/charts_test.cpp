// The charts of made documents: what they hold, what they say, and that nothing falls off the page.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "reports/charts/distribution_chart.hpp"
#include "reports/charts/load_size_chart.hpp"
#include "reports/charts/load_time_chart.hpp"
#include "reports/charts/memory_chart.hpp"
#include "reports/charts/start_chart.hpp"
#include "reports/charts/total_time_chart.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

std::vector<Chart> charts_of(const Document& document) {
  const Measurements measurements(document);
  std::vector<Chart> charts;
  const auto add = [&](std::optional<Chart> chart) {
    if (chart) charts.push_back(std::move(*chart));
  };
  for (const std::string& model : measurements.models()) {
    add(total_time_chart(measurements, model));
    add(load_time_chart(measurements, model));
    add(memory_chart(measurements, model));
    add(distribution_chart(measurements, "load", model));
    add(distribution_chart(measurements, "batch", model));
  }
  add(load_size_chart(measurements));
  const std::vector<ProcessState> states = process_states(measurements);
  add(start_chart(states));
  for (const ProcessState& state : states) add(distribution_chart(state));
  return charts;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// A text's width is a guess: 0.62 of its size a character is a wide font.
void check_text(const Figure& figure, const Text& text) {
  const double width = 0.62 * text.size * static_cast<double>(text.text.size());
  const double before = text.anchor == Anchor::left    ? 0
                        : text.anchor == Anchor::right ? width
                                                       : width / 2;
  BOOST_TEST_CONTEXT("'" << text.text << "' at " << text.at.x << "," << text.at.y) {
    BOOST_TEST(text.at.x - before >= -1);
    BOOST_TEST(text.at.x - before + width <= figure.width + 1);
    BOOST_TEST(text.at.y >= 0);
    BOOST_TEST(text.at.y <= figure.height);
  }
}

void check_points(const Panel& panel, const std::vector<Point>& points) {
  for (const Point& point : points) {
    if (!std::isfinite(point.x)) continue;
    const Point pixel = pixel_of(panel, point);
    BOOST_TEST(pixel.x >= panel.box.left - 0.5);
    BOOST_TEST(pixel.x <= panel.box.right + 0.5);
    BOOST_TEST(pixel.y >= panel.box.top - 0.5);
    BOOST_TEST(pixel.y <= panel.box.bottom + 0.5);
  }
}

void check_figure(const Figure& figure) {
  BOOST_TEST(!figure.panels.empty());
  for (const Text& text : figure.texts) check_text(figure, text);
  for (const Panel& panel : figure.panels) {
    BOOST_TEST(panel.box.left < panel.box.right);
    BOOST_TEST(panel.box.top < panel.box.bottom);
    BOOST_TEST(panel.box.bottom < figure.height);
    for (const Tick& tick : panel.x.ticks) {
      const double x = pixel_of(panel, {tick.at, panel.y.low}).x;
      check_text(figure, {.at = {x, 0}, .text = tick.text, .anchor = Anchor::centre});
    }
    for (const Stroke& stroke : panel.strokes) check_points(panel, stroke.points);
    for (const Marks& marks : panel.marks) check_points(panel, marks.points);
  }
}

bool overlap(const Text& a, const Text& b) {
  const auto left = [](const Text& text) {
    const double width = 0.55 * text.size * static_cast<double>(text.text.size());
    return text.anchor == Anchor::left ? text.at.x : text.at.x - width;
  };
  const auto right = [&](const Text& text) {
    return left(text) + 0.55 * text.size * static_cast<double>(text.text.size());
  };
  return std::abs(a.at.y - b.at.y) < 0.8 * std::min(a.size, b.size) && left(a) < right(b) &&
         left(b) < right(a);
}

BOOST_AUTO_TEST_SUITE(charts)

BOOST_AUTO_TEST_CASE(everything_lies_on_the_page) {
  for (const Document& document :
       {fixture::complete_document(), fixture::without_python(), fixture::two_rows(),
        fixture::one_sample_a_row(), fixture::processes(), fixture::processes_of_hyperfine()}) {
    for (const Chart& chart : charts_of(document)) {
      BOOST_TEST_CONTEXT(chart.title) {
        BOOST_TEST(!chart.caption.empty());
        BOOST_TEST(!chart.alt.empty());
        check_figure(chart.wide);
        check_figure(chart.narrow);
        BOOST_TEST(chart.narrow.width < chart.wide.width);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(no_two_texts_lie_on_each_other) {
  std::vector<Chart> charts = charts_of(fixture::complete_document());
  for (Chart& chart : charts_of(fixture::processes())) charts.push_back(std::move(chart));
  for (const Chart& chart : charts) {
    for (const Figure& figure : {chart.wide, chart.narrow}) {
      for (std::size_t i = 0; i < figure.texts.size(); ++i) {
        for (std::size_t j = i + 1; j < figure.texts.size(); ++j) {
          BOOST_TEST_CONTEXT(chart.title << ": '" << figure.texts[i].text << "' and '"
                                         << figure.texts[j].text << "'") {
            BOOST_TEST(!overlap(figure.texts[i], figure.texts[j]));
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(says_where_lines_break_even) {
  const Document document = fixture::complete_document();
  const auto chart = total_time_chart(Measurements(document), "incidents-23MB");
  BOOST_REQUIRE(chart.has_value());
  BOOST_TEST(has(chart->caption, "mmap, new process costs less than joblib cached up to "));
  BOOST_TEST(has(chart->caption, "computed from measured medians"));
  BOOST_TEST(has(chart->caption, "measured batches of 5 and 100"));
  const auto& marks = chart->wide.panels[0].marks;
  BOOST_TEST(std::count_if(marks.begin(), marks.end(),
                           [](const Marks& each) { return !each.filled; }) == 1);
}

// "958", at the right edge, once lay on "joblib cached", and half of it beside a narrow page.
BOOST_AUTO_TEST_CASE(labels_a_break_even_at_the_edge_inside_the_frame) {
  Document document;
  for (const auto& [name, ns] :
       {std::pair("load/joblib/m/warm", 131e6), std::pair("load/mmap/m/warm", 43e3),
        std::pair("first_prediction/joblib/m/warm", 131e6),
        std::pair("first_prediction/mmap/m/warm", 146e3), std::pair("predict/mmap/m", 10e3)}) {
    fixture::add_series(document, name, ns, 30, 0);
  }
  const auto chart = total_time_chart(Measurements(document), "m");
  BOOST_REQUIRE(chart.has_value());
  for (const Figure& figure : {chart->wide, chart->narrow}) {
    check_figure(figure);
    const auto label = std::find_if(figure.texts.begin(), figure.texts.end(),
                                    [](const Text& text) { return text.text == "963"; });
    BOOST_REQUIRE(label != figure.texts.end());
    BOOST_TEST(label->at.x < figure.panels[0].box.right);
    BOOST_TEST((label->anchor == Anchor::right));
    for (const Text& other : figure.texts) {
      BOOST_TEST((&other == &*label || !overlap(*label, other)));
    }
  }
}

BOOST_AUTO_TEST_CASE(draws_both_states_of_a_load_with_their_intervals) {
  const Document document = fixture::without_python();
  const Measurements measurements(document);
  const auto chart = load_time_chart(measurements, "alertsage");
  BOOST_REQUIRE(chart.has_value());
  const Panel& panel = chart->wide.panels[0];
  BOOST_TEST(panel.marks.size() == 14);  // six strategies and the floor, warm and cold
  const Measured* load = measurements.load("joblib", "alertsage", "warm");
  BOOST_TEST(panel.marks[0].points[0].x == load->median);
  BOOST_TEST(panel.strokes[0].points[0].x == load->interval->low);
  BOOST_TEST(panel.strokes[0].points[1].x == load->interval->high);
  BOOST_TEST(panel.marks[0].filled);
  BOOST_TEST(!panel.marks[1].filled);
}

BOOST_AUTO_TEST_CASE(says_what_the_data_do_not_tell_apart) {
  const Document document = fixture::one_sample_a_row();
  const auto chart = load_time_chart(Measurements(document), "alertsage");
  BOOST_TEST(has(chart->caption, "which the data do not tell apart"));
}

BOOST_AUTO_TEST_CASE(says_how_a_load_grows_with_the_model) {
  const Document document = fixture::complete_document();
  const auto chart = load_size_chart(Measurements(document));
  BOOST_REQUIRE(chart.has_value());
  BOOST_TEST(has(chart->alt, "From 1 MB to 256 MB of model file, joblib takes "));
  BOOST_TEST(has(chart->alt, "to 64 MB"));  // json stops there
  BOOST_TEST(has(chart->alt, "mmap takes 1.0x as long"));
  BOOST_TEST(chart->wide.panels[0].strokes.size() == 7);
}

BOOST_AUTO_TEST_CASE(needs_two_sizes) {
  Document document;
  fixture::add_series(document, "load/mmap/synthetic-1MB/warm", 42e3, 30);
  BOOST_TEST(!load_size_chart(Measurements(document)).has_value());
}

BOOST_AUTO_TEST_CASE(gives_each_strategy_a_panel_of_memory_on_one_scale) {
  const Document document = fixture::complete_document();
  const auto chart = memory_chart(Measurements(document), "alertsage");
  BOOST_REQUIRE(chart.has_value());
  BOOST_REQUIRE(chart->wide.panels.size() == 6);
  for (const Panel& panel : chart->wide.panels) {
    BOOST_TEST(panel.y.high == chart->wide.panels[0].y.high);
    BOOST_TEST(panel.strokes.size() == 2);
    BOOST_TEST(panel.strokes[0].points.size() == 50);
  }
  BOOST_TEST(has(chart->alt, "No strategy leaks: each grows by at most 310 B a cycle"));
}

BOOST_AUTO_TEST_CASE(names_the_strategy_that_leaks) {
  Document document;
  document.leaks = {fixture::leak_section("joblib", "m", 0),
                    fixture::leak_section("read", "m", 65536)};
  const auto chart = memory_chart(Measurements(document), "m");
  BOOST_TEST(has(chart->alt, "joblib clean"));
  BOOST_TEST(has(chart->alt, "read leak, 64 KiB a cycle"));
}

BOOST_AUTO_TEST_CASE(keeps_samples_and_takes_quantiles_where_there_are_many) {
  const std::vector<double> few{3, 1, 2};
  BOOST_TEST(strip_samples(few) == few, boost::test_tools::per_element());
  std::vector<double> many;
  for (int i = 0; i <= 1000; ++i) many.push_back(i);
  const std::vector<double> quantiles = strip_samples(many);
  BOOST_REQUIRE(quantiles.size() == kMostTicks);
  BOOST_TEST(quantiles.front() == 1000 * 0.5 / kMostTicks, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(quantiles.back() == 1000 * (kMostTicks - 0.5) / kMostTicks,
             boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(has_no_chart_of_what_was_not_measured) {
  const Document document = fixture::nothing_measured();
  BOOST_TEST(charts_of(document).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
