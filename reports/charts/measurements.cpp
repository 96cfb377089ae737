#include "reports/charts/measurements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "reports/charts/rounding.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kSweepPrefix = "synthetic-";
constexpr std::string_view kNoModel = "none";

Measured measure_times(const Series& series) {
  std::vector<double> times;
  bool each_is_mean = false;
  for (const Row& row : series.rows) {
    times.push_back(row.real_time_ns);
    each_is_mean |= row.iterations > 1;
  }
  Measured measured = measure(std::move(times));
  measured.each_is_mean = each_is_mean;
  return measured;
}

bool push_unique(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) != names.end()) return false;
  names.push_back(name);
  return true;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Measured measure(std::vector<double> samples) {
  Measured measured{.samples = std::move(samples)};
  measured.median = measured.samples.front();
  if (const auto sample = Sample::make(measured.samples)) {
    measured.median = sample->median();
    measured.interval = median_interval(*sample, kConfidence);
  }
  return measured;
}

int Measured::digits() const {
  return supported_digits(median, interval);
}

std::string Measured::text() const {
  return time_figure(median, digits());
}

bool undecided(const Measured& a, const Measured& b) {
  if (!a.interval || !b.interval) return true;
  return a.interval->low <= b.interval->high && b.interval->low <= a.interval->high;
}

bool drawable(const Measured* measured) {
  return measured != nullptr && std::all_of(measured->samples.begin(), measured->samples.end(),
                                            [](double sample) { return sample > 0; });
}

Measurements::Measurements(const Document& document) : document_(document) {
  for (const Series& series : document.series) {
    if (!series.rows.empty()) rows_.try_emplace(series.name, measure_times(series));
  }
  collect_models();
}

void Measurements::collect_models() {
  const auto add = [this](const std::string& model) {
    if (model.empty() || model == kNoModel) return;
    push_unique(model.starts_with(kSweepPrefix) ? sweep_models_ : models_, model);
  };
  for (const Series& series : document_.series) {
    if (const auto name = parse_row_name(series.name)) add(name->model);
  }
  for (const LeakSection& section : document_.leaks) {
    if (is_of_a_model(section)) add(section.model);
  }
  for (const Note& note : document_.notes) {
    if (note.kind != NoteKind::left_out && note.kind != NoteKind::dropped) continue;
    const auto name = parse_row_name(note.subject);
    if (name && is_of_a_model({.strategy = name->strategy})) add(name->model);
  }

  const auto bytes = [this](const std::string& model) { return model_bytes(model).value_or(0); };
  std::stable_sort(models_.begin(), models_.end(),
                   [&](const auto& a, const auto& b) { return bytes(a) > bytes(b); });
  std::stable_sort(sweep_models_.begin(), sweep_models_.end(),
                   [&](const auto& a, const auto& b) { return bytes(a) < bytes(b); });
}

const Measured* Measurements::find(std::string_view name) const {
  const auto found = rows_.find(name);
  return found == rows_.end() ? nullptr : &found->second;
}

const Measured* Measurements::one_thread(std::string_view name) const {
  const Measured* found = find(fmt::format("{}/threads:1", name));
  return found != nullptr ? found : find(name);
}

const Measured* Measurements::load(std::string_view strategy, std::string_view model,
                                   std::string_view state) const {
  return find(fmt::format("load/{}/{}/{}", strategy, model, state));
}

const Measured* Measurements::first_prediction(std::string_view strategy, std::string_view model,
                                               std::string_view state) const {
  return find(fmt::format("first_prediction/{}/{}/{}", strategy, model, state));
}

const Measured* Measurements::process(std::string_view strategy, std::string_view model,
                                      std::string_view state) const {
  return find(fmt::format("process/{}/{}/{}", strategy, model, state));
}

const Measured* Measurements::batch(std::string_view strategy, std::string_view model,
                                    std::string_view state, std::uint64_t count) const {
  return find(fmt::format("batch/{}/{}/{}/{}", strategy, model, state, count));
}

const Measured* Measurements::cached_get(std::string_view strategy, std::string_view model) const {
  return one_thread(fmt::format("cached_get/{}/{}", strategy, model));
}

const Measured* Measurements::predict(std::string_view model) const {
  for (const std::string& strategy : strategies(model)) {
    if (strategy_style(strategy).kind != StrategyKind::ours) continue;
    const Measured* found = one_thread(fmt::format("predict/{}/{}", strategy, model));
    if (found != nullptr) return found;
  }
  return nullptr;
}

const LeakSection* Measurements::leak(std::string_view strategy, std::string_view model,
                                      std::string_view mode) const {
  for (const LeakSection& section : document_.leaks) {
    if (section.strategy == strategy && section.model == model && section.mode == mode) {
      return &section;
    }
  }
  return nullptr;
}

std::vector<std::string> Measurements::strategies(std::string_view model) const {
  std::vector<std::string> names;
  for (const Series& series : document_.series) {
    const auto name = parse_row_name(series.name);
    if (name && name->model == model) push_unique(names, name->strategy);
  }
  for (const LeakSection& section : document_.leaks) {
    if (section.model == model && is_of_a_model(section)) push_unique(names, section.strategy);
  }
  std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return strategy_rank(a) < strategy_rank(b);
  });
  return names;
}

std::optional<double> Measurements::model_bytes(std::string_view model) const {
  const std::string key = fmt::format("{}{}.safetensors_bytes", context::kModelPrefix, model);
  if (const auto bytes = number(context_value(document_, key))) return bytes;
  if (!model.starts_with(kSweepPrefix) || !model.ends_with("MB")) return std::nullopt;
  model.remove_prefix(kSweepPrefix.size());
  model.remove_suffix(2);
  const auto megabytes = number(model);
  return megabytes ? std::optional(*megabytes * 1e6) : std::nullopt;
}

}  // namespace alertsage::reports
