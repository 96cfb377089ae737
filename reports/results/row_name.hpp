// What a benchmark row's name says.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace alertsage::reports {

// `run_name` without what Google Benchmark appends to say how it ran: /iterations:1, /repeats:500,
// /manual_time, /real_time, /process_time, /min_time:…, /min_warmup_time:…. Only at the end, where
// the library puts them, so that a benchmark of that name keeps it; /threads:N stays, as the row
// means something else with another N.
std::string displayed_name(std::string_view run_name);

// `<what>/<strategy>/<model>/<state or count…>`, the names of our instruments; and
// `process/<command>/<state>`, any command's, which has no model.
struct RowName {
  std::string what = {};      // load, first_prediction, cached_get, batch, predict, process
  std::string strategy = {};  // a load strategy, or floor, import, do-nothing, python-…; a command
  std::string model = {};     // alertsage, incidents-23MB, synthetic-64MB, none; empty of a command
  std::string state = {};     // warm, cold, uncached, cached, threads:2; empty where there is none
  std::optional<std::uint64_t> count = {};  // of batch/…/uncached/5: 5

  bool is_command() const { return model.empty(); }

  bool operator==(const RowName&) const = default;
};

// Nothing where `name` (as displayed) has not three to five parts, or an empty one, or a fifth that
// is no count.
std::optional<RowName> parse_row_name(std::string_view name);

// Whether `command` is none of the user's, but one of the floors beside them (vocabulary.hpp).
bool is_process_floor(std::string_view command);

// How a command is called in a row's name where it was given no other: its words without the
// directories of paths, and so without a `/`; of one line, in 60 columns at most; "command" where
// there is nothing left.
std::string command_name(std::string_view text);

// The same of two commands that are one row: what both have, with "…" for what differs; "a or b"
// where they have neither beginning nor end in common.
std::string command_name(std::string_view text, std::string_view other);

// `name`, where it can stand in a row's name. Throws Error (usage).
std::string given_name(const std::string& name);

// `name`, or "name (2)" and so on where that is in `taken`; then it is, too.
std::string unused_name(const std::string& name, std::set<std::string>& taken);

}  // namespace alertsage::reports
