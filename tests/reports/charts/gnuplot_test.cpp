#include "reports/charts/gnuplot.hpp"

#include <stdlib.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage::reports {
namespace {

namespace fs = std::filesystem;

Figure figure_with(const std::string& text, std::size_t points = 2) {
  Figure figure{.width = 300, .height = 200};
  Panel panel{.box = {.left = 40, .top = 20, .right = 260, .bottom = 180},
              .title = text,
              .x = {.low = 0, .high = 10},
              .y = {.low = 0, .high = 10}};
  Stroke line;
  for (std::size_t i = 0; i < points; ++i) {
    line.points.push_back({static_cast<double>(i % 10), static_cast<double>(i % 7)});
  }
  panel.strokes.push_back(line);
  panel.marks.push_back({.points = {{5, 5}}, .paint = kBlue});
  figure.panels.push_back(panel);
  return figure;
}

// A directory of programs that stands for PATH, for as long as the test runs.
class OnlyThesePrograms {
 public:
  OnlyThesePrograms() : before_(::getenv("PATH")) {
    ::setenv("PATH", directory_.path().c_str(), 1);
  }
  ~OnlyThesePrograms() { ::setenv("PATH", before_.c_str(), 1); }

  void add(const std::string& name, const std::string& script) const {
    std::ofstream(directory_ / name) << script;
    fs::permissions(directory_ / name, fs::perms::owner_all);
  }

 private:
  std::string before_;
  testing::TemporaryDirectory directory_;
};

BOOST_AUTO_TEST_SUITE(gnuplot)

BOOST_AUTO_TEST_CASE(draws_several_figures_in_order) {
  const std::vector<Figure> figures{figure_with("first"), figure_with("second")};
  const std::vector<std::string> drawings = draw(figures);
  BOOST_REQUIRE(drawings.size() == 2);
  BOOST_TEST(drawings[0].find(">first<") != std::string::npos);
  BOOST_TEST(drawings[1].find(">second<") != std::string::npos);
  BOOST_TEST(drawings[0].find("width=\"300\" height=\"200\"") != std::string::npos);
  BOOST_TEST(drawings[0].find("prefers-color-scheme") != std::string::npos);
  BOOST_TEST(drawings[0].find("'#0b62b0'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(draws_the_same_twice) {
  const std::vector<Figure> figures{figure_with("same")};
  BOOST_TEST(draw(figures) == draw(figures));
}

BOOST_AUTO_TEST_CASE(draws_an_empty_panel) {
  Figure figure = figure_with("empty");
  figure.panels[0].strokes.clear();
  figure.panels[0].marks.clear();
  BOOST_TEST(draw(std::vector{figure})[0].find(">empty<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(runs_nothing_that_stands_in_a_text) {
  const testing::TemporaryDirectory directory;
  const fs::path bait = directory / "bait";
  const std::string text =
      "'; system \"touch " + bait.string() + "\"; `touch " + bait.string() + "` <script>&";
  const std::string drawing = draw(std::vector{figure_with(text)})[0];
  BOOST_TEST(!fs::exists(bait));
  BOOST_TEST(drawing.find("<script>") == std::string::npos);
  BOOST_TEST(drawing.find("&lt;script>&amp;") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_so_where_gnuplot_is_missing) {
  const OnlyThesePrograms none;
  const std::vector<Figure> figures{figure_with("x", 100000)};  // more than a pipe holds
  BOOST_CHECK_EXCEPTION(draw(figures), Error, [](const Error& error) {
    return error.kind() == ErrorKind::environment &&
           std::string(error.what()).find("not found") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(says_what_gnuplot_said_where_it_fails) {
  const OnlyThesePrograms programs;
  programs.add("gnuplot", "#!/bin/sh\necho 'line 7: no such terminal' >&2\nexit 1\n");
  const std::vector<Figure> figures{figure_with("x", 100000)};
  BOOST_CHECK_EXCEPTION(draw(figures), Error, [](const Error& error) {
    return error.place().piece == "line 7: no such terminal";
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
