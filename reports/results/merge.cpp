#include "reports/results/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include "reports/results/context_difference.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

void merge_context(Document& into, const Document& from) {
  for (const ContextDifference& difference : context_differences(into, from)) {
    into.notes.push_back({NoteKind::context_differs, difference.key,
                          fmt::format("'{}' here, '{}' in {}", difference.second, difference.first,
                                      into.sources.front()),
                          from.sources.front()});
  }
  into.context.insert(from.context.begin(), from.context.end());  // keeps what is there
}

void append_rows(Series& into, Series& from, std::size_t source) {
  const auto earlier = static_cast<std::int64_t>(into.rows.size());
  for (Row& row : from.rows) {
    row.source += source;
    row.repetition_index += earlier;
    into.rows.push_back(std::move(row));
  }
}

void merge_series(Document& into, Document& from, std::size_t source) {
  std::map<std::pair<std::string, std::string>, std::size_t> index;
  for (std::size_t i = 0; i < into.series.size(); ++i) {
    index.emplace(std::pair(into.series[i].run_name, into.series[i].label), i);
  }
  for (Series& series : from.series) {
    const auto known = index.find({series.run_name, series.label});
    if (known == index.end()) {
      Series fresh = {
          .run_name = series.run_name, .label = series.label, .threads = series.threads};
      append_rows(into.series.emplace_back(std::move(fresh)), series, source);
    } else {
      append_rows(into.series[known->second], series, source);
    }
  }
}

void append_rejected(Document& into, Document& from, std::size_t source) {
  for (RejectedSample& sample : from.rejected) {
    sample.source += source;
    into.rejected.push_back(std::move(sample));
  }
}

void sort_by_sequence(std::vector<Row>& rows) {
  const std::string key(counter::kSequence);
  const auto has_sequence = [&](const Row& row) { return row.counters.contains(key); };
  if (!std::all_of(rows.begin(), rows.end(), has_sequence)) return;
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
    return std::pair(a.source, a.counters.at(key)) < std::pair(b.source, b.counters.at(key));
  });
}

std::string with_label(const Series& series) {
  return series.label.empty() ? series.run_name
                              : fmt::format("{} ({})", series.run_name, series.label);
}

}  // namespace

Document merge(std::vector<Document> documents) {
  assert(!documents.empty());
  Document merged = std::move(documents.front());
  for (auto document = documents.begin() + 1; document != documents.end(); ++document) {
    merge_context(merged, *document);
    merge_series(merged, *document, merged.sources.size());
    const auto append = [](auto& to, auto& from) {
      to.insert(to.end(), std::make_move_iterator(from.begin()),
                std::make_move_iterator(from.end()));
    };
    append(merged.leaks, document->leaks);
    append_rejected(merged, *document, merged.sources.size());
    append(merged.notes, document->notes);
    append(merged.sources, document->sources);
    append(merged.dates, document->dates);
  }
  put_in_order(merged);
  return merged;
}

void put_in_order(Document& document) {
  std::map<std::string, int> displayed_alike;
  std::map<std::string, int> run_alike;
  for (Series& series : document.series) {
    sort_by_sequence(series.rows);
    series.name = displayed_name(series.run_name);
    ++displayed_alike[series.name];
    ++run_alike[series.run_name];
  }
  for (Series& series : document.series) {
    if (displayed_alike[series.name] == 1) continue;
    series.name = run_alike[series.run_name] == 1 ? series.run_name : with_label(series);
  }
}

}  // namespace alertsage::reports
