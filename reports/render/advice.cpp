// Every sentence comes from a Choice: strategies in order of cost, of which the first few cannot be
// told apart. So what the data do not decide is said in the same words everywhere.
#include "reports/render/advice.hpp"

#include <fmt/format.h>

#include <functional>
#include <optional>

#include "reports/charts/choice.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/charts/words.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr int kWorkers = 8;
constexpr std::string_view kWorkersInWords = "Eight";

// The choice that a model's rows allow for a use; nothing where they are missing.
using ChoiceOf = std::function<std::optional<Choice>(std::string_view model)>;

// "; with joblib 88.1 ms (42x)"
std::string against(const Choice& choice) {
  const Candidate* contrast = choice.contrast();
  if (contrast == nullptr) return {};
  return fmt::format("; with {} {} ({})", contrast->label, contrast->text,
                     multiple(contrast->cost / choice.best().cost));
}

// `one` where one strategy leads; `several` and their names where some do; else what is missing.
std::string verdict_of(const Choice& choice, std::string_view one, std::string_view several) {
  if (choice.ranked.size() == 1) {
    return fmt::format("Only {} was measured.", choice.best().label);
  }
  if (choice.leaders == choice.ranked.size()) return "The data do not decide.";
  if (choice.leaders == 1) return std::string(one);
  return fmt::format("{} {}: the data do not tell them apart.", several, choice.leader_names());
}

std::string why_undecided(const Choice& choice) {
  if (choice.leaders == 1) return {};
  return choice.best().interval ? " Their intervals overlap."
                                : " There are too few samples for intervals.";
}

std::string elsewhere(const std::vector<std::string>& models, const ChoiceOf& choice_of) {
  std::string text;
  for (std::size_t i = 1; i < models.size(); ++i) {
    if (const auto choice = choice_of(models[i])) {
      text += fmt::format("{}{}: {}{}.", text.empty() ? "" : " ", models[i],
                          leaders_with_figures(*choice), against(*choice));
    }
  }
  return text;
}

Advice not_measured(std::string use, std::string_view rows, std::string_view model) {
  return {.use = std::move(use),
          .verdict = "Not measured.",
          .reason = fmt::format("The files have no {} of {}.", rows, model)};
}

std::optional<Choice> process_choice(const Measurements& measurements, std::string_view model) {
  return choose(candidates_by(measurements, model,
                              [&](const std::string& strategy) {
                                return measurements.process(strategy, model, "warm");
                              }),
                intervals_overlap);
}

std::string python_process(const Measurements& measurements, std::string_view model,
                           const Choice& choice) {
  const Measured* python = measurements.process("python", model, "warm");
  if (!drawable(python)) return {};
  return fmt::format(", with a whole Python process {} ({})", python->text(),
                     multiple(python->median / choice.best().cost));
}

// " Cold: 31 ms against 121 ms."
std::string cold_process(const Measurements& measurements, std::string_view model,
                         const Choice& choice) {
  const Measured* best = measurements.process(choice.best().strategy, model, "cold");
  if (!drawable(best)) return {};
  std::string text = fmt::format(" Cold: {} with {}", best->text(), choice.best().label);
  const Candidate* contrast = choice.contrast();
  if (contrast != nullptr) {
    const Measured* other = measurements.process(contrast->strategy, model, "cold");
    if (drawable(other)) text += fmt::format(", {} with {}", other->text(), contrast->label);
  }
  return text + ".";
}

Advice one_shot(const Measurements& measurements, const std::vector<std::string>& models) {
  const std::string& model = models.front();
  const auto choice_of = [&](std::string_view of) { return process_choice(measurements, of); };
  Advice advice{.use = "One-shot command"};
  const auto choice = choice_of(model);
  if (!choice) return not_measured(advice.use, "rows of fresh processes (process/…)", model);
  advice.verdict =
      verdict_of(*choice, sentence_case(strategy_action(choice->best().strategy)) + ".", "Use");
  advice.reason =
      fmt::format("A fresh process answers in {}{}{}.{}{}", leaders_with_figures(*choice),
                  against(*choice), python_process(measurements, model, *choice),
                  cold_process(measurements, model, *choice), why_undecided(*choice));
  advice.elsewhere = elsewhere(models, choice_of);
  return advice;
}

std::optional<Choice> batch_choice(const Measurements& measurements, std::string_view model,
                                   std::string_view state) {
  return choose(candidates_by(measurements, model,
                              [&](const std::string& strategy) {
                                return measurements.batch(strategy, model, state, 100);
                              }),
                intervals_overlap);
}

