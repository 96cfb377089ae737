// Pairs of runs of two builds of a Google Benchmark program.
//
// Each run is a fresh process that takes one sample of each open row, by the library's own flags:
// a filter, one repetition, a result file. Any version since 1.6 does, and nothing has to be added
// to the program.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bench/gate/control.hpp"
#include "bench/gate/options.hpp"
#include "bench/gate/pair_order.hpp"
#include "bench/gate/pair_source.hpp"
#include "bench/gate/side_program.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/random.hpp"
#include "core/base/temporary_directory.hpp"

namespace alertsage::gate {

class BenchmarkPairs : public PairSource {
 public:
  // Asks both programs for the names of their rows. The first three arguments must outlive the
  // object. Throws Error: where a program cannot list its rows, has none or has none in common;
  // probe::Interrupted.
  BenchmarkPairs(const Options& options, const SideProgram& base, const SideProgram& candidate,
                 probe::Launcher& launcher);

  std::vector<std::string> rows() const override;

  std::size_t warm_up(Recording& recording) override;
  std::size_t rows_of(const PairStep& step) const override;
  void run(const PairStep& step, Recording& recording) override;

 private:
  struct Build {
    const SideProgram* program;
    std::vector<std::string> names = {};             // displayed, in the program's order
    std::map<std::string, std::string> listed = {};  // by those, as the program lists it
    std::set<std::string> seen = {};                 // in results
  };

  void forget_what_is_no_row(Recording& recording);
  bool have_the_same_rows() const;

  Build& at(Side side) { return side == Side::base ? base_ : candidate_; }
  const Build& at(Side side) const { return side == Side::base ? base_ : candidate_; }

  void list(Build& build);

  struct Run {
    probe::ProcessSample process;
    reports::Document document = {};
  };
  Run run_once(Side side, const std::vector<std::string>& rows, Recording& recording);
  void sample(Side side, const std::vector<std::string>& open, const Place& place,
              Recording& recording);

  const Options& options_;
  probe::Launcher& launcher_;
  Control control_;
  SplitMix64 padding_;
  PairOrders orders_;
  TemporaryDirectory directory_;
  Build base_;
  Build candidate_;
  std::vector<std::string> rows_;  // that both have, in the order of the base
};

}  // namespace alertsage::gate
