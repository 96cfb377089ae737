#include "reports/results/process_base.hpp"

#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

double median_of(const Series& series) {
  const auto times = real_times(series);
  return times ? times->median() : series.rows.front().real_time_ns;
}

}  // namespace

const Series* process_base(const Document& document, std::string_view state) {
  const std::string_view reference = context_value(document, context::kReference);
  const Series* base = nullptr;
  for (const Series& series : document.series) {
    const auto name = parse_row_name(series.name);
    const bool is_one = name && name->what == process_row::kWhat && name->is_command() &&
                        name->state == state && !is_process_floor(name->strategy);
    if (!is_one || series.rows.empty()) continue;
    if (name->strategy == reference) return &series;
    if (base == nullptr || median_of(series) < median_of(*base)) base = &series;
  }
  return base;
}

}  // namespace alertsage::reports
