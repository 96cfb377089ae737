// Notes below a table, to which its cells refer by number. Each text is said once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace alertsage::reports {

class NoteList {
 public:
  // The index of a note of that text: of the one that is there, or of a new one. O(notes).
  std::size_t add(std::string_view text);

  // The same, and texts that differ in nothing but their figures become one note with the range of
  // these: "left out: 16384 to 245760 bytes were read from the device".
  std::size_t add_in_range(std::string_view text);

  std::vector<std::string> texts() const;

 private:
  struct Figure {
    std::string text = {};
    double value = 0;
  };
  struct Entry {
    bool takes_ranges = false;
    std::vector<std::string> words = {};  // before, between and after the figures
    std::vector<Figure> lowest = {};
    std::vector<Figure> highest = {};
  };

  static Entry cut_at_figures(std::string_view text);
  std::size_t put(Entry entry);

  std::vector<Entry> entries_;
};

}  // namespace alertsage::reports
