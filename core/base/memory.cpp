#include "core/base/memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <utility>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

std::uint64_t size_above_zero(const FileDescriptor& file, const std::filesystem::path& path) {
  const std::uint64_t size = file_size(file, path);
  if (size == 0) throw Error(ErrorKind::format, "the file is empty", {.file = path.native()});
  return size;
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
  const FileDescriptor file = open_for_reading(path);
  const std::uint64_t size = size_above_zero(file, path);
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (address == MAP_FAILED) throw system_error("map", path.native(), errno);
  data_ = static_cast<const std::byte*>(address);
  size_ = size;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  if (this != &other) {
    unmap();
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

MappedFile::~MappedFile() {
  unmap();
}

void MappedFile::unmap() noexcept {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

void MappedFile::populate() const {
  if (::madvise(const_cast<std::byte*>(data_), size_, MADV_POPULATE_READ) == 0) return;
  if (errno != EINVAL) throw system_error("prefault the mapping", {}, errno);
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const volatile std::byte* bytes = data_;
  for (std::size_t at = 0; at < size_; at += page) static_cast<void>(bytes[at]);
}

PageBuffer::PageBuffer(std::size_t size) : size_(size) {
  if (size == 0) return;
  void* address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (address == MAP_FAILED) throw std::bad_alloc();
  data_ = static_cast<std::byte*>(address);
  // All of it will be written. Faults would be a third of what that takes; so pages are huge where
  // the kernel has some, and all are there before the first byte. Nothing is lost where a kernel
  // refuses either advice.
  ::madvise(address, size, MADV_HUGEPAGE);
  ::madvise(address, size, MADV_POPULATE_WRITE);
}

PageBuffer::PageBuffer(PageBuffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

PageBuffer& PageBuffer::operator=(PageBuffer&& other) noexcept {
  if (this != &other) {
    unmap();
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

PageBuffer::~PageBuffer() {
  unmap();
}

void PageBuffer::unmap() noexcept {
  if (data_ != nullptr) ::munmap(data_, size_);
}

PageBuffer read_whole_file(const std::filesystem::path& path) {
  const FileDescriptor file = open_for_reading(path);
  PageBuffer buffer(size_above_zero(file, path));
  read_exactly(file, buffer.writable(), path);
  return buffer;
}

}  // namespace alertsage
