#include "reports/render/comparison_tables.hpp"
#include "reports/compare/text/leak_comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "core/base/numbers.hpp"
#include "reports/charts/words.hpp"
#include "reports/compare/text/row_words.hpp"
#include "reports/render/escape.hpp"
#include "reports/render/facts.hpp"
#include "reports/render/html_parts.hpp"
#include "reports/render/text_layout.hpp"
#include "reports/results/quantity.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

constexpr std::size_t kMostUnfolded = 8;

std::string badge(std::string_view kind, std::string_view words) {
  return fmt::format("<span class=\"badge {}\">{}</span>", kind, html_escaped(words));
}

std::string_view class_of(Change change) {
  switch (change) {
    case Change::slower:
      return "bad";
    case Change::faster:
      return "good";
    case Change::cannot_tell:
      return "open";
    case Change::same:
    case Change::not_slower:
      break;
  }
  return "same";
}

std::string_view class_of(LeakChange change) {
  switch (change) {
    case LeakChange::worse:
      return "bad";
    case LeakChange::better:
      return "good";
    case LeakChange::cannot_tell:
      return "open";
    case LeakChange::same:
      break;
  }
  return "same";
}

// A table of titles in a region that scrolls where it is wide.
std::string table_begin(std::string_view label, std::string_view kind,
                        const std::vector<std::string_view>& titles) {
  std::string html = fmt::format(
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table "
      "class=\"{}\">\n<thead><tr>",
      html_escaped(label), kind);
  for (const std::string_view title : titles) {
    fmt::format_to(Out(html), "<th scope=\"col\">{}</th>", html_escaped(title));
  }
  return html + "</tr></thead>\n<tbody>\n";
}

constexpr std::string_view kTableEnd = "</tbody>\n</table>\n</div>\n";

std::string or_dash(const std::string& text) {
  return text.empty() ? "—" : html_prose(text);
}

}  // namespace

std::string html_table_of_rows(const Comparison& comparison,
                               std::span<const RowComparison* const> rows) {
  std::string html =
      table_begin("Compared rows", "cards",
                  {"row", "verdict", "BASE", "NEW", "change", "interval", "visible from", "from"});
  for (const RowComparison* row : rows) {
    const std::string visible =
        row->smallest_visible ? change_text(*row->smallest_visible) : std::string();
    fmt::format_to(Out(html), "<tr><th scope=\"row\">{}</th>", html_escaped(row->name));
    const auto cell = [&](std::string_view label, const std::string& text) {
      fmt::format_to(Out(html), "<td data-label=\"{}\" class=\"number\">{}</td>", label, text);
    };
    cell("verdict", html_verdict(comparison, *row));
    cell("BASE", html_prose(value_text(row->base_median, row->metric)));
    cell("NEW", html_prose(value_text(row->new_median, row->metric)));
    cell("change", fmt::format("<b>{}</b>", html_prose(change_words(*row))));
    cell("interval", or_dash(interval_words(*row)));
    cell("visible from", or_dash(visible));
    fmt::format_to(Out(html), "<td class=\"why small\">{}</td></tr>\n",
                   html_prose(reason_of(comparison, *row)));
  }
  html += kTableEnd;
  return html;
}

std::string html_verdict(const Comparison& comparison, const RowComparison& row) {
  const Change change = said_change(comparison, row);
  return badge(class_of(change), word_of(change, row.metric));
}

std::string change_sentence(const RowComparison& row) {
  std::string text = fmt::format("{} is now {}", value_text(row.base_median, row.metric),
                                 value_text(row.new_median, row.metric));
  if (row.ratio) text += ": " + change_words(row);
  if (const std::string interval = interval_words(row); !interval.empty()) {
    text += ", " + interval;
  }
  return text + fmt::format("; {}.", limit_words(row.limit));
}

std::string html_compared_rows(const Comparison& comparison,
                               const std::vector<const RowComparison*>& rows) {
  const auto first_folded =
      rows.size() <= kMostUnfolded
          ? rows.end()
          : std::find_if(rows.begin(), rows.end(),
                         [&](const RowComparison* row) { return is_unchanged(comparison, *row); });
  std::string html;
  if (first_folded != rows.begin())
    html += html_table_of_rows(comparison, {rows.begin(), first_folded});
  if (first_folded == rows.end()) return html;
  const std::span folded(first_folded, rows.end());
  return html + fmt::format(
                    "<details><summary>{} as before</summary>\n{}"
                    "</details>\n",
                    counted(folded.size(), "row"), html_table_of_rows(comparison, folded));
}

