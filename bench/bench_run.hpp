// One run: models, their copies and sensors, in the order in which they have to live, and the rows
// over them.
#pragma once

#include <deque>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "bench/options.hpp"
#include "bench/plugin_rows.hpp"
#include "bench/probe/launcher.hpp"
#include "bench/rows.hpp"
#include "core/load/named_model.hpp"

namespace alertsage::bench {

// Where cold copies and synthetic models lie: in a directory that is made for this run and removed
// with it; synthetic models stay where the user named a place for them.
class ScratchDirectory {
 public:
  // `named` by the user, or empty. The run's own directory lies in there, or in `beside`; so do
  // those of runs that were killed, which are removed.
  ScratchDirectory(const std::filesystem::path& named, const std::filesystem::path& beside);
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory();

  const std::filesystem::path& synthetic() const noexcept { return synthetic_; }
  const std::filesystem::path& cold() const noexcept { return own_; }

 private:
  std::filesystem::path own_;
  std::filesystem::path synthetic_;
};

class BenchRun {
 public:
  // Opens every plug-in and every model of ours once. `options` must outlive the object. Throws
  // Error.
  explicit BenchRun(const Options& options);

  // Every row that the models have, and those that cannot be measured, with the reason. Rows refer
  // to this object. Stamps the context of the result document.
  Suite collect();

  // Where synthetic models lie that the rows refer to.
  const std::filesystem::path& synthetic_models() const noexcept { return scratch_.synthetic(); }

 private:
  void add_model(const NamedModel& named, const std::vector<std::string>& texts);
  void add_plugin_subjects(const NamedModel& model, const std::string& input);
  void add_synthetic(std::uint64_t megabytes);
  void add_rows_of(Suite& suite, const Subject& subject, PageStates& pages);
  void find_python_peer();
  void stamp_all();
  void stamp_place_of_first(std::span<const BenchModel* const> models) const;

  const Options& options_;
  ScratchDirectory scratch_;
  std::deque<Subject> models_;
  std::deque<Subject> sweep_;  // synthetic ones
  std::vector<OpenedPlugin> plugins_;
  std::vector<PluginSubject> plugin_subjects_;
  std::deque<PageStates> page_states_;
  std::set<std::string> instruments_;  // of the page cache, in use
  probe::Launcher launcher_;
  std::filesystem::path python_;  // empty where there is none, and why:
  std::string no_python_;
};

}  // namespace alertsage::bench
