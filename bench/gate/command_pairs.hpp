// Pairs of runs of two commands, taken by alertsage-coldstart.
//
// It starts each command fresh, in the state that was asked for and with proof of it, in the order
// that it is given: pair by pair, the control before each side.
#pragma once

#include <string>
#include <vector>

#include "bench/gate/options.hpp"
#include "bench/gate/pair_order.hpp"
#include "bench/gate/pair_source.hpp"
#include "bench/gate/side_program.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/random.hpp"
#include "core/base/temporary_directory.hpp"

namespace alertsage::gate {

class CommandPairs : public PairSource {
 public:
  // All arguments must outlive the object. Throws Error (not_found) where a program of ours is not
  // there.
  CommandPairs(const Options& options, const SideProgram& base, const SideProgram& candidate,
               probe::Launcher& launcher);

  std::vector<std::string> rows() const override;  // known once they were run
  std::size_t warm_up(Recording& recording) override;
  std::size_t rows_of(const PairStep& step) const override;
  void run(const PairStep& step, Recording& recording) override;

 private:
  reports::Document sample(const std::vector<PairOrder>& orders, std::size_t warmup);
  void add(reports::Document sampled, std::size_t batch, Recording& recording);

  const Options& options_;
  const SideProgram& base_;
  const SideProgram& candidate_;
  probe::Launcher& launcher_;
  std::filesystem::path coldstart_;
  std::filesystem::path control_;
  std::string name_;  // of both commands, in row names
  SplitMix64 seeds_;  // of what coldstart draws
  PairOrders orders_;
  TemporaryDirectory directory_;
  std::vector<std::string> rows_;
};

}  // namespace alertsage::gate
