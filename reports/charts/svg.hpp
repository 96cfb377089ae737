// SVG after gnuplot: small, and in the reader's scheme.
#pragma once

#include <string>
#include <string_view>

namespace alertsage::reports {

// gnuplot's SVG with a style sheet that replaces each paint's light colour by its dark one where
// the reader prefers that, gives texts a halo of the surface's colour, and names fonts that every
// system has. The attributes keep the light colours, for renderers without style sheets.
std::string themed_svg(std::string_view svg);

}  // namespace alertsage::reports
