#include "core/base/publish.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <set>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

mode_t permissions_for_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0644 & ~mask;
}

constexpr const char* kOpenFiles = "/proc/self/fd/";

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

void sync_directory_of(const std::filesystem::path& path) {
  const FileDescriptor directory(
      ::open(directory_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // Some file systems refuse to sync a directory (EINVAL); the file itself is safe by then.
  if (directory.get() >= 0 && ::fsync(directory.get()) != 0 && errno != EINVAL) {
    throw system_error("sync the directory of", path.native(), errno);
  }
}

// A name of an open descriptor, such as /dev/stdout, which may be a regular file: a rename would
// replace the name, of which there is one for the whole machine.
bool names_a_descriptor(const std::filesystem::path& path) {
  const std::string& name = path.native();
  return name.starts_with("/dev/std") || name.starts_with("/dev/fd/") || name.starts_with("/proc/");
}

bool exists_and_is_no_regular_file(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

std::string named_output(std::string_view name) {
  return std::string(name == "-" ? kStandardOutput : name);
}

void refuse_one_output_twice(std::span<const std::string> names) {
  std::set<std::filesystem::path> taken;
  for (const std::string& name : names) {
    if (name.empty()) continue;
    if (!taken.insert(std::filesystem::absolute(named_output(name)).lexically_normal()).second) {
      throw Error(ErrorKind::usage, "is given for two outputs", {.file = name});
    }
  }
}

FilePublisher::FilePublisher(std::filesystem::path path) : path_(std::move(path)) {
  const bool is_descriptor = names_a_descriptor(path_);
  if (is_descriptor || exists_and_is_no_regular_file(path_)) {
    // Of a file that a shell opened by `>>`, what is in it stays.
    const int append = is_descriptor ? O_APPEND : 0;
    file_ = FileDescriptor(::open(path_.c_str(), O_WRONLY | O_CLOEXEC | append));
    if (file_.get() < 0) throw system_error("write", path_.native(), errno);
    return;
  }
  in_place_ = false;
  // Not every file system has files without a name, and without /proc they cannot be given one.
  if (::access(kOpenFiles, X_OK) == 0) {
    file_ = FileDescriptor(
        ::open(directory_of(path_).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file_.get() >= 0) return;
  }
  temporary_ = path_.native() + ".XXXXXX";
  file_ = FileDescriptor(::mkostemp(temporary_.data(), O_CLOEXEC));
  if (file_.get() >= 0) return;
  temporary_.clear();
  throw system_error("create", path_.native(), errno);
}

FilePublisher::~FilePublisher() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void FilePublisher::write(Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_error("write", path_.native(), errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

// link(2) does not replace what is there, so the name that it gives is a temporary one.
void FilePublisher::give_temporary_name() {
  static std::atomic<unsigned> count{0};
  const std::string name =
      path_.native() + "." + std::to_string(::getpid()) + "." + std::to_string(count.fetch_add(1));
  const std::string itself = kOpenFiles + std::to_string(file_.get());
  if (::linkat(AT_FDCWD, itself.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) {
    throw system_error("name a temporary file for", path_.native(), errno);
  }
  temporary_ = name;
}

void FilePublisher::publish() {
  if (in_place_) return;
  if (::fchmod(file_.get(), permissions_for_new_files()) != 0 || ::fsync(file_.get()) != 0) {
    throw system_error("sync", path_.native(), errno);
  }
  if (temporary_.empty()) give_temporary_name();
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
    throw system_error("rename a temporary file to", path_.native(), errno);
  }
  temporary_.clear();
  sync_directory_of(path_);
}

void publish_file(const std::filesystem::path& path, std::span<const Bytes> parts) {
  FilePublisher publisher(path);
  for (const Bytes part : parts) publisher.write(part);
  publisher.publish();
}

void publish_file(const std::filesystem::path& path, std::string_view text) {
  publish_file(path, std::array{as_bytes(text)});
}

}  // namespace alertsage
