#include "bench/gate/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/numbers.hpp"
#include "reports/results/merge.hpp"
#include "reports/results/rejected_samples.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {
namespace {

reports::Series& series_of(reports::Document& document, const std::string& run_name) {
  const auto known =
      std::find_if(document.series.begin(), document.series.end(),
                   [&](const reports::Series& series) { return series.run_name == run_name; });
  if (known != document.series.end()) return *known;
  return document.series.emplace_back(reports::Series{.run_name = run_name});
}

}  // namespace

std::string_view name_of(Side side) noexcept {
  return side == Side::base ? "base" : "candidate";
}

Recording::Recording() {
  for (const Side side : kSides) document(side).sources = {std::string(name_of(side))};
}

void Recording::add(Side side, const std::string& name, reports::Row row, const Place& place) {
  namespace counter = reports::counter;
  const auto count = [&](std::string_view counted, auto value) {
    row.counters[std::string(counted)] = static_cast<double>(value);
  };
  count(counter::kSequence, sequence_++);
  count(counter::kBatch, place.batch);
  count(counter::kBlock, place.block);
  count(counter::kSlot, place.slot);
  reports::Series& series = series_of(document(side), name);
  row.source = 0;
  row.repetition_index = static_cast<std::int64_t>(series.rows.size());
  series.rows.push_back(std::move(row));
  blocks_[index(side)][{name, place.batch}].insert(place.block);
}

void Recording::describe(Side side, const reports::Document& run) {
  auto& context = document(side).context;
  if (context.empty()) context = run.context;
}

std::size_t Recording::next_block(std::size_t batch) const {
  std::size_t next = 0;
  for (const auto& rows : blocks_) {
    for (const auto& [key, blocks] : rows) {
      if (key.second == batch) next = std::max(next, *blocks.rbegin() + 1);
    }
  }
  return next;
}

std::size_t Recording::pairs(const std::string& name, std::size_t batch) const {
  const auto base = blocks_[0].find({name, batch});
  const auto candidate = blocks_[1].find({name, batch});
  if (base == blocks_[0].end() || candidate == blocks_[1].end()) return 0;
  return static_cast<std::size_t>(
      std::count_if(base->second.begin(), base->second.end(),
                    [&](std::size_t block) { return candidate->second.contains(block); }));
}

void Recording::reject(Side side, reports::RejectedSample sample) {
  sample.sequence = sequence_++;
  sample.source = 0;
  document(side).rejected.push_back(std::move(sample));
}

void Recording::repeated(Side side, std::string why) {
  Repeats& repeats = repeats_[index(side)];
  ++repeats.count;
  repeats.last = std::move(why);
}

std::size_t Recording::repeats(Side side) const noexcept {
  return repeats_[index(side)].count;
}

void Recording::discard_samples() {
  for (const Side side : kSides) {
    document(side).series.clear();
    document(side).rejected.clear();
    blocks_[index(side)].clear();
  }
  sequence_ = 0;
}

reports::Document Recording::read(Side side) const {
  reports::Document document = documents_[index(side)];
  if (const Repeats& repeats = repeats_[index(side)]; repeats.count > 0) {
    document.context[std::string(reports::context::kRepeatedRuns)] = fmt::format(
        "{} of the {} failed and {} repeated: the last {}", counted(repeats.count, "run"),
        name_of(side), repeats.count == 1 ? "was" : "were", repeats.last);
  }
  reports::put_in_order(document);
  reports::note_rejected_samples(document);
  return document;
}

}  // namespace alertsage::gate
