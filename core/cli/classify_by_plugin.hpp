// `alertsage classify --load plugin:PATH.so`: the labels of somebody else's loader.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/program.hpp"
#include "core/cli/incident_input.hpp"

namespace alertsage::cli {

struct PluginClassification {
  std::filesystem::path object;
  std::filesystem::path model;
  std::optional<std::string> text;  // without it and without `input`: all of standard input
  std::string input;                // a file of texts; empty: one text
  InputFields fields;
  std::string output;
  bool timing = false;
};

// Of one text prints the label, of many a line each: the label, a tab, the id where there is one,
// the text. Throws Error, unsupported where the plug-in returns no labels.
ExitCode classify_by_plugin(const PluginClassification& asked);

}  // namespace alertsage::cli
