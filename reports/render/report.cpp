#include "reports/render/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "reports/charts/distribution_chart.hpp"
#include "reports/charts/load_size_chart.hpp"
#include "reports/charts/load_time_chart.hpp"
#include "reports/charts/memory_chart.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/total_time_chart.hpp"
#include "reports/charts/words.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

std::vector<std::string> chosen_models(const Measurements& measurements, const std::string& model) {
  const std::vector<std::string>& all = measurements.models();
  if (model.empty()) return all;
  if (std::find(all.begin(), all.end(), model) == all.end()) {
    throw Error(ErrorKind::usage,
                fmt::format("no rows of this model (there are rows of: {})",
                            all.empty() ? "none" : enumeration(all)),
                {.piece = model});
  }
  return {model};
}

constexpr std::size_t kMostNamed = 4;

// "Leak test of alertsage and python3 serve.py".
std::string leak_title(const Document& document, const std::string& model) {
  std::vector<std::string> names;
  for (const LeakSection& section : document.leaks) {
    const bool chosen = model.empty() || section.model == model;
    const bool known = std::find(names.begin(), names.end(), section.model) != names.end();
    if (chosen && !known) names.push_back(section.model);
  }
  if (names.size() <= kMostNamed) return "Leak test of " + enumeration(names);
  return fmt::format("Leak test of {} programs and models", names.size());
}

std::string title_of(const std::vector<std::string>& models,
                     const std::vector<std::string>& commands) {
  if (!models.empty()) return "What it costs to load " + enumeration(models);
  if (commands.empty()) return "What was measured";
  if (commands.size() > kMostNamed) {
    return fmt::format("What it costs to start {} commands", commands.size());
  }
  return "What it costs to start " + enumeration(commands);
}

std::string warning_of(const Document& document) {
  const std::string_view partial = context_value(document, context::kPartial);
  return partial.empty() ? std::string() : fmt::format("Partial: {}", partial);
}

ModelReport model_report(const Measurements& measurements, const std::string& model) {
  ModelReport report{.model = model,
                     .facts = model_facts(measurements.document(), model),
                     .table = strategy_table(measurements, model),
                     .remarks = model_remarks(measurements, model)};
  for (const auto& chart :
       {total_time_chart(measurements, model), load_time_chart(measurements, model),
        memory_chart(measurements, model)}) {
    if (chart) report.charts.push_back(*chart);
  }
  for (const std::string_view what : {"load", "first_prediction", "process", "batch"}) {
    auto chart = distribution_chart(measurements, what, model);
    if (chart) report.distributions.push_back(std::move(*chart));
  }
  return report;
}

RowSummary row_summary(const Series& series, const Measured& measured) {
  RowSummary row{.name = series.name,
                 .samples = measured.samples.size(),
                 .median = measured.text(),
                 .interval = "too few samples"};
  if (measured.interval) {
    row.interval = fmt::format("{} to {}", time_figure(measured.interval->low, 3),
                               time_figure(measured.interval->high, 3));
  }
  if (measured.each_is_mean) {
    row.remark = fmt::format("each a mean of {} iterations",
                             count_text(static_cast<double>(series.rows.front().iterations)));
  }
  return row;
}

std::vector<RowSummary> row_summaries(const Measurements& measurements) {
  std::vector<RowSummary> rows;
  for (const Series& series : measurements.document().series) {
    const Measured* measured = measurements.find(series.name);
    if (measured != nullptr) rows.push_back(row_summary(series, *measured));
  }
  return rows;
}

}  // namespace

Report make_report(const Document& document, const std::string& model) {
  const Measurements measurements(document);
  const std::vector<std::string> models = chosen_models(measurements, model);
  Report report{.title = title_of(models, commands_of(measurements)),
                .subtitle = machine_line(document),
                .warning = warning_of(document),
                .leaks = leak_report(document, model),
                .processes = process_report(measurements),
                .size_chart = load_size_chart(measurements),
                .method = method_facts(),
                .environment = environment_facts(document),
                .omissions = omissions_of(document),
                .rows = row_summaries(measurements),
                .sources = document.sources};
  report.leaks_alone = report.leaks && document.series.empty();
  if (report.leaks_alone) {
    report.title = leak_title(document, model);
    std::erase_if(report.method, [](const Fact& fact) { return !fact.of_memory; });
    return report;
  }
  if (!models.empty()) report.advice = advise(measurements, models);
  for (const std::string& name : models) report.models.push_back(model_report(measurements, name));
  return report;
}

}  // namespace alertsage::reports
