#include "reports/charts/figure_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/error.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kLongestText = 300;
// gnuplot writes a weight into SVG only as a part of the family's name (svg.cpp gives it a
// meaning).
constexpr std::string_view kBoldFont = "Bold";
constexpr double kTickGap = 8;  // pixels between the frame and a tick's text
constexpr double kTickSize = 12;

using Out = std::back_insert_iterator<std::string>;

int point_type(Symbol symbol, bool filled) {
  switch (symbol) {
    case Symbol::circle:
      return filled ? 7 : 6;
    case Symbol::square:
      return filled ? 5 : 4;
    case Symbol::diamond:
      return filled ? 13 : 12;
    case Symbol::triangle_up:
      return filled ? 9 : 8;
    case Symbol::triangle_down:
      return filled ? 11 : 10;
    case Symbol::pentagon:
      return filled ? 15 : 14;
  }
  return 7;
}

std::string_view dash_type(Dash dash) {
  switch (dash) {
    case Dash::solid:
      return "solid";
    case Dash::dashed:
      return "(14,7)";
    case Dash::dotted:
      return "(3,6)";
  }
  return "solid";
}

std::string_view anchor_word(Anchor anchor) {
  switch (anchor) {
    case Anchor::left:
      return "left";
    case Anchor::centre:
      return "center";
    case Anchor::right:
      return "right";
  }
  return "left";
}

void write_text(Out out, const Figure& figure, const Text& text) {
  if (text.text.empty()) return;
  fmt::format_to(out, "set label {} at screen {:.6f},{:.6f} {} font '{},{}' textcolor rgb '{}'\n",
                 gnuplot_quoted(text.text), text.at.x / figure.width, 1 - text.at.y / figure.height,
                 anchor_word(text.anchor), text.bold ? kBoldFont : "sans-serif", text.size,
                 text.paint.light);
}

// gnuplot's SVG driver goes on with the path of the arrow before where colour and width are the
// same, dashes and all; a hundredth of a pixel makes it begin a new one.
double distinct_width(const Leader& leader) {
  return leader.width + 0.01 * static_cast<int>(leader.dash);
}

void write_leader(Out out, const Figure& figure, const Leader& leader) {
  fmt::format_to(
      out,
      "set arrow from screen {:.6f},{:.6f} to screen {:.6f},{:.6f} nohead lw {:.2f} dt {} lc "
      "rgb '{}'\n",
      leader.from.x / figure.width, 1 - leader.from.y / figure.height, leader.to.x / figure.width,
      1 - leader.to.y / figure.height, distinct_width(leader), dash_type(leader.dash),
      leader.paint.light);
}

void write_axis(Out out, char name, const Axis& axis) {
  const bool logarithmic = axis.scale == Scale::logarithmic;
  fmt::format_to(out, "{} logscale {}\n", logarithmic ? "set" : "unset", name);
  fmt::format_to(out, "set {}range [{:.10g}:{:.10g}]\nset {}tics (", name, axis.low, axis.high,
                 name);
  for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
    fmt::format_to(out, "{}'' {:.10g}", i == 0 ? "" : ",", axis.ticks[i].at);
  }
  fmt::format_to(out, ")\n");
}

// Tick texts and titles are ours rather than gnuplot's, which guesses their width from a font that
// the browser does not have.
void write_axis_texts(Out out, const Figure& figure, const Panel& panel) {
  const Box& box = panel.box;
  for (const Tick& tick : panel.x.ticks) {
    Text text{.at = {pixel_of(panel, {tick.at, panel.y.low}).x, box.bottom + kTickGap + 6},
              .text = tick.text,
              .paint = kMuted,
              .anchor = Anchor::centre,
              .size = kTickSize};
    // At the figure's edge beside its tick rather than cut.
    const double half = std::min(width_of(text), static_cast<double>(figure.width)) / 2;
    text.at.x = std::clamp(text.at.x, half, figure.width - half);
    write_text(out, figure, text);
  }
  for (const Tick& tick : panel.y.ticks) {
    const double y = pixel_of(panel, {panel.x.low, tick.at}).y;
    write_text(out, figure,
               {.at = {box.left - kTickGap, y},
                .text = tick.text,
                .paint = kMuted,
                .anchor = Anchor::right,
                .size = kTickSize});
  }
  write_text(out, figure,
             {.at = {box.right, box.bottom + kTickGap + 24},
              .text = panel.x.title,
              .paint = kMuted,
              .anchor = Anchor::right,
              .size = kTickSize});
  write_text(out, figure,
             {.at = {0, box.top - 14}, .text = panel.y.title, .paint = kMuted, .size = kTickSize});
  write_text(out, figure,
             {.at = {box.left, box.top - 14}, .text = panel.title, .size = 13, .bold = true});
}

