// The command of cold_proof: `cold_reader HOW FILE OTHER GO DONE` reads all of OTHER where that is
// not empty, then FILE: by `read`; by a mapping of which it touches one byte (`touch-one`) or every
// page
// (`touch-all`); or `in-two`: a quarter, then a byte to GO, one from DONE, and the rest.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string_view>

namespace {

std::array<char, 1 << 16> buffer;

off_t size_of(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 ? status.st_size : 0;
}

bool read_between(int file, off_t begin, off_t end) {
  for (off_t at = begin; at < end;) {
    const ssize_t got = ::pread(file, buffer.data(), buffer.size(), at);
    if (got <= 0) return false;
    at += got;
  }
  return true;
}

bool read_all(int file) {
  return read_between(file, 0, size_of(file));
}

bool touch(int file, off_t bytes) {
  const auto size = static_cast<std::size_t>(size_of(file));
  void* const address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  if (address == MAP_FAILED) return false;
  const auto* const data = static_cast<const volatile char*>(address);
  for (off_t at = 0; at < bytes; at += 4096) static_cast<void>(data[at]);
  return true;
}

bool meet(const char* go, const char* done) {
  const int to = ::open(go, O_WRONLY);
  const int from = ::open(done, O_RDONLY);
  return ::write(to, "g", 1) == 1 && ::read(from, buffer.data(), 1) == 1;
}

bool read_in_two(int file, const char* go, const char* done) {
  const off_t size = size_of(file);
  const off_t first = size / 4 / 4096 * 4096;
  ::posix_fadvise(file, 0, 0, POSIX_FADV_RANDOM);  // no more than that
  return read_between(file, 0, first) && meet(go, done) && read_between(file, first, size);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 6) return 2;
  const std::string_view how = arguments[1];
  if (*arguments[3] != '\0' && !read_all(::open(arguments[3], O_RDONLY))) return 1;
  const int file = ::open(arguments[2], O_RDONLY);
  const bool good = how == "read"        ? read_all(file)
                    : how == "touch-one" ? touch(file, 1)
                    : how == "touch-all" ? touch(file, size_of(file))
                                         : read_in_two(file, arguments[4], arguments[5]);
  return good ? 0 : 1;
}
