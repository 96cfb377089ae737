#include "reports/render/note_list.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace alertsage::reports {
namespace {

constexpr std::string_view kDigits = "0123456789";

bool ends_a_word(std::string_view text, std::size_t at) {
  return at == text.size() || std::string_view(" ,;:)").find(text[at]) != std::string_view::npos;
}

// The length of the figure that begins there, 0 where none does. "23MB" is a name, not a figure.
std::size_t figure_at(std::string_view text, std::size_t at, double& value) {
  const bool begins_a_word = at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
  if (!begins_a_word || kDigits.find(text[at]) == std::string_view::npos) return 0;
  const auto parsed = std::from_chars(text.data() + at, text.data() + text.size(), value);
  const auto end = static_cast<std::size_t>(parsed.ptr - text.data());
  return parsed.ec == std::errc() && ends_a_word(text, end) ? end - at : 0;
}

}  // namespace

NoteList::Entry NoteList::cut_at_figures(std::string_view text) {
  Entry entry{.takes_ranges = true, .words = {""}};
  for (std::size_t at = 0; at < text.size();) {
    double value = 0;
    const std::size_t length = figure_at(text, at, value);
    if (length == 0) {
      entry.words.back() += text[at++];
      continue;
    }
    entry.lowest.push_back({std::string(text.substr(at, length)), value});
    entry.words.emplace_back();
    at += length;
  }
  entry.highest = entry.lowest;
  return entry;
}

std::size_t NoteList::put(Entry entry) {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    Entry& known = entries_[i];
    if (known.takes_ranges != entry.takes_ranges || known.words != entry.words) continue;
    for (std::size_t j = 0; j < entry.lowest.size(); ++j) {
      if (entry.lowest[j].value < known.lowest[j].value) known.lowest[j] = entry.lowest[j];
      if (entry.lowest[j].value > known.highest[j].value) known.highest[j] = entry.lowest[j];
    }
    return i;
  }
  entries_.push_back(std::move(entry));
  return entries_.size() - 1;
}

std::size_t NoteList::add(std::string_view text) {
  return put({.words = {std::string(text)}});
}

std::size_t NoteList::add_in_range(std::string_view text) {
  return put(cut_at_figures(text));
}

std::vector<std::string> NoteList::texts() const {
  std::vector<std::string> texts;
  for (const Entry& entry : entries_) {
    std::string text = entry.words.front();
    for (std::size_t i = 0; i < entry.lowest.size(); ++i) {
      text += entry.lowest[i].text;
      if (entry.highest[i].value > entry.lowest[i].value) text += " to " + entry.highest[i].text;
      text += entry.words[i + 1];
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace alertsage::reports
