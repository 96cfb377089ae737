// The series of a run: what the process holds after each cycle, read from outside of it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bench/probe/process_memory.hpp"
#include "leaktest/agent_channel.hpp"
#include "leaktest/inventory.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

// Anonymous memory, in RAM or swapped out. Nothing where it could not be read.
std::optional<double> anonymous_bytes(const probe::MemorySample& memory);

class Recording {
 public:
  // `channel`: nullptr where there is no agent in the process.
  Recording(pid_t process, const AgentChannel* channel) : process_(process), channel_(channel) {}

  using Values = std::map<std::string, double>;

  // One value of each series. False, and nothing is added, where the process ended meanwhile.
  bool take();
  std::optional<Values> look() const;  // the same, and it is not kept
  void begin_again();                  // as if there had been no cycle yet

  void take_sharing();  // PSS and USS, which walk the page tables: now and then

  // Whether the process used no CPU time from the first cycle to the last. False where that is
  // not known.
  bool is_idle() const;

  // How many descriptors the process might have open at the last cycle (RLIMIT_NOFILE).
  std::optional<double> most_descriptors() const { return most_descriptors_; }

  // Names what there is now, to tell later what there is more of. The last one counts.
  void take_inventory() { inventory_ = leaktest::take_inventory(process_); }

  std::size_t cycles() const noexcept { return cycles_; }
  pid_t process() const noexcept { return process_; }
  Values last() const;                                        // what was taken last
  std::map<std::string, std::vector<double>> series() const;  // those of one value a cycle
  const std::map<std::string, reports::SparseSeries>& sparse_series() const { return sparse_; }
  std::vector<reports::LeakedThing> more_of(std::string_view metric, const Inventory& now) const {
    return leaktest::more_of(metric, inventory_, now);
  }
  Inventory inventory_now() const { return leaktest::take_inventory(process_); }

 private:
  pid_t process_;
  const AgentChannel* channel_;
  std::size_t cycles_ = 0;
  std::optional<std::chrono::nanoseconds> cpu_time_at_first_;
  std::optional<std::chrono::nanoseconds> cpu_time_;
  std::optional<double> most_descriptors_;
  std::map<std::string, std::vector<double>> series_;
  std::map<std::string, reports::SparseSeries> sparse_;
  Inventory inventory_;
};

}  // namespace alertsage::leaktest
