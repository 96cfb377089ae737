// A drawing as data: panels with axes, strokes, marks and texts. Charts build it (pure, tested),
// figure_script.hpp writes it as gnuplot's commands, gnuplot.hpp runs them.
#pragma once

#include <string>
#include <vector>

#include "reports/charts/paint.hpp"

namespace alertsage::reports {

struct Point {
  double x = 0;
  double y = 0;

  bool operator==(const Point&) const = default;
};

// Pixels of the figure, y downwards from the top.
struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

enum class Scale { linear, logarithmic };

// A place on an axis: a grid line, and a text where there is one.
struct Tick {
  double at = 0;
  std::string text = {};

  bool operator==(const Tick&) const = default;
};

// REQUIRES: low < high; low > 0 where logarithmic.
struct Axis {
  Scale scale = Scale::linear;
  double low = 0;
  double high = 1;
  std::vector<Tick> ticks = {};
  std::string title = {};
};

enum class Dash { solid, dashed, dotted };
enum class Symbol { circle, square, diamond, triangle_up, triangle_down, pentagon };
enum class Anchor { left, centre, right };

struct Stroke {  // in the panel's data coordinates; a point that is not finite breaks the line
  std::vector<Point> points = {};
  Paint paint = kInk;
  double width = 2;
  Dash dash = Dash::solid;
};

struct Marks {  // in the panel's data coordinates
  std::vector<Point> points = {};
  Paint paint = kInk;
  Symbol symbol = Symbol::circle;
  bool filled = true;
  double size = 1;  // 1 is some 9 pixels across
};

struct Text {  // in pixels of the figure; `at` is the middle of the line's height
  Point at = {};
  std::string text = {};
  Paint paint = kInk;
  Anchor anchor = Anchor::left;
  double size = 12;
  bool bold = false;
};

struct Band {  // a shaded part of an axis, all across the panel
  double from = 0;
  double to = 0;
  bool of_x = true;
};

struct Panel {
  Box box = {};  // the plot's frame; tick texts and titles lie outside
  std::string title = {};
  Axis x = {};
  Axis y = {};
  std::vector<Band> bands = {};
  std::vector<Stroke> strokes = {};
  std::vector<Marks> marks = {};
};

struct Leader {  // a line in pixels of the figure, to join a text to what it names
  Point from = {};
  Point to = {};
  Paint paint = kInk;
  double width = 1;
  Dash dash = Dash::solid;
};

struct Figure {
  int width = 0;  // pixels
  int height = 0;
  std::vector<Panel> panels = {};  // at least one
  std::vector<Leader> leaders = {};
  std::vector<Text> texts = {};
};

// Pixels that a text takes, about: nobody knows the browser's font, and this is one of the wider.
double width_of(const Text& text);

// Where a data point of the panel lies in the figure. REQUIRES: the axes' preconditions.
Point pixel_of(const Panel& panel, const Point& data);

}  // namespace alertsage::reports
