#include "bench/bench_run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <set>

#include "bench/context.hpp"
#include "bench/default_texts.hpp"
#include "bench/python_peer.hpp"
#include "bench/synthetic_model.hpp"
#include "core/base/error.hpp"
#include "core/base/line_reader.hpp"

namespace alertsage::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestJsonMegabytes =
    64;  // beyond, one parse takes longer than a whole run should

// With a file name, which `model/` and `.` have not.
fs::path full_path(const fs::path& path) {
  const fs::path full = fs::absolute(path).lexically_normal();
  return full.has_filename() ? full : full.parent_path();
}

fs::path directory_for_scratch(const Options& options) {
  if (options.models.empty()) return fs::temp_directory_path();
  return full_path(parse_named_model(options.models.front()).path).parent_path();
}

bool lies_in(const fs::path& path, const fs::path& directory) {
  const fs::path way =
      fs::weakly_canonical(path).lexically_relative(fs::weakly_canonical(directory));
  return !way.empty() && *way.begin() != "..";
}

std::vector<std::string> read_texts(const fs::path& path) {
  if (path.empty()) return default_texts();
  std::vector<std::string> texts;
  LineReader lines(path);
  for (std::string line; lines.next(line);) {
    if (!line.empty()) texts.push_back(line);
  }
  if (texts.empty()) throw Error(ErrorKind::usage, "holds no text", {.file = path.native()});
  return texts;
}

std::vector<const Strategy*> strategies_for(const Options& options, const ModelFiles& files) {
  const std::vector<std::string>& asked = options.strategies;
  for (const std::string& name : asked) strategy_named(name);  // refuses unknown ones
  std::vector<const Strategy*> chosen;
  for (const Strategy& strategy : strategies()) {
    const bool wanted =
        asked.empty() || std::find(asked.begin(), asked.end(), strategy.name) != asked.end();
    if (wanted && files.has(strategy.form)) chosen.push_back(&strategy);
  }
  return chosen;
}

constexpr std::string_view kOwnPrefix = ".alertsage-bench-";  // and the process

// With plug-ins alone a model need be none that we can read.
bool measures_ours(const Options& options) {
  return options.plugins.empty() || !options.strategies.empty();
}

std::chrono::milliseconds patience_with_plugins(const Options& options) {
  return std::chrono::ceil<std::chrono::milliseconds>(
      std::chrono::duration<double>(options.plugin_timeout_seconds));
}

// What runs left behind that could not clear up: those of processes that are no more.
void remove_left_behind(const fs::path& parent) {
  std::error_code failure;
  for (fs::directory_iterator at(parent, failure); !failure && at != fs::directory_iterator();
       at.increment(failure)) {
    const std::string name = at->path().filename();
    if (!name.starts_with(kOwnPrefix)) continue;
    pid_t process = 0;
    const char* const end = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data() + kOwnPrefix.size(), end, process);
    if (error != std::errc() || rest != end || process <= 0) continue;
    if (::kill(process, 0) == 0 || errno != ESRCH) continue;
    std::error_code ignored;
    fs::remove_all(at->path(), ignored);
  }
}

}  // namespace

ScratchDirectory::ScratchDirectory(const fs::path& named, const fs::path& beside)
    : own_((named.empty() ? beside : named) / fmt::format("{}{}", kOwnPrefix, ::getpid())),
      synthetic_(named.empty() ? own_ : named) {
  fs::create_directories(own_.parent_path());
  remove_left_behind(own_.parent_path());
  fs::create_directory(own_);
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  fs::remove_all(own_, ignored);
  remove_left_behind(own_.parent_path());  // of our own process that counted, which was ended
}

BenchRun::BenchRun(const Options& options)
    : options_(options), scratch_(options.scratch, directory_for_scratch(options)) {
  plugins_ = open_plugins(options.plugins, patience_with_plugins(options));
  const std::vector<std::string> texts = read_texts(options.texts);
  const std::string input =
      options.plugin_input.empty() ? texts.front() : read_text_file(options.plugin_input);
  for (const NamedModel& model : parse_named_models(options.models)) {
    if (measures_ours(options)) add_model(model, texts);
    add_plugin_subjects(model, input);
  }
  for (const std::uint64_t megabytes : std::set(options.sizes.begin(), options.sizes.end())) {
    add_synthetic(megabytes);
  }
}

void BenchRun::add_model(const NamedModel& named, const std::vector<std::string>& texts) {
  BenchModel model(named.name, locate_model(named.path), texts);
  std::vector<const Strategy*> strategies = strategies_for(options_, model.files());
  ModelFiles cold_files = copy_files(model.files(), scratch_.cold() / named.name);
  models_.push_back({std::move(model), std::move(strategies), std::move(cold_files)});
}

