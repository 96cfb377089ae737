#include "leaktest/inventory.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

#include "core/base/printable.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace fs = std::filesystem;
namespace leak_metric = reports::leak_metric;

fs::path directory_of(pid_t process) {
  return fmt::format("/proc/{}", process);
}

// What comes and goes while it is read is passed over.
template <typename Visit>
void for_each_entry(const fs::path& directory, Visit visit) {
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    visit(entry->path());
  }
}

// "socket:[4711]" is another one each time: the number goes.
std::string kind_of(std::string target) {
  if (const auto bracket = target.find(":["); bracket != std::string::npos) target.resize(bracket);
  return printable(target);
}

Names descriptors_of(pid_t process) {
  Names names;
  for_each_entry(directory_of(process) / "fd", [&](const fs::path& descriptor) {
    std::error_code error;
    const fs::path target = fs::read_symlink(descriptor, error);
    if (!error) ++names[kind_of(target.native())];
  });
  return names;
}

Names threads_of(pid_t process) {
  Names names;
  for_each_entry(directory_of(process) / "task", [&](const fs::path& thread) {
    std::string name;
    std::ifstream file(thread / "comm");
    if (std::getline(file, name)) ++names[printable(name)];
  });
  return names;
}

// proc(5): "address perms offset dev inode pathname".
void add_mappings(pid_t process, Inventory& inventory) {
  std::ifstream maps(directory_of(process) / "maps");
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    const char* end = line.data() + line.size();
    const auto dash = std::from_chars(line.data(), end, from, 16);
    if (dash.ec != std::errc() || dash.ptr == end) continue;
    std::from_chars(dash.ptr + 1, end, to, 16);
    std::istringstream fields(line);
    std::string skipped;
    for (int i = 0; i < 5; ++i) fields >> skipped;
    std::string path;
    std::getline(fields >> std::ws, path);
    const std::string name = path.empty() ? "anonymous memory" : printable(path);
    ++inventory.mappings[name];
    inventory.mapped_bytes[name] += static_cast<double>(to - from);
  }
}

std::optional<Names> shm_objects_of(pid_t process) {
  struct stat owner {};
  if (::stat(directory_of(process).c_str(), &owner) != 0) return std::nullopt;
  fs::path shm = directory_of(process) / "root/dev/shm";
  std::error_code error;
  if (!fs::is_directory(shm, error)) shm = "/dev/shm";  // another user's root may not be looked at
  if (!fs::is_directory(shm, error)) return std::nullopt;
  Names names;
  for_each_entry(shm, [&](const fs::path& object) {
    struct stat status {};
    if (::lstat(object.c_str(), &status) == 0 && status.st_uid == owner.st_uid) {
      ++names[printable(fmt::format("/dev/shm/{}", object.filename().native()))];
    }
  });
  return names;
}

const Names* names_of(std::string_view metric, const Inventory& inventory) {
  if (metric == leak_metric::kDescriptors) return &inventory.descriptors;
  if (metric == leak_metric::kMappings) return &inventory.mappings;
  if (metric == leak_metric::kMappedBytes) return &inventory.mapped_bytes;
  if (metric == leak_metric::kThreads) return &inventory.threads;
  if (metric == leak_metric::kShmObjects) return &inventory.shm_objects;
  return nullptr;
}

}  // namespace

Inventory take_inventory(pid_t process) {
  Inventory inventory{.descriptors = descriptors_of(process),
                      .threads = threads_of(process),
                      .shm_objects = shm_objects_of(process).value_or(Names())};
  add_mappings(process, inventory);
  return inventory;
}

std::optional<std::uint64_t> count_shm_objects(pid_t process) {
  const std::optional<Names> names = shm_objects_of(process);
  if (!names) return std::nullopt;
  return names->size();
}

std::vector<reports::LeakedThing> more_of(std::string_view metric, const Inventory& before,
                                          const Inventory& after) {
  std::vector<reports::LeakedThing> things;
  const Names* then = names_of(metric, before);
  const Names* now = names_of(metric, after);
  if (then == nullptr || now == nullptr) return things;
  for (const auto& [name, count] : *now) {
    const auto had = then->find(name);
    const double more = count - (had == then->end() ? 0 : had->second);
    if (more > 0) things.push_back({std::string(metric), name, more});
  }
  std::stable_sort(things.begin(), things.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  return things;
}

}  // namespace alertsage::leaktest