// "A cached get takes 8.39 ns, a load 47.3 us with mmap (5,600x); with joblib 83.6 ms (1,800x)."
std::string cached_get_sentence(const Measurements& measurements, std::string_view model) {
  const auto get = choose(candidates_by(measurements, model,
                                        [&](const std::string& strategy) {
                                          return measurements.cached_get(strategy, model);
                                        }),
                          intervals_overlap);
  if (!get) return {};
  std::string text = fmt::format("A cached get takes {}", get->best().text);
  for (const std::string_view strategy : {"mmap", "joblib"}) {
    const Measured* load = measurements.load(strategy, model, "warm");
    if (!drawable(load)) continue;
    text += fmt::format(", a load with {} {} ({})", strategy_style(strategy).label, load->text(),
                        multiple(load->median / get->best().cost));
  }
  return text + ". ";
}

Advice service(const Measurements& measurements, const std::vector<std::string>& models) {
  const std::string& model = models.front();
  const auto choice_of = [&](std::string_view of) {
    return batch_choice(measurements, of, "cached");
  };
  Advice advice{.use = "Long-running service"};
  const std::string get = cached_get_sentence(measurements, model);
  const auto cached = choice_of(model);
  if (!cached) {
    advice = not_measured(advice.use, "batches of 100", model);
    advice.reason = get + advice.reason;
    return advice;
  }
  constexpr std::string_view kKeep = "Keep the model in the cache, filled with";
  advice.verdict = verdict_of(*cached, fmt::format("{} {}.", kKeep, cached->best().label), kKeep);
  advice.reason = fmt::format("{}Loaded once, 100 incidents take {}{}.", get,
                              leaders_with_figures(*cached), against(*cached));
  if (const auto uncached = batch_choice(measurements, model, "uncached")) {
    if (intervals_overlap(cached->best(), uncached->best())) {
      advice.verdict = "The data do not decide whether a cache pays.";
    }
    advice.reason +=
        fmt::format(" Loaded for each, {}{}.", leaders_with_figures(*uncached), against(*uncached));
  }
  advice.reason += why_undecided(*cached);
  advice.elsewhere = elsewhere(models, choice_of);
  return advice;
}

double first_load_bytes(const LeakSection* section, std::string_view key) {
  if (section == nullptr) return 0;
  const auto found = section->first_load.find(std::string(key));
  return found == section->first_load.end() ? 0 : found->second;
}

const LeakSection* loads_of(const Measurements& measurements, std::string_view strategy,
                            std::string_view model) {
  return measurements.leak(strategy, model, leak_mode::kLoadPredictDrop);
}

std::optional<Choice> private_bytes_choice(const Measurements& measurements,
                                           std::string_view model) {
  std::vector<Candidate> candidates;
  for (const std::string& strategy : measurements.strategies(model)) {
    const StrategyStyle style = strategy_style(strategy);
    const double bytes = first_load_bytes(loads_of(measurements, strategy, model), "private_bytes");
    if (style.kind != StrategyKind::ours || bytes <= 0) continue;
    candidates.push_back({strategy, style.label, bytes, bytes_figure(bytes, 2)});
  }
  return choose(std::move(candidates), within_a_tenth);
}

// What all workers hold together: each its own, and what is shared once.
std::string workers_total(const Measurements& measurements, std::string_view model,
                          const Candidate& candidate) {
  const double shared =
      first_load_bytes(loads_of(measurements, candidate.strategy, model), "shared_bytes");
  return fmt::format("{} with {}", bytes_figure(kWorkers * candidate.cost + shared, 2),
                     candidate.label);
}

Advice workers(const Measurements& measurements, const std::vector<std::string>& models) {
  const std::string& model = models.front();
  const auto choice_of = [&](std::string_view of) {
    return private_bytes_choice(measurements, of);
  };
  Advice advice{.use = "N workers"};
  const auto choice = choice_of(model);
  if (!choice) return not_measured(advice.use, "leak test", model);
  advice.verdict = verdict_of(
      *choice, sentence_case(strategy_action(choice->best().strategy)) + " in every worker.",
      "Use");
  std::vector<std::string> totals{workers_total(measurements, model, choice->best())};
  const Candidate* contrast = choice->contrast();
  if (contrast != nullptr) totals.push_back(workers_total(measurements, model, *contrast));
  advice.reason = fmt::format(
      "Each worker adds {}{}. {} workers hold {}, with what they share counted once.{}",
      leaders_with_figures(*choice), against(*choice), kWorkersInWords, enumeration(totals),
      choice->leaders == 1 ? "" : " The first differ by less than a tenth.");
  advice.elsewhere = elsewhere(models, choice_of);
  return advice;
}

}  // namespace

std::vector<Advice> advise(const Measurements& measurements,
                           const std::vector<std::string>& models) {
  return {one_shot(measurements, models), service(measurements, models),
          workers(measurements, models)};
}

}  // namespace alertsage::reports