void BenchRun::add_plugin_subjects(const NamedModel& model, const std::string& input) {
  for (const OpenedPlugin& plugin : plugins_) {
    const fs::path path = plugin.description.path_in(model.path);
    if (lies_in(scratch_.cold(), path)) {
      throw Error(ErrorKind::usage,
                  "the place for cold copies lies in the model: name another with --scratch",
                  {.file = path.native()});
    }
    plugin_subjects_.push_back(
        {.plugin = plugin,
         .model = model.name,
         .path = path,
         .cold_place = scratch_.cold() / model.name / plugin.description.strategy /
                       full_path(path).filename(),
         .input = input,
         .patience = patience_with_plugins(options_)});
  }
}

void BenchRun::add_synthetic(std::uint64_t megabytes) {
  const fs::path bundle =
      make_synthetic_bundle(scratch_.synthetic(), megabytes, megabytes <= kLargestJsonMegabytes);
  BenchModel model(bundle.filename(), locate_model(bundle), {synthetic_text()});
  std::vector<const Strategy*> strategies = strategies_for(options_, model.files());
  sweep_.push_back({std::move(model), std::move(strategies), {}});
}

void BenchRun::find_python_peer() {
  if (!options_.python) {
    no_python_ = "--no-python";
    return;
  }
  try {
    std::string versions;
    python_ = find_python(versions);
    stamp("python", versions);
  } catch (const Error& error) {
    no_python_ = error.what();
  }
}

void BenchRun::add_rows_of(Suite& suite, const Subject& subject, PageStates& pages) {
  add_load_rows(suite, subject, pages,
                plugins_.empty() ? MeasuredIn::this_process : MeasuredIn::child);
  add_batch_rows(suite, subject, pages);
  add_loop_rows(suite, subject);
  add_process_rows(suite, subject, pages, launcher_);
  if (!python_.empty()) {
    add_python_rows(suite, subject, pages, launcher_, python_);
    return;
  }
  const std::string& name = subject.model.name();
  suite.leave_out(fmt::format("load/python-joblib/{}/warm", name), no_python_);
  suite.leave_out(fmt::format("load/python-pickle/{}/warm", name), no_python_);
  suite.leave_out(fmt::format("process/python/{}/warm", name), no_python_);
  suite.leave_out(fmt::format("process/python/{}/cold", name), no_python_);
}

namespace {

// A batch is loads and predictions in this process. Beside loads that were measured in a child,
// with colder caches, it would seem to take less than the loads in it.
void leave_out_batches(Suite& suite) {
  for (const SampleRow& row : suite.samples) {
    if (!row.name.starts_with("batch/")) continue;
    suite.leave_out(row.name,
                    "not measured beside plug-ins: it is of this process, and loads are "
                    "measured in children then");
  }
  std::erase_if(suite.samples, [](const SampleRow& row) { return row.name.starts_with("batch/"); });
}

}  // namespace

Suite BenchRun::collect() {
  Suite suite;
  find_python_peer();
  for (const Subject& subject : models_)
    add_rows_of(suite, subject, page_states_.emplace_back(subject));
  for (const Subject& subject : sweep_)
    add_size_rows(suite, subject, page_states_.emplace_back(subject));
  for (const PluginSubject& subject : plugin_subjects_) {
    add_plugin_rows(suite, subject, instruments_);
  }
  if (!plugins_.empty()) leave_out_batches(suite);
  if (!models_.empty()) add_do_nothing_row(suite, launcher_);
  stamp_all();
  return suite;
}

void BenchRun::stamp_place_of_first(std::span<const BenchModel* const> models) const {
  if (!models.empty()) {
    const ModelFiles& files = models.front()->files();
    stamp_place(files_read(files, default_strategy(files).form).front());
  } else if (!plugin_subjects_.empty() && fs::is_regular_file(plugin_subjects_.front().path)) {
    stamp_place(plugin_subjects_.front().path);
  }
}

void BenchRun::stamp_all() {
  std::vector<const BenchModel*> models;
  for (const Subject& subject : models_) models.push_back(&subject.model);
  for (const Subject& subject : sweep_) models.push_back(&subject.model);
  stamp_context(models);
  stamp_place_of_first(models);
  for (const OpenedPlugin& plugin : plugins_) {
    stamp(fmt::format("plugin.{}", plugin.description.strategy),
          fmt::format("{}: {}", plugin.load, plugin.description.summary));
  }
  if (!plugins_.empty()) stamp("loads_measured_in", "a child of each row's own");
  stamp("launcher_floor_rss_bytes", std::to_string(launcher_.floor_rss_bytes()));
  for (const PageStates& pages : page_states_) pages.add_instruments(instruments_);
  stamp("residency_instrument",
        instruments_.empty() ? "none" : fmt::format("{}", fmt::join(instruments_, ", ")));
}

}  // namespace alertsage::bench
