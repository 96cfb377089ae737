// The rows of each subject, one source file a subject. Each adds to the suite what can be measured
// of a model, and leaves out by name, with the reason, what cannot.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "bench/bench_model.hpp"
#include "bench/probe/page_state.hpp"
#include "bench/suite.hpp"

namespace alertsage::probe {
class Launcher;
}

namespace alertsage::bench {

// A model with its cold copies. Lives as long as the suite's rows.
struct Subject {
  BenchModel model;
  std::vector<const Strategy*> strategies;  // those to measure, of which the model has the form
  ModelFiles cold_files;  // copies that only cold rows touch; none in a size sweep
};

// Page states by form, shared by the rows that read the same files, and made when the first of them
// asks.
class PageStates {
 public:
  explicit PageStates(const Subject& subject);

  // Throws Error (environment) with the reason where the state cannot be controlled.
  std::shared_ptr<const probe::PageState> of(Form form, probe::Pages pages);
  const ModelFiles& files(probe::Pages pages) const noexcept;

  void add_instruments(std::set<std::string>& names) const;  // of those in use

 private:
  const Subject& subject_;
  std::map<std::pair<Form, probe::Pages>, std::shared_ptr<const probe::PageState>> states_;
  std::map<std::pair<Form, probe::Pages>, std::string> refusals_;
};

enum class MeasuredIn { this_process, child };

// load/, first_prediction/ in warm and cold, in children where plug-ins stand beside; load/floor.
void add_load_rows(Suite& suite, const Subject& subject, PageStates& pages, MeasuredIn process);

// batch/…/{uncached,cached}/{5,100}, warm.
void add_batch_rows(Suite& suite, const Subject& subject, PageStates& pages);

// cached_get/mmap on 1 and 2 threads; predict/mmap on 1 and 2 threads.
void add_loop_rows(Suite& suite, const Subject& subject);

// process/ in warm and cold, process/import. `program` is alertsage itself.
void add_process_rows(Suite& suite, const Subject& subject, PageStates& pages,
                      probe::Launcher& launcher);

// process/do-nothing/none/warm: what a process of the same linkage costs that does nothing.
void add_do_nothing_row(Suite& suite, probe::Launcher& launcher);

// load/<strategy>/synthetic-<n>MB/warm and its floor.
void add_size_rows(Suite& suite, const Subject& subject, PageStates& pages);

// load/python-joblib, load/python-pickle, process/python. `python` has scikit-learn.
void add_python_rows(Suite& suite, const Subject& subject, PageStates& pages,
                     probe::Launcher& launcher, const std::filesystem::path& python);

}  // namespace alertsage::bench