void write_band(Out out, const Band& band) {
  const auto corner = [&](double at, int end) {
    return band.of_x ? fmt::format("first {:.10g},graph {}", at, end)
                     : fmt::format("graph {},first {:.10g}", end, at);
  };
  fmt::format_to(out,
                 "set object rectangle from {} to {} behind fillstyle solid noborder fillcolor rgb "
                 "'{}'\n",
                 corner(band.from, 0), corner(band.to, 1), kShade.light);
}

void write_block(Out out, std::size_t block, const std::vector<Point>& points) {
  fmt::format_to(out, "$d{} << EOD\n", block);
  for (const Point& point : points) {
    if (std::isfinite(point.x) && std::isfinite(point.y)) {
      fmt::format_to(out, "{:.10g} {:.10g}", point.x, point.y);
    }
    fmt::format_to(out, "\n");
  }
  fmt::format_to(out, "EOD\n");
}

// An empty panel still has its frame: gnuplot draws nothing at all without a plot command, so a
// point outside of the range stands for no data.
void write_plot(Out out, const Panel& panel) {
  std::size_t block = 0;
  for (const Stroke& stroke : panel.strokes) write_block(out, block++, stroke.points);
  for (const Marks& marks : panel.marks) write_block(out, block++, marks.points);
  block = 0;
  fmt::format_to(out, "plot NaN notitle");
  for (const Stroke& stroke : panel.strokes) {
    fmt::format_to(out, ", $d{} with lines lw {} dt {} lc rgb '{}' notitle", block++, stroke.width,
                   dash_type(stroke.dash), stroke.paint.light);
  }
  for (const Marks& marks : panel.marks) {
    fmt::format_to(out, ", $d{} with points pt {} ps {} lw 1.6 lc rgb '{}' notitle", block++,
                   point_type(marks.symbol, marks.filled), marks.size, marks.paint.light);
  }
  fmt::format_to(out, "\n");
}

void write_panel(Out out, const Figure& figure, const Panel& panel) {
  const Box& box = panel.box;
  fmt::format_to(out,
                 "set lmargin at screen {:.6f}\nset rmargin at screen {:.6f}\n"
                 "set tmargin at screen {:.6f}\nset bmargin at screen {:.6f}\n",
                 box.left / figure.width, box.right / figure.width, 1 - box.top / figure.height,
                 1 - box.bottom / figure.height);
  write_axis(out, 'x', panel.x);
  write_axis(out, 'y', panel.y);
  write_axis_texts(out, figure, panel);
  for (const Band& band : panel.bands) write_band(out, band);
  write_plot(out, panel);
  fmt::format_to(out, "unset label\nunset object\n");
}

}  // namespace

std::string gnuplot_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char byte : printable(text, kLongestText)) {
    if (byte == '\'') {
      quoted += "\u2019";
    } else {
      quoted += byte;
    }
  }
  return quoted + "'";
}

std::string gnuplot_script(const Figure& figure, std::string_view file_name) {
  std::string script;
  const Out out(script);
  fmt::format_to(out,
                 "reset\nset encoding utf8\n"
                 "set terminal svg size {},{} noenhanced font 'sans-serif,12' dashlength 0.5\n"
                 "set output {}\n"
                 "set border 0\nset tics scale 0\nset format ''\nunset key\n"
                 "set grid xtics ytics lt 1 lw 1 lc rgb '{}'\nset multiplot\n",
                 figure.width, figure.height, gnuplot_quoted(file_name), kGrid.light);
  for (const Panel& panel : figure.panels) {
    if (&panel == &figure.panels.back()) {
      for (const Leader& leader : figure.leaders) write_leader(out, figure, leader);
      for (const Text& text : figure.texts) write_text(out, figure, text);
    }
    write_panel(out, figure, panel);
  }
  fmt::format_to(out, "unset multiplot\nunset output\n");
  return script;
}

}  // namespace alertsage::reports
