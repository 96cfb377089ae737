// Which of several strategies costs least, and whether the data can say so.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/measurements.hpp"
#include "reports/stats/interval.hpp"

namespace alertsage::reports {

// A strategy and what it costs, in any unit in which less is better.
struct Candidate {
  std::string strategy = {};
  std::string label = {};
  double cost = 0;
  std::string text = {};  // the cost with its unit
  std::optional<Interval> interval = {};
};

// Whether two candidates cannot be told apart.
using Tied = std::function<bool(const Candidate&, const Candidate&)>;

bool intervals_overlap(const Candidate& a, const Candidate& b);  // also where one has none
bool within_a_tenth(const Candidate& a, const Candidate& b);     // for figures without intervals

struct Choice {
  std::vector<Candidate> ranked = {};  // by cost, ascending; at least one
  std::size_t leaders = 1;             // that many of them cannot be told from the first

  const Candidate& best() const { return ranked.front(); }

  // What to hold against the best: joblib where it is measured and no leader, else the costliest;
  // nullptr where all lead.
  const Candidate* contrast() const;

  // "mmap", "mmap or mmap-populate".
  std::string leader_names() const;
};

// "2.12 ms with mmap and 2.13 ms with mmap-populate".
std::string leaders_with_figures(const Choice& choice);

// Nothing where there are no candidates.
std::optional<Choice> choose(std::vector<Candidate> candidates, const Tied& tied);

// Our strategies of `model` that have the figure that `measured` looks up.
std::vector<Candidate> candidates_by(
    const Measurements& measurements, std::string_view model,
    const std::function<const Measured*(const std::string& strategy)>& measured);

}  // namespace alertsage::reports
