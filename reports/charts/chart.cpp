#include "reports/charts/chart.hpp"

#include <algorithm>

#include "reports/charts/axes.hpp"

namespace alertsage::reports {
namespace {

constexpr double kLeader = 16;     // pixels from the frame to a leader's end
constexpr double kNearFrame = 40;  // a line that ends nearer to the frame is named outside of it
constexpr double kKeyLine = 20;    // height of a key's line
constexpr double kKeySample = 34;  // width of its sample
constexpr double kTop = 34;        // room above a frame for its titles
constexpr double kBottom = 44;     // room below for ticks and title
constexpr double kRow = 44;        // a row's height on a wide page
constexpr double kNarrowRow = 64;  // a name above two marks
constexpr double kNameColumn = 264;

// A name as the two ways of naming write it.
Text name_text(const LineName& name, Point at, double size, Anchor anchor = Anchor::left) {
  return {.at = at,
          .text = name.text,
          .paint = name.paint,
          .anchor = anchor,
          .size = size,
          .bold = true};
}

void name_at_ends(Figure& figure, const Box& frame, const std::vector<LineName>& names,
                  double size) {
  std::vector<LineName> outside;
  std::vector<double> wanted;
  for (const LineName& name : names) {
    if (name.end.x < frame.right - kNearFrame) {
      figure.texts.push_back(
          name_text(name, {name.end.x + 4, name.end.y - size}, size, Anchor::right));
      continue;
    }
    outside.push_back(name);
    wanted.push_back(name.end.y);
  }
  const std::vector<double> placed = spread(wanted, size + 4, frame.top, frame.bottom);
  for (std::size_t i = 0; i < outside.size(); ++i) {
    const Point text{frame.right + kLeader, placed[i]};
    figure.leaders.push_back(
        {.from = {outside[i].end.x + 2, outside[i].end.y}, .to = text, .paint = outside[i].paint});
    figure.texts.push_back(name_text(outside[i], {text.x + 4, text.y}, size));
  }
}

void name_in_key(Figure& figure, const std::vector<LineName>& names, double size) {
  for (const LineName& name : names) {
    const double y = figure.height + kKeyLine / 2;
    figure.leaders.push_back({.from = {8, y},
                              .to = {8 + kKeySample, y},
                              .paint = name.paint,
                              .width = 2,
                              .dash = name.dash});
    figure.texts.push_back(name_text(name, {16 + kKeySample, y}, size));
    figure.height += static_cast<int>(kKeyLine);
  }
}

}  // namespace

void name_lines(Figure& figure, const Box& frame, std::vector<LineName> names,
                const Canvas& canvas) {
  if (!canvas.narrow) return name_at_ends(figure, frame, names, canvas.text_size);
  std::stable_sort(names.begin(), names.end(),
                   [](const LineName& a, const LineName& b) { return a.end.y < b.end.y; });
  name_in_key(figure, names, canvas.text_size);
}

RowLayout::RowLayout(const Canvas& canvas, std::size_t rows)
    : narrow_(canvas.narrow), rows_(std::max<std::size_t>(rows, 1)) {
  const double row = narrow_ ? kNarrowRow : kRow;
  frame_ = {.left = narrow_ ? 22 : kNameColumn,
            .top = kTop,
            .right = canvas.width - (narrow_ ? 26.0 : 40.0),
            .bottom = kTop + row * static_cast<double>(rows_)};
  height_ = static_cast<int>(frame_.bottom + kBottom);
}

Axis RowLayout::axis() const {
  Axis axis{.low = 0.5 - static_cast<double>(rows_), .high = 0.5};
  for (std::size_t i = 0; i < rows_; ++i) axis.ticks.push_back({-static_cast<double>(i), ""});
  return axis;
}

Text RowLayout::name(std::size_t row, std::string_view text, Paint paint) const {
  const double share = (static_cast<double>(row) + 0.5) / static_cast<double>(rows_);
  const double y = frame_.top + share * (frame_.bottom - frame_.top);
  Text name{.at = {frame_.left - 10, y},
            .text = std::string(text),
            .paint = paint,
            .anchor = Anchor::right,
            .size = 13,
            .bold = true};
  if (narrow_) {
    name.at = {frame_.left, y - kNarrowRow / 2 + 6};
    name.anchor = Anchor::left;
  }
  return name;
}

}  // namespace alertsage::reports
