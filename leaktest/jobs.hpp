// What a run tests: each strategy or plug-in on each model in each mode is a job, and each job a
// fresh process, this program's own child.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/probe/launcher.hpp"
#include "core/base/program.hpp"
#include "core/load/named_model.hpp"
#include "leaktest/cycles.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

// A child reports seven figures a load through a pipe of which its parent keeps 1 MiB: room for 13
// digits each, and they are bytes.
inline constexpr std::size_t kMostLoads = 10'000;
inline constexpr std::size_t kReportBytes = std::size_t{1} << 20;

// The command line.
struct Options {
  std::vector<std::string> models;
  std::vector<std::string> asked;  // after --load: strategies, and plugin:PATH
  std::vector<std::string> modes;
  std::size_t loads = 50;
  std::uint64_t max_leak_bytes = 1024;
  std::uint64_t inject_leak_bytes = 0;
  std::filesystem::path plugin_input;
  std::string output;
  std::string child;     // what this process does as a child; not for users
  std::string cleaning;  // the child's
};

// What to test, as it is passed to a child.
struct Job {
  NamedModel model;
  std::string load;  // as after --load
  Cleaning cleaning = Cleaning::none;
  CyclePlan plan;  // as far as the verdict needs it
};

// Opens plug-ins, in children. Throws Error: usage for what is not known, and where no model fits;
// environment with the reason where a plug-in cannot be opened.
std::vector<Job> jobs_of(const Options& options, probe::Launcher& launcher);

// In a child. What one strategy made the allocator keep must not be held against the next. Throws
// Error (environment) with the reason where the child fails.
reports::LeakSection run_job(const Job& job, const Options& options, probe::Launcher& launcher);

// The child's part: writes its report for the parent, or with ExitCode::failed why there is none.
ExitCode run_child(const Options& options);

}  // namespace alertsage::leaktest
