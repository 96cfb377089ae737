#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "core/base/error.hpp"
#include "core/cli/commands.hpp"

namespace alertsage::cli {

void run_train(char** argv) {
  const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const auto& path :
       {here / "alertsage-train", here / "../libexec/alertsage/alertsage-train"}) {
    // argv[1] is "train": it becomes the new program's argv[0].
    ::execv(path.c_str(), argv + 1);
    if (errno != ENOENT) throw system_error("run", path.native(), errno);
  }
  throw Error(ErrorKind::not_found, "alertsage-train is not installed beside alertsage",
              {.file = here.native()});
}

}  // namespace alertsage::cli
