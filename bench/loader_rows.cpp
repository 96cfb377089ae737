#include "bench/loader_rows.hpp"

#include <fmt/format.h>

#include "bench/measure.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

constexpr std::string_view name_of(Operation operation) {
  return operation == Operation::load ? "load" : "first_prediction";
}

// A row with its child, which is started by the first sample and lives as long as the row.
class LoaderRow {
 public:
  LoaderRow(LoaderCase of, Operation operation) : case_(std::move(of)), operation_(operation) {}

  Sample take() {
    if (!peer_) peer_.emplace(case_.job);
    case_.pages->prepare();
    const LoaderPeer::Answer answer = peer_->ask(operation_, case_.input);
    case_.pages->prove(answer.used);
    check(answer.text);
    return with_usage(answer.elapsed, answer.used);
  }

 private:
  void check(const std::string& text) {
    std::optional<std::string>& expected = *case_.expected;
    if (!expected) expected = text;
    if (text != *expected) {
      throw Error(ErrorKind::mismatch, fmt::format("{} answers {}, expected {}", case_.tail,
                                                   printable(text), printable(*expected)));
    }
  }

  LoaderCase case_;
  Operation operation_;
  std::optional<LoaderPeer> peer_;
};

}  // namespace

std::vector<SampleRow> loader_rows(const LoaderCase& of) {
  std::vector<SampleRow> rows;
  for (const Operation operation : {Operation::load, Operation::first_prediction}) {
    const auto row = std::make_shared<LoaderRow>(of, operation);
    rows.push_back(
        {fmt::format("{}/{}", name_of(operation), of.tail), [row] { return row->take(); }});
  }
  return rows;
}

}  // namespace alertsage::bench
