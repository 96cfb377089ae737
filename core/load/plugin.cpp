#include "core/load/plugin.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace alertsage {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 40;
constexpr std::size_t kLongestAnswer = std::size_t{1} << 20;
constexpr std::string_view kHeader = "core/load/alertsage_loader.h";

[[noreturn]] void refuse(const fs::path& object, ErrorKind kind, std::string_view cause) {
  throw Error(kind, cause, {.file = object.native()});
}

bool is_name(std::string_view name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= kLongestName && std::ranges::all_of(name, is_allowed);
}

// Of a file in a bundle; or none.
bool is_file_name(const std::string& name) {
  return name != "." && name != ".." && name.find('/') == std::string::npos;
}

std::string one_line(const char* text) {
  const std::string_view all = text == nullptr ? "" : text;
  return std::string(all.substr(0, all.find('\n')));
}

// dlopen(3) looks up a name without a slash in the system's directories, and says "file too short"
// of an empty file: what is no file is refused in our words before.
void* open_object(const fs::path& object) {
  static_cast<void>(open_for_reading(object));
  void* handle = ::dlopen(fs::absolute(object).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    // "PATH: cause", or "libmissing.so: cause" where it needs something that is not there.
    std::string_view cause = ::dlerror();
    const std::string own = fs::absolute(object).native() + ": ";
    if (cause.starts_with(own)) cause.remove_prefix(own.size());
    refuse(object, ErrorKind::format,
           fmt::format("cannot be opened as a shared object: {}", printable(cause, 400)));
  }
  return handle;
}

// Where a plug-in writes its errors.
class ErrorText {
 public:
  alertsage_buffer* buffer() noexcept { return &buffer_; }

  std::string text() const {
    const std::size_t size = std::min(buffer_.size, text_.size());
    return size == 0 ? "it does not say why" : printable({text_.data(), size}, 400);
  }

 private:
  std::array<char, 2048> text_{};  // a plug-in may set the size alone
  alertsage_buffer buffer_ = {.data = text_.data(), .capacity = text_.size(), .size = 0};
};

}  // namespace

std::optional<fs::path> plugin_path(std::string_view load) {
  if (!load.starts_with(kPluginPrefix)) return std::nullopt;
  return fs::path(load.substr(kPluginPrefix.size()));
}

fs::path PluginDescription::path_in(const fs::path& model) const {
  std::error_code ignored;
  return file_name.empty() || !fs::is_directory(model, ignored) ? model : model / file_name;
}

std::string to_text(const PluginDescription& description) {
  return fmt::format("{}\n{:d}\n{}\n{}\n", description.strategy, description.returns_labels,
                     description.file_name, description.summary);
}

PluginDescription parse_plugin_description(std::string_view text) {
  const auto next = [&] {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      throw Error(ErrorKind::format, "a plug-in's description is not complete");
    }
    std::string line(text.substr(0, end));
    text.remove_prefix(end + 1);
    return line;
  };
  PluginDescription description;
  description.strategy = next();
  description.returns_labels = next() == "1";
  description.file_name = next();
  description.summary = next();
  return description;
}

void Plugin::Close::operator()(void* handle) const noexcept {
  ::dlclose(handle);
}

template <typename Function>
Function* Plugin::function(const char* name) const {
  void* const address = ::dlsym(handle_.get(), name);
  if (address == nullptr) {
    refuse(object_, ErrorKind::unsupported,
           fmt::format("is no loader: it does not define {}, with C linkage ({})", name, kHeader));
  }
  return reinterpret_cast<Function*>(address);
}

Plugin::Plugin(const fs::path& object)
    : object_(object),
      handle_(open_object(object)),
      load_(function<decltype(alertsage_load)>("alertsage_load")),
      use_(function<decltype(alertsage_use)>("alertsage_use")),
      unload_(function<decltype(alertsage_unload)>("alertsage_unload")),
      description_(describe()) {}

PluginDescription Plugin::describe() const {
  const alertsage_description* const told =
      function<decltype(alertsage_describe)>("alertsage_describe")();
  if (told == nullptr) refuse(object_, ErrorKind::unsupported, "alertsage_describe returns null");
  if (told->abi != ALERTSAGE_LOADER_ABI) {
    refuse(object_, ErrorKind::unsupported,
           fmt::format("is a loader of ABI {}, this program takes {}: compile it anew with the {} "
                       "of this version",
                       told->abi, ALERTSAGE_LOADER_ABI, kHeader));
  }
  const std::string_view name = told->name == nullptr ? "" : told->name;
  if (!is_name(name)) {
    throw Error(ErrorKind::unsupported,
                fmt::format("its name is not 1 to {} of a-z 0-9 _ -", kLongestName),
                {.file = object_.native(), .piece = std::string(name)});
  }
  std::string file_name = one_line(told->file_name);
  if (!is_file_name(file_name)) {
    throw Error(ErrorKind::unsupported, "its file_name is no plain name of a file",
                {.file = object_.native(), .piece = file_name});
  }
  return {.strategy = fmt::format("plugin-{}", name),
          .returns_labels = told->returns_labels != 0,
          .file_name = std::move(file_name),
          .summary = one_line(told->summary)};
}

class LoadedByPlugin final : public Loaded {
 public:
  LoadedByPlugin(std::shared_ptr<const Plugin> plugin, const fs::path& path,
                 std::shared_ptr<std::vector<char>> answer)
      : plugin_(std::move(plugin)), answer_(std::move(answer)) {
    ErrorText error;
    loaded_ = plugin_->load_(path.c_str(), error.buffer());
    if (loaded_ == nullptr) fail("cannot load it", path, error);
  }
  LoadedByPlugin(const LoadedByPlugin&) = delete;
  LoadedByPlugin& operator=(const LoadedByPlugin&) = delete;
  ~LoadedByPlugin() override { plugin_->unload_(loaded_); }

  std::string_view use(std::string_view input) override {
    ErrorText error;
    alertsage_buffer output = {.data = answer_->data(), .capacity = answer_->size(), .size = 0};
    if (plugin_->use_(loaded_, {.data = input.data(), .size = input.size()}, &output,
                      error.buffer()) != 0) {
      fail("cannot use what it loaded", plugin_->object_, error);
    }
    if (output.data != answer_->data() || output.capacity != answer_->size()) {
      refuse(plugin_->object_, ErrorKind::unsupported, "changes the buffer that it is to fill");
    }
    if (output.size > answer_->size()) {
      refuse(
          plugin_->object_, ErrorKind::unsupported,
          fmt::format("its answer has {} bytes, and {} is the most", output.size, answer_->size()));
    }
    return {answer_->data(), output.size};
  }

 private:
  [[noreturn]] void fail(std::string_view what, const fs::path& file,
                         const ErrorText& error) const {
    throw Error(ErrorKind::environment,
                fmt::format("{} {}: {}", plugin_->description().strategy, what, error.text()),
                {.file = file.native()});
  }

  std::shared_ptr<const Plugin> plugin_;
  std::shared_ptr<std::vector<char>> answer_;
  void* loaded_ = nullptr;
};

Loader loader_of(std::shared_ptr<const Plugin> plugin, const fs::path& model) {
  fs::path path = plugin->description().path_in(model);
  // Once for all loads: what it takes is not the plug-in's.
  const auto answer = std::make_shared<std::vector<char>>(kLongestAnswer);
  return [plugin = std::move(plugin), path = std::move(path), answer] {
    return std::make_unique<LoadedByPlugin>(plugin, path, answer);
  };
}

}  // namespace alertsage
