#include "leaktest/known_runs.hpp"

#include "leaktest/jobs.hpp"
#include "leaktest/run_job.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {

reports::LeakSection verdict_on(const KnownRun& run, const probe::Interrupt& interrupt) {
  Options options;
  options.schedule.loads = run.loads;
  options.count = run.count;
  options.inject_leak = run.leak;
  const ChildPlan child{.model = {"self-test", "."},
                        .load = std::string(run.loader),
                        .mode = std::string(reports::leak_mode::kLoadPredictDrop)};
  Job job{{.name = child.load, .strategy = "self-test", .model = "self-test", .mode = child.mode},
          child};
  if (run.from_outside) {
    job.child.reset();
    options.each_line = true;
    options.command = just_load_command(child, options, options.schedule.most + 1);
    options.inject_leak.clear();
  }
  return run_job(job, options, interrupt, [](std::size_t, std::size_t) {});
}

}  // namespace alertsage::leaktest
