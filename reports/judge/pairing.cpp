#include "reports/judge/pairing.hpp"

#include <time.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "core/base/error.hpp"
#include "reports/judge/pair_rule.hpp"
#include "reports/results/block_ratio.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/stats/median.hpp"

namespace alertsage::reports {
namespace {

// The median of each key's values.
template <typename Key, typename KeyOf>
std::map<Key, double> medians_by(const Series& series, const Metric& metric, KeyOf key_of) {
  std::map<Key, std::vector<double>> values;
  for (const Row& row : series.rows) {
    const std::optional<Key> key = key_of(row);
    const auto value = value_of(row, metric);
    if (key && value) values[*key].push_back(*value);
  }
  std::map<Key, double> medians;
  for (auto& [key, of_key] : values) medians.emplace(key, median_of(std::move(of_key)));
  return medians;
}

struct DatedFile {
  long long date;
  std::size_t source;

  bool operator<(const DatedFile& other) const { return date < other.date; }
};

// By date; empty where one has none.
std::vector<DatedFile> dated_files(const Document& document) {
  std::vector<DatedFile> files;
  for (std::size_t source = 0; source < document.sources.size(); ++source) {
    if (source >= document.dates.size()) return {};
    const auto date = seconds_of_date(document.dates[source]);
    if (!date) return {};
    files.push_back({*date, source});
  }
  std::stable_sort(files.begin(), files.end());
  return files;
}

// Pair after pair, and each side first in half of them: what comes first may be faster for it, and
// that would look like a change. Dates have seconds, so equal ones tell no order.
bool made_in_turn(const std::vector<DatedFile>& base, const std::vector<DatedFile>& contender) {
  if (base.size() < 2 || base.size() != contender.size()) return false;
  int base_first = 0;  // more often than the other
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (base[i].date == contender[i].date) return false;
    base_first += base[i].date < contender[i].date ? 1 : -1;
    if (i == 0) continue;
    const long long before = std::max(base[i - 1].date, contender[i - 1].date);
    if (before >= std::min(base[i].date, contender[i].date)) return false;
  }
  return std::abs(base_first) <= 1;
}

std::map<std::size_t, double> medians_by_file(const Series& series, const Metric& metric) {
  return medians_by<std::size_t>(series, metric,
                                 [](const Row& row) { return std::optional(row.source); });
}

}  // namespace

Design design_of(const Document& base, const Document& contender) {
  const std::string_view run = context_value(base, context::kPairs);
  if (!run.empty() && run == context_value(contender, context::kPairs)) {
    return Design::paired_blocks;
  }
  if (made_in_turn(dated_files(base), dated_files(contender))) return Design::paired_files;
  return Design::unpaired;
}

std::size_t pairs_planned(const Document& base, const Document& contender) {
  const std::string_view text = context_value(base, context::kPairsPlanned);
  if (text != context_value(contender, context::kPairsPlanned)) {
    throw Error(ErrorKind::mismatch,
                "the two documents of a run of pairs plan other numbers of them",
                {.piece = std::string(context::kPairsPlanned)});
  }
  std::size_t planned = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), planned);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() ||
      planned < kFewestPairs || planned > kMostPairs || planned % 2 != 0) {
    throw Error(ErrorKind::format,
                std::string(context::kPairsPlanned) + " is no even number from " +
                    std::to_string(kFewestPairs) + " to " + std::to_string(kMostPairs),
                {.piece = std::string(text)});
  }
  return planned;
}

Pair without_zero(const Pair& pair) {
  if (pair.base != 0 && pair.contender != 0) return pair;
  return {pair.base + 1, pair.contender + 1};
}

PairedBatches pairs_of_blocks(const Series& base, const Series& contender, const Metric& metric) {
  const std::map<Block, double> before = medians_by<Block>(base, metric, block_of);
  PairedBatches batches;
  for (const auto& [block, after] : medians_by<Block>(contender, metric, block_of)) {
    const auto partner = before.find(block);
    if (partner == before.end()) continue;
    if (block.first == 1) batches.first.push_back({partner->second, after});
    if (block.first == 2) batches.second.push_back({partner->second, after});
  }
  return batches;
}

std::vector<Pair> pairs_of_files(const DocumentSeries& base, const DocumentSeries& contender,
                                 const Metric& metric) {
  const std::vector<DatedFile> base_files = dated_files(base.document);
  const std::vector<DatedFile> new_files = dated_files(contender.document);
  const std::map<std::size_t, double> before = medians_by_file(base.series, metric);
  const std::map<std::size_t, double> after = medians_by_file(contender.series, metric);
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < base_files.size(); ++i) {
    const auto first = before.find(base_files[i].source);
    const auto second = after.find(new_files[i].source);
    if (first != before.end() && second != after.end()) {
      pairs.push_back({first->second, second->second});
    }
  }
  return pairs;
}

std::optional<long long> seconds_of_date(std::string_view date) {
  std::string text(date);
  std::replace(text.begin(), text.end(), ' ', 'T');
  tm parts = {};
  const char* zone = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (zone == nullptr) return std::nullopt;
  tm offset = {};
  if (*zone != '\0') {
    const char* end = ::strptime(zone, "%z", &offset);
    if (end == nullptr || *end != '\0') return std::nullopt;
  }
  return ::timegm(&parts) - offset.tm_gmtoff;
}

}  // namespace alertsage::reports
