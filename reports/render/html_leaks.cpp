// Leak tests on the page: the verdict in words one sees at once, a table that becomes a list where
// the page is narrow, then what each test saw. What is clean is folded.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "reports/render/escape.hpp"
#include "reports/render/html_parts.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

// The style sheet has a colour for each.
std::string_view class_of(LeakVerdict verdict) {
  switch (verdict) {
    case LeakVerdict::clean:
      return "good";
    case LeakVerdict::leak:
      return "bad";
    case LeakVerdict::allocator_retention:
    case LeakVerdict::decelerating:
    case LeakVerdict::cannot_tell:
      break;
  }
  return "open";
}

void write_reason(Out out, const LeakSectionReport& section) {
  fmt::format_to(out, "<td data-label=\"Why\" class=\"why\"><p>{}</p>", html_prose(section.reason));
  for (const std::string& remark : section.remarks) {
    fmt::format_to(out, "<p>{}</p>", html_prose(remark));
  }
  if (!section.leaked.empty()) {
    fmt::format_to(out, "<ul>");
    for (const std::string& name : section.leaked) {
      fmt::format_to(out, "<li>{}</li>", html_prose(name));
    }
    fmt::format_to(out, "</ul>");
  }
  for (const std::string& step : section.next_steps) {
    fmt::format_to(out, "<p>To find it: <code>{}</code></p>", html_escaped(step));
  }
  if (!section.subject.empty()) {
    fmt::format_to(out, "<p class=\"small\">Tested: <code>{}</code></p>",
                   html_escaped(section.subject));
  }
  fmt::format_to(out, "</td>");
}

void write_row(Out out, const LeakSectionReport& section) {
  const auto figure = [](const std::string& text) {
    return text.empty() ? std::string("—") : html_prose(text);
  };
  fmt::format_to(out,
                 "<tr><th scope=\"row\">{}</th><td data-label=\"Verdict\"><span class=\"badge "
                 "{}\">{}</span></td><td data-label=\"Growth a cycle\">{}</td><td "
                 "data-label=\"Smallest leak seen\">{}</td>",
                 html_escaped(section.name), class_of(section.verdict),
                 html_escaped(section.verdict_words), figure(section.growth),
                 figure(section.smallest_leak));
  write_reason(out, section);
  fmt::format_to(out, "</tr>\n");
}

void write_table(Out out, const std::vector<LeakSectionReport>& sections) {
  fmt::format_to(out,
                 "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Leak "
                 "tests\">\n<table class=\"cards\">\n<thead><tr><th scope=\"col\">Test</th><th "
                 "scope=\"col\">Verdict</th><th scope=\"col\">Growth a cycle</th><th "
                 "scope=\"col\">Smallest leak seen</th><th "
                 "scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
  for (const LeakSectionReport& section : sections) write_row(out, section);
  fmt::format_to(out, "</tbody>\n</table>\n</div>\n");
}

void write_drawing(Out out, const LeakSectionReport& section, const DrawChart& draw_chart) {
  if (section.chart) fmt::format_to(out, "{}", draw_chart(*section.chart));
  if (!section.constant.empty()) {
    fmt::format_to(out, "<p class=\"small\">{}. {}</p>\n", html_escaped(section.name),
                   html_prose(section.constant));
  }
}

}  // namespace

std::string html_leaks(const LeakReport& report, const DrawChart& draw_chart) {
  std::string html;
  const Out out(html);
  fmt::format_to(out,
                 "<section aria-labelledby=\"leaks\">\n<h2 id=\"leaks\">Leak tests</h2>\n<div "
                 "class=\"finding {}\"><p class=\"verdict\">{}</p>",
                 class_of(report.verdict), html_prose(report.headline));
  if (!report.finding.empty()) fmt::format_to(out, "<p>{}</p>", html_prose(report.finding));
  fmt::format_to(out, "</div>\n");
  for (const std::string& failed : report.failed) {
    fmt::format_to(out, "<p class=\"warning\">Not tested: {}</p>\n", html_prose(failed));
  }
  write_table(out, report.sections);
  fmt::format_to(out, "<p class=\"legend\">{}</p>\n", html_prose(report.method));
  const auto clean =
      std::find_if(report.sections.begin(), report.sections.end(),
                   [](const auto& section) { return section.verdict == LeakVerdict::clean; });
  for (auto section = report.sections.begin(); section != clean; ++section) {
    write_drawing(out, *section, draw_chart);
  }
  if (clean != report.sections.end()) {
    fmt::format_to(out, "<details><summary>Series of what is clean</summary>\n");
    for (auto section = clean; section != report.sections.end(); ++section) {
      write_drawing(out, *section, draw_chart);
    }
    fmt::format_to(out, "</details>\n");
  }
  if (!report.not_drawn.empty()) {
    fmt::format_to(out, "<p class=\"small\">{}</p>\n", html_prose(report.not_drawn));
  }
  fmt::format_to(out, "</section>\n");
  return html;
}

}  // namespace alertsage::reports
