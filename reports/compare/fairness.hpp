// Whether two documents can be compared fairly at all, and if not, why.
//
// A gate that compares what cannot be compared is worse than none: it is right by accident. So each
// doubt stops the verdict until somebody names it as accepted.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/judge/pairing.hpp"
#include "reports/judge/row_comparison.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

enum class Doubt {
  machine,      // another host, CPU, kernel, memory, governor, …
  build,        // other flags, or a side that is no release build
  compiler,     // another one
  block_order,  // the one side was measured after the other, so that drift looks like a change
  samples,      // rows with too few samples for any verdict
  missing,      // rows of the base that the new document does not have, and does not say why
};

inline constexpr std::array kDoubts = {Doubt::machine,     Doubt::build,   Doubt::compiler,
                                       Doubt::block_order, Doubt::samples, Doubt::missing};

std::string_view name_of(Doubt doubt) noexcept;  // "machine", "block-order", … as --accept has it
Doubt doubt_named(std::string_view name);        // throws Error (unsupported)
std::string_view words_of(Doubt doubt) noexcept;  // "another machine"

// Whether it puts every row in doubt, and not only those that it is about.
bool is_of_all_rows(Doubt doubt) noexcept;

struct Unfairness {
  Doubt doubt = Doubt::machine;
  std::string words = {};  // words_of(doubt), or more exactly: "not as many files …"
  std::vector<std::string> details = {};  // "host_name is 'a' in BASE, 'b' in NEW"; printable
  bool accepted = false;
};

// What was compared. `missing`: as Doubt has it.
struct ComparedRows {
  Design design = Design::unpaired;
  std::span<const RowComparison> rows = {};
  std::span<const std::string> missing = {};
  std::size_t samples_needed = 0;
};

// In the order of kDoubts. Rows without statistics need no order and no number of samples, and
// where there are no rows, only those that are missing are in doubt.
std::vector<Unfairness> unfairness_of(const Document& base, const Document& contender,
                                      const ComparedRows& compared,
                                      std::span<const Doubt> accepted);

}  // namespace alertsage::reports
