#include "leaktest/injected_leak.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <new>
#include <string>
#include <vector>

#include "core/base/error.hpp"

namespace alertsage::leaktest {
namespace {

using What = LeakKind::What;
using Holder = LeakKind::Holder;
using Source = LeakKind::Source;

[[noreturn]] void refuse(std::string_view text) {
  throw Error(ErrorKind::usage,
              "--inject-leak takes [lost:|list:|map:][malloc:|new:|mmap:]SIZE, fd, thread or shm",
              {.piece = std::string(text)});
}

std::string shm_prefix(pid_t process) {
  return fmt::format("alertsage-leaktest-{}-", process);
}

void* allocate(Source source, std::size_t bytes) {
  switch (source) {
    case Source::by_malloc:
      if (void* block = std::malloc(bytes)) return block;
      throw std::bad_alloc();
    case Source::by_new:
      return ::operator new(bytes);
    case Source::by_mmap:
      break;
  }
  void* block = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (block == MAP_FAILED) throw std::bad_alloc();
  return block;
}

void hold(Holder holder, void* block, std::size_t bytes) {
  static void* list = nullptr;
  static std::map<std::size_t, void*> map;
  switch (holder) {
    case Holder::lost:
      break;
    case Holder::list:
      if (bytes >= sizeof list) std::memcpy(block, &list, sizeof list);
      list = block;
      break;
    case Holder::map:
      map.emplace(map.size(), block);
  }
  asm volatile("" : : "g"(block), "g"(list) : "memory");  // the compiler would remove it all
}

void leak_bytes(const LeakKind& kind) {
  if (kind.bytes == 0) return;
  void* block = allocate(kind.source, kind.bytes);
  std::memset(block, 1, kind.bytes);
  hold(kind.holder, block, kind.bytes);
}

void leak_descriptor() {
  if (::open("/dev/null", O_RDONLY | O_CLOEXEC) < 0) throw system_error("open", "/dev/null", errno);
}

void leak_thread() {
  pthread_t thread{};
  const auto sleep = [](void*) -> void* {
    for (;;) ::pause();
  };
  const int error = ::pthread_create(&thread, nullptr, sleep, nullptr);
  if (error != 0) throw system_error("start a thread", {}, error);
  ::pthread_setname_np(thread, "leaked");
}

void leak_shm_object() {
  static int number = 0;
  const std::string name = fmt::format("/{}{}", shm_prefix(::getpid()), number++);
  const int object = ::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, S_IRUSR | S_IWUSR);
  if (object < 0) throw system_error("make", "/dev/shm" + name, errno);
  ::close(object);
}

}  // namespace

LeakKind parse_leak_kind(std::string_view text) {
  LeakKind kind;
  if (text == "fd") return {.what = What::descriptor};
  if (text == "thread") return {.what = What::thread};
  if (text == "shm") return {.what = What::shm_object};
  std::string_view rest = text;
  const auto take = [&](std::string_view word) {
    if (!rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
  };
  if (take("list:")) {
    kind.holder = Holder::list;
  } else if (take("map:")) {
    kind.holder = Holder::map;
  } else {
    take("lost:");
  }
  if (take("new:")) {
    kind.source = Source::by_new;
  } else if (take("mmap:")) {
    kind.source = Source::by_mmap;
  } else {
    take("malloc:");
  }
  std::string size(rest);
  try {
    if (!CLI::AsSizeValue(false)(size).empty()) refuse(text);  // "4KiB" becomes "4096"
  } catch (const CLI::Error&) {
    refuse(text);
  }
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), kind.bytes);
  if (error != std::errc() || end != size.data() + size.size()) refuse(text);
  return kind;
}

void leak_once(const LeakKind& kind) {
  switch (kind.what) {
    case What::bytes:
      return leak_bytes(kind);
    case What::descriptor:
      return leak_descriptor();
    case What::thread:
      return leak_thread();
    case What::shm_object:
      return leak_shm_object();
  }
}

InjectedShmObjects::~InjectedShmObjects() {
  std::error_code error;
  const std::string prefix = shm_prefix(process_);
  std::vector<std::filesystem::path> objects;
  for (std::filesystem::directory_iterator entry("/dev/shm", error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().native().starts_with(prefix)) objects.push_back(entry->path());
  }
  for (const std::filesystem::path& object : objects) std::filesystem::remove(object, error);
}

}  // namespace alertsage::leaktest
