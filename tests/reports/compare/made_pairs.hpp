// The two documents of a run of pairs, with known truth.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reports/results/document.hpp"

namespace alertsage::reports {

// 30 blocks in each of two batches, of one series: `milliseconds` in all, and a little more from
// block to block.
inline Series made_blocks(std::string name, double milliseconds,
                          std::map<std::string, double> counters = {}) {
  Series series{.name = name, .run_name = name};
  for (int batch = 1; batch <= 2; ++batch) {
    for (int block = 0; block < 30; ++block) {
      Row row{.real_time_ns = milliseconds * 1e6 * (1 + 0.01 * block), .counters = counters};
      row.counters["batch"] = batch;
      row.counters["block"] = block;
      series.rows.push_back(std::move(row));
    }
  }
  return series;
}

inline Document made_side_of_pairs(std::vector<Series> series, std::string program = {}) {
  Document document{.sources = {"pairs.json"},
                    .dates = {""},
                    .context = {{"alertsage.pairs", "run"}, {"alertsage.pairs_planned", "30"}},
                    .series = std::move(series)};
  if (!program.empty()) document.context["alertsage.program_id"] = std::move(program);
  return document;
}

}  // namespace alertsage::reports
