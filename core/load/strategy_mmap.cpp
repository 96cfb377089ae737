#include "core/base/located.hpp"
#include "core/load/strategy_list.hpp"

namespace alertsage {
namespace {

std::shared_ptr<const Model> open_mapped(const ModelFiles& files, Access access) {
  const std::filesystem::path path = files.require_safetensors();
  return in_file(path, [&] { return std::make_shared<const Model>(MappedFile(path, access)); });
}

}  // namespace

std::shared_ptr<const Model> open_mmap(const ModelFiles& files) {
  return open_mapped(files, Access::normal);
}

// A prediction looks up each term of its text in a hash table, and then its weights: a page or two
// for each, scattered over the file. Read-ahead fetches the surroundings of each, and so most of a
// file of some 20 MB for a text that needs 40 pages, which costs several times what these cost one
// by one. But each then waits for the device alone: from some hundreds of terms on, read-ahead is
// faster. Hence a strategy of its own (docs/method.md has the figures).
std::shared_ptr<const Model> open_mmap_random(const ModelFiles& files) {
  return open_mapped(files, Access::random);
}

std::shared_ptr<const Model> open_mmap_populate(const ModelFiles& files) {
  const std::filesystem::path path = files.require_safetensors();
  return in_file(path, [&] {
    MappedFile file(path);
    file.populate();
    return std::make_shared<const Model>(std::move(file));
  });
}

}  // namespace alertsage
