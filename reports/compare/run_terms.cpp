#include "reports/compare/run_terms.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/printable.hpp"
#include "reports/compare/comparison.hpp"
#include "reports/compare/percentage.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

std::string_view term_of(const Document& base, const Document& contender, std::string_view key) {
  const std::string_view text = context_value(base, key);
  if (text == context_value(contender, key)) return text;
  throw Error(ErrorKind::mismatch, "the two documents of a run of pairs were judged by other terms",
              {.piece = std::string(key)});
}

std::optional<double> fraction_of(std::string_view text, std::string_view key, double least,
                                  double most) {
  if (text.empty()) return std::nullopt;
  double value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec == std::errc() && parsed.ptr == end && value > 0 && value >= least &&
      value <= most) {
    return value;
  }
  throw Error(ErrorKind::format, fmt::format("{} is no fraction that its flag may be", key),
              {.piece = std::string(text)});
}

std::vector<std::string> names_of(std::string_view listed) {
  std::vector<std::string> names;
  while (!listed.empty()) {
    const std::size_t comma = std::min(listed.find(','), listed.size());
    if (comma > 0) names.emplace_back(listed.substr(0, comma));
    listed.remove_prefix(std::min(comma + 1, listed.size()));
  }
  return names;
}

}  // namespace

RunTerms terms_of_run(const Document& base, const Document& contender) {
  const auto term = [&](std::string_view key) { return term_of(base, contender, key); };
  return {.max_slowdown =
              fraction_of(term(context::kMaxSlowdown), context::kMaxSlowdown, 0, kMostLimit),
          .alpha = fraction_of(term(context::kAlpha), context::kAlpha, kLeastAlpha, kMostAlpha),
          .filter = std::string(term(context::kFilter)),
          .metrics = names_of(context_value(base, context::kMetrics)),
          .with_policy = !context_value(base, context::kWithPolicy).empty()};
}

void write_terms(const CompareOptions& asked, std::span<const std::string> metrics,
                 Document& document) {
  const auto set = [&](std::string_view key, std::string text) {
    document.context[std::string(key)] = std::move(text);
  };
  set(context::kMaxSlowdown, fmt::format("{}", limit_by(asked, std::nullopt)));
  set(context::kAlpha, fmt::format("{}", asked.alpha.value_or(kDefaultAlpha)));
  if (!asked.filter.empty()) set(context::kFilter, asked.filter);
  if (!asked.policy.empty()) set(context::kWithPolicy, "true");
  set(context::kMetrics, fmt::format("{}", fmt::join(metrics, ",")));
}

std::vector<std::string> departures_from(const RunTerms& terms, const Comparison& comparison) {
  std::vector<std::string> lines;
  if (terms.max_slowdown && *terms.max_slowdown != comparison.limit) {
    lines.push_back(
        fmt::format("the run of pairs was judged with --max-slowdown {:.6g}%, and not {:.6g}%",
                    *terms.max_slowdown * 100, comparison.limit * 100));
  }
  if (terms.alpha && *terms.alpha != comparison.alpha) {
    lines.push_back(fmt::format("the run of pairs was judged with --alpha {}, and not {}",
                                *terms.alpha, comparison.alpha));
  }
  const std::string& filter = comparison.options.filter;
  if (terms.alpha && !filter.empty() && filter != terms.filter) {
    lines.push_back(terms.filter.empty()
                        ? "the run of pairs was judged without --filter"
                        : fmt::format("the run of pairs was judged with --filter '{}', which holds "
                                      "here too",
                                      printable(terms.filter, 200)));
  }
  if (terms.with_policy && comparison.options.policy.empty()) {
    lines.emplace_back("the run of pairs was judged with a --policy, and this is without");
  }
  return lines;
}

}  // namespace alertsage::reports
