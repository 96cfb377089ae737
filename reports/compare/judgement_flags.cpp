#include "reports/compare/judgement_flags.hpp"

#include <set>

#include "core/base/error.hpp"
#include "reports/compare/fairness.hpp"
#include "reports/compare/percentage.hpp"
#include "reports/compare/policy.hpp"

namespace alertsage::reports {

JudgementFlags::JudgementFlags(CLI::App& app) {
  app.add_option("--metric", options_.metrics,
                 "compare in this: real_time, cpu_time or a counter; may stand more than once\n"
                 "[real_time; of pairs, memory, faults, bytes read and allocations too]")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option(
         "--max-slowdown", max_slowdown_,
         "change for the worse that is acceptable [the policy's, or that of the run of pairs, or "
         "5%]")
      ->type_name("PERCENT");
  app.add_option("--policy", policy_, "limits of rows and metrics, as JSON (docs/compare.md)")
      ->type_name("FILE");
  app.add_option("--filter", options_.filter,
                 "compare only rows whose name this extended regular expression is found in")
      ->type_name("REGEX");
  std::set<std::string> doubts;
  for (const Doubt doubt : kDoubts) doubts.emplace(name_of(doubt));
  app.add_option("--accept", accept_,
                 "judge all the same where this differs or is absent; several with commas")
      ->type_name("NAME")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(doubts));
  app.add_option("--alpha", options_.alpha,
                 "chance that any row is falsely called worse; of pairs, in each of two batches\n"
                 "[0.02, or that of the run of pairs]")
      ->check(real_range(kLeastAlpha, kMostAlpha));
}

CompareOptions JudgementFlags::options() const {
  CompareOptions options = options_;
  for (const std::string& name : options.metrics) {
    if (name.find(',') == std::string::npos) continue;  // which parts them in a result document
    throw Error(ErrorKind::usage,
                "--metric takes one name, without a comma, and may stand more than once",
                {.piece = name});
  }
  if (!max_slowdown_.empty()) {
    options.max_slowdown = limit_from_option("--max-slowdown", max_slowdown_);
  }
  if (!policy_.empty()) options.policy = read_policy(policy_);
  for (const std::string& name : accept_) options.accept.push_back(doubt_named(name));
  return options;
}

}  // namespace alertsage::reports
