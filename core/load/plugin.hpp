// A loader of somebody else's: a shared object with the C interface of
// core/load/alertsage_loader.h. Its code runs in this process: what may crash or hang belongs in a
// child.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/load/alertsage_loader.h"
#include "core/load/loaded.hpp"

namespace alertsage {

// How a plug-in is named after --load.
inline constexpr std::string_view kPluginPrefix = "plugin:";

// PATH of `plugin:PATH`; nothing for the name of a strategy.
std::optional<std::filesystem::path> plugin_path(std::string_view load);

// What a plug-in says of itself.
struct PluginDescription {
  std::string strategy = {};  // plugin-NAME, as in row names
  bool returns_labels = false;
  std::string file_name = {};  // in a bundle; empty: it gets the path as given
  std::string summary = {};    // one line

  // The path that it loads of a model: in a bundle the file that it names. Existence is not looked
  // at.
  std::filesystem::path path_in(const std::filesystem::path& model) const;
};

// As text, for a pipe; the way back throws Error (format).
std::string to_text(const PluginDescription& description);
PluginDescription parse_plugin_description(std::string_view text);

// An open shared object. Immutable; what it loads is used from one thread at a time, of whichever
// plug-in (see the header).
class Plugin {
 public:
  // Throws Error, the object named: not_found, io; format for what is no shared object; unsupported
  // for a missing function, another ABI, a description that breaks the contract.
  explicit Plugin(const std::filesystem::path& object);

  const PluginDescription& description() const noexcept { return description_; }

 private:
  friend class LoadedByPlugin;

  struct Close {
    void operator()(void* handle) const noexcept;
  };
  template <typename Function>
  Function* function(const char* name) const;  // throws Error that says what to define
  PluginDescription describe() const;

  std::filesystem::path object_;
  std::unique_ptr<void, Close> handle_;
  decltype(&alertsage_load) load_ = nullptr;
  decltype(&alertsage_use) use_ = nullptr;
  decltype(&alertsage_unload) unload_ = nullptr;
  PluginDescription description_;
};

// Loads and uses throw Error with the plug-in's own words. An answer has at most 1 MiB, and holds
// until the loader's next. `model` as the user named it.
Loader loader_of(std::shared_ptr<const Plugin> plugin, const std::filesystem::path& model);

}  // namespace alertsage
