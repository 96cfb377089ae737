// Colours, each for a light and a dark page, told apart by people who see colours differently:
// strategies differ in lightness and symbol too, and charts name their lines where they end.
#pragma once

#include <array>
#include <string_view>

namespace alertsage::reports {

// One colour in both schemes, "#rrggbb". The light one is what the drawing program is told and
// therefore the colour's key: two paints that differ in the dark differ in the light.
struct Paint {
  std::string_view light;
  std::string_view dark;

  bool operator==(const Paint&) const = default;
};

inline constexpr Paint kSurface{"#ffffff", "#15181d"};  // what a chart lies on
inline constexpr Paint kInk{"#1c2128", "#e8ebf0"};      // text to be read
inline constexpr Paint kMuted{"#59626e", "#a3adba"};    // axes and remarks
inline constexpr Paint kGrid{"#dde2e8", "#2c323b"};
inline constexpr Paint kShade{"#eaf0f8", "#1f2a38"};  // of a band, behind the grid

inline constexpr Paint kVermilion{"#c24a12", "#ff9a63"};
inline constexpr Paint kOchre{"#937000", "#e5c443"};
inline constexpr Paint kPurple{"#9c3f8c", "#e59bd3"};
inline constexpr Paint kBlue{"#0b62b0", "#6cb6ff"};
inline constexpr Paint kViolet{"#5a1fe0", "#9d7bff"};
inline constexpr Paint kGreen{"#00785c", "#43cfa5"};
inline constexpr Paint kSlate{"#4a5360", "#b6c0cc"};
inline constexpr Paint kBrown{"#7b5b42", "#d1b093"};
inline constexpr Paint kGraphite{"#2f3640", "#d9dfe7"};
inline constexpr Paint kSteel{"#7d8794", "#8b95a3"};
inline constexpr Paint kCrimson{"#a8123a", "#ff8fa6"};

// What lines, marks and texts may be painted with: drawings know no dark colour of others.
inline constexpr std::array kDrawnPaints{kInk,   kMuted,  kGrid,     kShade,  kVermilion,
                                         kOchre, kPurple, kBlue,     kViolet, kGreen,
                                         kSlate, kBrown,  kGraphite, kSteel,  kCrimson};

}  // namespace alertsage::reports
