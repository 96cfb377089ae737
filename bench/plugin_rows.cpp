#include "bench/plugin_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bench/context.hpp"
#include "bench/loader_rows.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

namespace fs = std::filesystem;

// What the plug-in reads: `path`, or the regular files below it.
std::vector<fs::path> files_below(const fs::path& path) {
  if (!fs::is_directory(path)) {
    static_cast<void>(open_for_reading(path));
    return {path};
  }
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  if (files.empty()) {
    throw Error(ErrorKind::not_found, "the directory holds no file", {.file = path.native()});
  }
  return files;
}

std::uintmax_t total_size(const std::vector<fs::path>& files) {
  std::uintmax_t bytes = 0;
  for (const fs::path& file : files) bytes += fs::file_size(file);
  return bytes;
}

fs::path cold_copy(const PluginSubject& subject) {
  static_cast<void>(files_below(subject.path));  // says what is missing better than copying does
  fs::create_directories(subject.cold_place.parent_path());
  fs::copy(subject.path, subject.cold_place,
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  return subject.cold_place;
}

}  // namespace

std::vector<OpenedPlugin> open_plugins(std::span<const std::string> loads,
                                       std::chrono::milliseconds patience) {
  std::vector<OpenedPlugin> plugins;
  for (const std::string& load : loads) {
    const LoaderPeer peer({.load = load, .patience = patience});
    const std::string& strategy = peer.description().strategy;
    const auto same = [&](const OpenedPlugin& other) {
      return other.description.strategy == strategy;
    };
    if (std::ranges::any_of(plugins, same)) {
      throw Error(ErrorKind::usage, fmt::format("two loaders are named {}", strategy),
                  {.piece = load});
    }
    plugins.push_back({load, peer.description()});
  }
  return plugins;
}

void add_plugin_rows(Suite& suite, const PluginSubject& subject,
                     std::set<std::string>& instruments) {
  const std::string& strategy = subject.plugin.description.strategy;
  const auto expected = std::make_shared<std::optional<std::string>>();
  for (const probe::Pages state : {probe::Pages::warm, probe::Pages::cold}) {
    LoaderCase of{.tail = fmt::format("{}/{}/{}", strategy, subject.model, name_of(state)),
                  .job = {.load = subject.plugin.load, .patience = subject.patience},
                  .input = subject.input,
                  .expected = expected};
    try {
      const bool cold = state == probe::Pages::cold;
      const fs::path path = cold ? cold_copy(subject) : subject.path;
      const std::vector<fs::path> files = files_below(path);
      if (!cold) {
        stamp(fmt::format("model.{}.{}_bytes", subject.model, strategy),
              std::to_string(total_size(files)));
      }
      of.job.files = {path};
      of.pages = std::make_shared<const probe::PageState>(files, state);
      instruments.emplace(of.pages->instrument());
      for (SampleRow& row : loader_rows(of)) {
        suite.samples.push_back({row.name, dropping(std::move(row.take))});
      }
    } catch (const std::exception& error) {  // of the project, or of std::filesystem
      suite.leave_out("load/" + of.tail, error.what());
      suite.leave_out("first_prediction/" + of.tail, error.what());
    }
  }
}

}  // namespace alertsage::bench
