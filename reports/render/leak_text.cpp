#include "reports/render/leak_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "core/base/error.hpp"
#include "reports/compare/text/markdown_text.hpp"
#include "reports/render/text_layout.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

constexpr std::size_t kProseWidth = 100;
constexpr std::string_view kNone = "—";

// What stands below the verdict, as lines of one test.
std::vector<std::string> explanations(const LeakSectionReport& section) {
  std::vector<std::string> lines{section.reason};
  lines.insert(lines.end(), section.remarks.begin(), section.remarks.end());
  lines.insert(lines.end(), section.leaked.begin(), section.leaked.end());
  return lines;
}

void write_row(Out out, const LeakSectionReport& section) {
  const auto cell = [](const std::string& text) {
    return text.empty() ? std::string(kNone) : markdown_escaped(text);
  };
  std::string why;
  for (const std::string& line : explanations(section)) {
    why += (why.empty() ? "" : "<br>") + markdown_escaped(line);
  }
  for (const std::string& step : section.next_steps) {
    why += "<br>To find it: " + markdown_escaped(step);
  }
  fmt::format_to(out, "| {} | **{}** | {} | {} | {} |\n", markdown_escaped(section.name),
                 markdown_escaped(section.verdict_words), cell(section.growth),
                 cell(section.smallest_leak), why);
}

std::string figures_of(const LeakSectionReport& section) {
  if (section.growth.empty()) return {};
  std::string text = section.growth + " a cycle";
  if (!section.smallest_leak.empty()) {
    text += "; smallest leak seen: " + section.smallest_leak;
  }
  return text;
}

class TerminalWriter {
 public:
  TerminalWriter(const LeakReport& report, const TerminalStyle& style)
      : report_(report), style_(style) {}

  std::string write() {
    text_ += '\n' + bold("Leak tests") + '\n';
    text_ += bold(report_.headline) + '\n';
    for (const LeakSectionReport& section : report_.sections) {
      column_ = std::max(column_, columns_of(section.verdict_words) + 2);
    }
    for (const LeakSectionReport& section : report_.sections) write_section(section);
    for (const std::string& failed : report_.failed) prose("Not tested: " + failed, 0);
    text_ += '\n';
    prose(report_.method, 0);
    return std::move(text_);
  }

 private:
  std::string bold(std::string_view text) const {
    return style_.colour ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
  }

  void prose(std::string_view text, std::size_t indent) {
    const std::string clean = printable(text, std::numeric_limits<std::size_t>::max());
    text_ += wrapped(with_units_joined(clean), std::min(style_.width, kProseWidth), indent);
  }

  void write_section(const LeakSectionReport& section) {
    const std::string name = printable(section.name, std::numeric_limits<std::size_t>::max());
    text_ += '\n' + bold(left_aligned(section.verdict_words, column_) + name) + '\n';
    prose(figures_of(section), column_);
    for (const std::string& line : explanations(section)) prose(line, column_);
    if (section.next_steps.empty()) return;
    prose("To find it:", column_);
    for (const std::string& step : section.next_steps) {  // on lines of their own, to be copied
      text_ += printable(step, std::numeric_limits<std::size_t>::max()) + '\n';
    }
  }

  const LeakReport& report_;
  TerminalStyle style_;
  std::string text_;
  std::size_t column_ = 0;  // where names begin
};

}  // namespace

std::string leak_markdown(const LeakReport& report) {
  std::string markdown;
  const Out out(markdown);
  fmt::format_to(out, "\n## Leak tests\n\n**{}** {}\n", markdown_escaped(report.headline),
                 markdown_escaped(report.finding));
  for (const std::string& failed : report.failed) {
    fmt::format_to(out, "\nNot tested: {}\n", markdown_escaped(failed));
  }
  fmt::format_to(out,
                 "\n| test | verdict | growth a cycle | smallest leak seen | why "
                 "|\n|---|---|---|---|---|\n");
  for (const LeakSectionReport& section : report.sections) write_row(out, section);
  fmt::format_to(out, "\n{}\n", markdown_escaped(report.method));
  return markdown;
}

std::string leak_terminal(const LeakReport& report, const TerminalStyle& style) {
  return TerminalWriter(report, style).write();
}

}  // namespace alertsage::reports
