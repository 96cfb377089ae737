// One element of `benchmarks`: a raw row, or the reason why it is none.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reports/results/document.hpp"
#include "reports/results/json.hpp"

namespace alertsage::reports {

// A raw row and what it says of its series.
struct NamedRow {
  std::string run_name;
  std::string label;
  std::int64_t threads = 1;
  std::optional<std::int64_t> repetition_index;
  Row row;
};

class RowReader {
 public:
  // `rows` are all elements of `benchmarks`: files from before Google Benchmark 1.5 mark aggregates
  // by their names alone, which say so only beside the others'. `document` has one source, and
  // gets the notes and the rejected samples.
  RowReader(const JsonValue::Array& rows, Document& document);

  // Nothing for what is no raw row or has no usable time, and a note or a rejected sample.
  std::optional<NamedRow> read(const JsonValue& element) const;

 private:
  struct Refusal {
    NoteKind kind;
    std::string reason;
  };
  std::optional<Refusal> refusal_of(const JsonValue& element) const;
  bool is_old_aggregate(const std::string& name) const;
  void note(NoteKind kind, std::string subject, std::string reason) const;

  std::set<std::string> names_;
  Document& document_;
};

}  // namespace alertsage::reports
