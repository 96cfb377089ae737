// Opens files in the way that it is told, for tests of tracing: `opening_program HOW PATH...`.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>
#include <thread>

namespace {

bool read_a_byte(int file) {
  char byte = 0;
  const bool good = ::read(file, &byte, 1) == 1;
  ::close(file);
  return good;
}

bool open_plainly(const char* path) {
  return read_a_byte(::open(path, O_RDONLY));
}

bool open_below_directory(const char* path) {
  const char* const slash = std::strrchr(path, '/');
  std::array<char, 4096> parent{};
  std::memcpy(parent.data(), path, static_cast<std::size_t>(slash - path));
  const int directory = ::open(parent.data(), O_RDONLY | O_DIRECTORY);
  return directory >= 0 && read_a_byte(::openat(directory, slash + 1, O_RDONLY));
}

bool map(const char* path) {
  const int file = ::open(path, O_RDONLY);
  void* const address = ::mmap(nullptr, 1, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  return address != MAP_FAILED && *static_cast<const volatile char*>(address) != 0;
}

bool map_executable(const char* path) {
  const int file = ::open(path, O_RDONLY);
  return ::mmap(nullptr, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0) != MAP_FAILED;
}

bool open_in_thread(const char* path) {
  bool good = false;
  std::thread([&] { good = open_plainly(path); }).join();
  return good;
}

bool change(const char* path) {
  return open_plainly(path) && ::write(::open(path, O_WRONLY | O_APPEND), "x", 1) == 1;
}

bool delete_after(const char* path) {
  return open_plainly(path) && ::unlink(path) == 0;
}

bool open_name_only(const char* path) {
  return ::open(path, O_PATH) >= 0;
}

struct How {
  std::string_view name;
  bool (*open)(const char* path);
};
constexpr How kHows[] = {{"plainly", open_plainly},
                         {"below-directory", open_below_directory},
                         {"map", map},
                         {"map-executable", map_executable},
                         {"in-thread", open_in_thread},
                         {"change", change},
                         {"delete-after", delete_after},
                         {"name-only", open_name_only}};

}  // namespace

int main(int count, char** arguments) {
  for (const How& how : kHows) {
    if (count < 2 || how.name != arguments[1]) continue;
    for (int i = 2; i < count; ++i) {
      if (!how.open(arguments[i])) return 1;
    }
    return 0;
  }
  return 2;
}
