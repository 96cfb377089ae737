// The result document in memory: what instruments measured, as it was measured, and nothing
// computed from it. docs/results-format.md describes the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/leak_section.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::reports {

// One raw row: one repetition of one benchmark. Where the benchmark runs one operation a
// repetition it is a sample of that operation; where `iterations` > 1 it is their mean.
struct Row {
  std::size_t source = 0;  // index into Document::sources
  std::int64_t repetition_index = 0;
  std::int64_t iterations = 1;
  double real_time_ns = 0;  // per iteration; finite, >= 0
  std::optional<double> cpu_time_ns = {};
  std::map<std::string, double> counters = {};  // may hold NaN and infinities

  bool operator==(const Row&) const = default;
};

// The raw rows of one benchmark, at least one, in the order in which they were measured: by source,
// then by the counter `sequence` where all rows have it, else as they stood in the file.
struct Series {
  std::string name = {};      // displayed: run_name without decorations (row_name.hpp)
  std::string run_name = {};  // the key, with the label
  std::string label = {};
  std::int64_t threads = 1;
  std::vector<Row> rows = {};

  bool operator==(const Series&) const = default;
};

// Why something of a file is not in a series. Nothing is left out without one.
enum class NoteKind {
  aggregate,        // a mean, a standard deviation, a complexity fit: we make our own from raw rows
  failed,           // runs that ended in an error: one note a row
  skipped,          // the benchmark skipped itself
  unusable,         // a row without a usable time, or that is not a row
  shadowed,         // a key that stands twice in one object; the first was taken
  truncated,        // the file ends in the middle: its writer crashed
  context_differs,  // merged documents disagree on their environment
  left_out,         // the instrument did not run this row, and says why
  dropped,          // the instrument took samples of this row and rejected some: one note a row
};

std::string_view name_of(NoteKind kind) noexcept;

struct Note {
  NoteKind kind = NoteKind::unusable;
  std::string subject = {};  // the row's displayed name, or the context's key
  std::string reason = {};
  std::string source = {};  // the file
  std::string extent = {};  // of dropped and failed: "2 of 31 samples", "3 of 33 runs"

  bool operator==(const Note&) const = default;
};

// What a person reads of a note besides its subject: "2 of 31 samples dropped: no proof".
std::string words_of(const Note& note);

// A sample that an instrument took and did not keep, of the row that it would have been in.
struct RejectedSample {
  std::string run_name = {};
  NoteKind kind = NoteKind::failed;  // or dropped
  std::string reason = {};
  std::optional<std::int64_t> sequence = {};  // as of rows that were kept
  std::size_t source = 0;                     // index into Document::sources

  bool operator==(const RejectedSample&) const = default;
};

struct Document {
  std::vector<std::string> sources = {};  // files, in the order given
  std::vector<std::string> dates = {};    // of each, as its context has it; empty where it has none
  std::map<std::string, std::string> context =
      {};                           // numbers and booleans as text, lists as JSON text
  std::vector<Series> series = {};  // in order of first appearance
  std::vector<LeakSection> leaks = {};
  std::vector<RejectedSample> rejected = {};
  std::vector<Note> notes = {};  // made by the reader, the rejected samples' among them

  bool operator==(const Document&) const = default;
};

// The series that is displayed as `name`, or nullptr. Linear.
const Series* find_series(const Document& document, std::string_view name);

// Leak tests that the instrument could not make, and says why: their left_out notes, in order.
std::vector<Note> failed_leak_tests(const Document& document);

// The context's value, empty where the key is absent.
std::string_view context_value(const Document& document, std::string_view key);

// Nothing where the row lacks it or holds no finite value.
std::optional<double> counter_value(const Row& row, std::string_view counter);

// Real times in nanoseconds. Nothing for a single row.
std::optional<Sample> real_times(const Series& series);

// A counter over all rows. Nothing where a row lacks it or holds no finite value.
std::optional<Sample> counter_values(const Series& series, std::string_view counter);

}  // namespace alertsage::reports
