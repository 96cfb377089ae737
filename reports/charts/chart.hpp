// A chart: what it shows, what to see in it, and its drawing for a wide and a narrow page.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/figure.hpp"

namespace alertsage::reports {

struct Chart {
  std::string title = {};
  std::string caption = {};  // what to see in it, computed from the data
  std::string alt = {};      // the finding, for who does not see the drawing
  Figure wide = {};
  Figure narrow = {};
};

// A page's width as a chart sees it.
struct Canvas {
  bool narrow = false;
  int width = 0;            // pixels
  double text_size = 12;    // of labels inside the drawing
  std::size_t x_texts = 8;  // on the horizontal axis at most

  static Canvas wide() { return {.width = 920, .text_size = 13}; }
  static Canvas narrow_page() { return {.narrow = true, .width = 360, .x_texts = 4}; }
};

// A line and what it is called.
struct LineName {
  Point end = {};  // where the line ends, in pixels of the figure
  std::string text = {};
  Paint paint = kInk;
  Dash dash = Dash::solid;
};

// Names lines. On a wide page right of the panel's frame, moved apart where names would lie on each
// other, each joined to its line's end; a line that ends well inside the frame has its name above
// its end. On a narrow page in a key below, in the order of the ends, which makes the figure
// higher.
void name_lines(Figure& figure, const Box& frame, std::vector<LineName> names,
                const Canvas& canvas);

// A plot of rows, one below the other: places of rows, their names, and the figure's height.
// On a narrow page names stand above their rows, else on the left.
class RowLayout {
 public:
  RowLayout(const Canvas& canvas, std::size_t rows);

  const Box& frame() const noexcept { return frame_; }
  int height() const noexcept { return height_; }
  Axis axis() const;  // row `i` lies at i, the first on top
  Text name(std::size_t row, std::string_view text, Paint paint) const;

 private:
  bool narrow_;
  std::size_t rows_;
  int height_;
  Box frame_;
};

}  // namespace alertsage::reports
