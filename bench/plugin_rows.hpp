// Plug-ins in a run: opened in a child before anything is measured, so that what is wrong with one
// is said at once, and their rows.
#pragma once

#include <chrono>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "bench/suite.hpp"
#include "core/load/plugin.hpp"

namespace alertsage::bench {

struct OpenedPlugin {
  std::string load;  // plugin:PATH
  PluginDescription description;
};

// Throws Error: what opening them throws; usage for two of one name.
std::vector<OpenedPlugin> open_plugins(std::span<const std::string> loads,
                                       std::chrono::milliseconds patience);

// A model that a plug-in loads.
struct PluginSubject {
  const OpenedPlugin& plugin;
  std::string model;                 // its name
  std::filesystem::path path;        // what is loaded: a file, or a directory
  std::filesystem::path cold_place;  // where its copy for cold rows goes
  std::string input;
  std::chrono::milliseconds patience;
};

// load/ and first_prediction/ in warm and cold; what cannot be measured costs nobody else anything.
// The names of page-cache instruments go to `instruments`.
void add_plugin_rows(Suite& suite, const PluginSubject& subject,
                     std::set<std::string>& instruments);

}  // namespace alertsage::bench
