// What several tests of this folder need.
#pragma once

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include "bench/probe/optional_file.hpp"
#include "core/base/memory.hpp"

namespace alertsage::probe {

// A directory of its own for one test, removed with it.
class FreshDirectory {
 public:
  explicit FreshDirectory(
      const std::filesystem::path& parent = std::filesystem::temp_directory_path()) {
    std::string name = (parent / "alertsage-probe-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), name);
    }
    path_ = name;
  }
  FreshDirectory(const FreshDirectory&) = delete;
  FreshDirectory& operator=(const FreshDirectory&) = delete;
  ~FreshDirectory() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }

  // Writes a file, with the directories that lead to it.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const {
    std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

 private:
  std::filesystem::path path_;
};

// Bytes that no file system can compress or store as a hole.
inline std::string noise(std::size_t size) {
  std::mt19937_64 random(20240229);
  std::string bytes(size, '\0');
  std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
  return bytes;
}

// Gone, or dead and not yet waited for by whoever inherited it.
inline bool has_ended(pid_t process) {
  const auto stat = read_line("/proc/" + std::to_string(process) + "/stat");
  return !stat || stat->find(") Z ") != std::string::npos;
}

// Memory from mmap, unmapped with the test.
class Mapping {
 public:
  Mapping(std::size_t size, int protection, int flags, int file = -1)
      : address_(::mmap(nullptr, size, protection, flags, file, 0)), size_(size) {
    if (address_ == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { ::munmap(address_, size_); }

  void write_all() const { std::fill_n(static_cast<volatile char*>(address_), size_, 1); }
  void read_all() const {
    const volatile char* bytes = static_cast<volatile char*>(address_);
    for (std::size_t at = 0; at < size_; at += 4096) static_cast<void>(bytes[at]);
  }

 private:
  void* address_;
  std::size_t size_;
};

// Another process that has the whole file mapped, in memory, for as long as the object lives.
class FileHolder {
 public:
  enum class How { mapped, locked };

  explicit FileHolder(const std::filesystem::path& path, How how = How::mapped) {
    std::array<int, 2> ready;
    if (::pipe(ready.data()) != 0) {
      throw std::system_error(errno, std::generic_category(), "pipe");
    }
    process_ = ::fork();
    if (process_ == 0) hold(path, how, ready[1]);
    ::close(ready[1]);
    char mark = 0;
    const bool is_ready = ::read(ready[0], &mark, 1) == 1;
    ::close(ready[0]);
    if (!is_ready) {
      end();
      throw std::runtime_error("no other process can hold " + path.native());
    }
  }
  FileHolder(const FileHolder&) = delete;
  FileHolder& operator=(const FileHolder&) = delete;
  ~FileHolder() { end(); }

  pid_t process() const { return process_; }

 private:
  [[noreturn]] static void hold(const std::filesystem::path& path, How how, int ready) {
    const MappedFile held(path);
    held.populate();
    const Bytes bytes = held.bytes();
    const bool locked = how != How::locked || ::mlock(bytes.data(), bytes.size()) == 0;
    if (locked && ::write(ready, "m", 1) == 1) ::pause();
    ::_exit(1);
  }
  void end() const {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }

  pid_t process_ = -1;
};

}  // namespace alertsage::probe
