// The floors of process rows: a program that starts and prints one byte; and, with `map FILE…` or
// `read FILE…`, one that before that maps each file and touches its first byte, or reads each once
// from its start to its end. Built twice: static, and linked as `alertsage` is.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace {

constexpr std::size_t kPage = 4096;
alignas(kPage) std::array<char, 64 * kPage> buffer;

bool read_whole(int file) {
  for (;;) {
    const ssize_t got = ::read(file, buffer.data(), buffer.size());
    if (got == 0) return true;
    if (got < 0 && errno != EINTR) return false;
  }
}

bool map_and_touch(int file) {
  const off_t size = ::lseek(file, 0, SEEK_END);
  if (size == 0) return true;
  void* const data =
      ::mmap(nullptr, static_cast<std::size_t>(size), PROT_READ, MAP_SHARED, file, 0);
  if (data == MAP_FAILED) return false;
  buffer[0] = *static_cast<const volatile char*>(data);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const bool read = argc > 1 && argv[1] == std::string_view("read");
  for (int i = 2; i < argc; ++i) {
    const int file = ::open(argv[i], O_RDONLY | O_CLOEXEC);
    if (file < 0 || !(read ? read_whole(file) : map_and_touch(file))) return 1;
    ::close(file);
  }
  return ::write(STDOUT_FILENO, "\n", 1) == 1 ? 0 : 1;
}
