// Parts of the JSON of a comparison.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "reports/compare/leak_comparison.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

using Json = nlohmann::ordered_json;

Json number_or_null(const std::optional<double>& number);
Json notes_json(const std::vector<Note>& notes);
Json leaks_json(const LeakComparison& comparison);

}  // namespace alertsage::reports
