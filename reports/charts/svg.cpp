#include "reports/charts/svg.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "reports/charts/paint.hpp"

namespace alertsage::reports {
namespace {

// "rgb( 11,  98, 176)" from after the parenthesis as "#0b62b0"; empty where it is none.
std::string hex_colour(std::string_view text) {
  std::string hex = "#";
  for (const char terminator : {',', ',', ')'}) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    unsigned value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || value > 255 || end == text.data() + text.size() ||
        *end != terminator) {
      return {};
    }
    hex += fmt::format("{:02x}", value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  }
  return hex;
}

// gnuplot writes one colour in several ways; attribute selectors need one. Texts cannot be taken
// for colours: only what stands right after a quote is one.
std::string with_hex_colours(std::string_view svg) {
  constexpr std::string_view kColour = "rgb(";
  std::string result;
  while (true) {
    const std::size_t at = svg.find(kColour);
    if (at == std::string_view::npos) return result += svg;
    result += svg.substr(0, at);
    svg.remove_prefix(at);
    const bool quoted = !result.empty() && (result.back() == '\'' || result.back() == '"');
    const std::string hex = quoted ? hex_colour(svg.substr(kColour.size())) : std::string();
    const std::size_t used = hex.empty() ? kColour.size() : svg.find(')') + 1;
    result += hex.empty() ? kColour : std::string_view(hex);
    svg.remove_prefix(used);
  }
}

// gnuplot opens a group for each pen that it considers and leaves half of them empty.
std::string without_empty_groups(std::string_view svg) {
  constexpr std::string_view kOpen = "<g fill=\"none\"";
  constexpr std::string_view kEmpty = ">\n</g>\n";
  std::string result;
  while (true) {
    const std::size_t at = svg.find(kOpen);
    if (at == std::string_view::npos) return result += svg;
    result += svg.substr(0, at);
    svg.remove_prefix(at);
    const std::size_t end = svg.find('>');
    const bool empty = end != std::string_view::npos && svg.substr(end).starts_with(kEmpty);
    if (!empty) result += svg.substr(0, kOpen.size());
    svg.remove_prefix(empty ? end + kEmpty.size() : kOpen.size());
  }
}

std::string style_sheet() {
  std::string style = "<style>\n";
  const auto out = std::back_inserter(style);
  fmt::format_to(out,
                 "text{{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',"
                 "sans-serif;font-variant-numeric:tabular-nums;paint-order:stroke;stroke:{};"
                 "stroke-width:3px;stroke-linejoin:round}}\n[font-family=Bold] text{{font-weight:"
                 "600}}\n@media(prefers-color-scheme:dark){{\n"
                 "text{{stroke:{}}}\n",
                 kSurface.light, kSurface.dark);
  for (const Paint& paint : kDrawnPaints) {
    for (const std::string_view property : {"stroke", "fill", "color"}) {
      fmt::format_to(out, "[{0}=\"{1}\"]{{{0}:{2}}}", property, paint.light, paint.dark);
    }
    style += '\n';
  }
  return style + "}\n</style>\n";
}

}  // namespace

std::string themed_svg(std::string_view svg) {
  std::string themed = with_hex_colours(without_empty_groups(svg));
  const std::size_t defs = themed.find("<defs>");
  if (defs != std::string::npos) themed.insert(defs, style_sheet());
  return themed;
}

}  // namespace alertsage::reports