std::string html_compared_leaks(const LeakComparison& leaks) {
  if (leaks.empty()) return {};
  std::string html = "<section aria-labelledby=\"leaks\">\n<h2 id=\"leaks\">Leak tests</h2>\n" +
                     table_begin("Leak tests", "cards", {"test", "change", "BASE", "NEW"});
  const auto add = [&](const std::string& name, const std::string& change, std::string_view base,
                       std::string_view contender) {
    fmt::format_to(Out(html),
                   "<tr><th scope=\"row\">{}</th><td data-label=\"change\">{}</td><td "
                   "data-label=\"BASE\">{}</td><td data-label=\"NEW\">{}</td></tr>\n",
                   html_escaped(name), change, html_escaped(base), html_escaped(contender));
  };
  for (const LeakSectionComparison& section : leaks.sections) {
    add(section.name, badge(class_of(section.change), name_of(section.change)),
        words_of(section.base.verdict), words_of(section.contender.verdict));
  }
  for (const LeakSectionOnOneSide& section : leaks.only_in_new) {
    const bool is_leak = section.verdict == LeakVerdict::leak;
    add(section.name, is_leak ? badge("bad", "worse") : badge("same", "only in NEW"), "no test",
        words_of(section.verdict));
  }
  for (const LeakSectionOnOneSide& section : leaks.only_in_base) {
    add(section.name, badge("same", "only in BASE"), words_of(section.verdict), "no test");
  }
  for (const Note& failed : leaks.failed_in_new) {
    add(failed.subject, badge("open", "not tested"), "", failed.reason);
  }
  return html + std::string(kTableEnd) +
         fmt::format(
             "<details><summary>What each of them saw</summary>\n<pre>{}</pre></details>\n"
             "</section>\n",
             html_entities(leak_comparison_text(leaks)));
}

std::string html_environments(const Document& base, const Document& contender) {
  std::vector<Fact> before = environment_facts(base);
  std::vector<Fact> after = environment_facts(contender);
  std::vector<Fact> common;
  const auto is_common = [&](const Fact& fact) {
    return std::find(common.begin(), common.end(), fact) != common.end();
  };
  std::copy_if(before.begin(), before.end(), std::back_inserter(common), [&](const Fact& fact) {
    return std::find(after.begin(), after.end(), fact) != after.end();
  });
  std::erase_if(before, is_common);
  std::erase_if(after, is_common);

  std::string html;
  if (!before.empty() || !after.empty()) {
    html += table_begin("What differs", "cards", {"what differs", "BASE", "NEW"});
    const auto add = [&](const std::string& name, const std::string& here,
                         const std::string& there) {
      fmt::format_to(Out(html),
                     "<tr><th scope=\"row\">{}</th><td data-label=\"BASE\">{}</td><td "
                     "data-label=\"NEW\">{}</td></tr>\n",
                     html_escaped(name), or_dash(here), or_dash(there));
    };
    for (const Fact& fact : before) {
      const auto partner = std::find_if(after.begin(), after.end(),
                                        [&](const Fact& other) { return other.name == fact.name; });
      add(fact.name, fact.value, partner == after.end() ? "" : partner->value);
      if (partner != after.end()) after.erase(partner);
    }
    for (const Fact& fact : after) add(fact.name, "", fact.value);
    html += kTableEnd;
  }
  if (common.empty()) return html;
  return html + fmt::format("<details><summary>The same on both sides</summary>\n{}</details>\n",
                            html_facts(common));
}

std::string html_lines(const std::vector<std::string>& lines, std::string_view kind) {
  if (lines.empty()) return {};
  std::string html = fmt::format("<ul class=\"{}\">\n", kind);
  for (const std::string& line : lines) {
    fmt::format_to(Out(html), "<li>{}</li>\n",
                   with_units_joined(html_entities(sentence_case(line))));
  }
  return html + "</ul>\n";
}

}  // namespace alertsage::reports
