#include "core/base/memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
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

std::size_t page_size() {
  static const auto kSize = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return kSize;
}

// REQUIRES: there is such a multiple.
std::size_t whole_pages(std::size_t size) {
  return (size + page_size() - 1) & ~(page_size() - 1);
}

// All of `pages` will be written. Faults would be a third of what that takes; so pages are huge
// where the kernel has some, and all are there before the first byte. Nothing is lost where a
// kernel refuses either advice.
void prefault(std::span<std::byte> pages) {
  ::madvise(pages.data(), pages.size(), MADV_HUGEPAGE);
  ::madvise(pages.data(), pages.size(), MADV_POPULATE_WRITE);
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path, Access access) {
  const FileDescriptor file = open_for_reading(path);
  const std::uint64_t size = size_above_zero(file, path);
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (address == MAP_FAILED) throw system_error("map", path.native(), errno);
  // A kernel that refuses reads ahead: the bytes are the same.
  if (access == Access::random) ::madvise(address, size, MADV_RANDOM);
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
  const volatile std::byte* bytes = data_;
  for (std::size_t at = 0; at < size_; at += page_size()) static_cast<void>(bytes[at]);
}

PageBuffer::PageBuffer(std::size_t size) : size_(size) {
  if (size == 0) return;
  remap(size);
  prefault(writable());
}

// Addresses for exactly `capacity` bytes.
void PageBuffer::remap(std::size_t capacity) {
  void* address = data_ == nullptr ? ::mmap(nullptr, capacity, PROT_READ | PROT_WRITE,
                                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                                   : ::mremap(data_, capacity_, capacity, MREMAP_MAYMOVE);
  if (address == MAP_FAILED) throw std::bad_alloc();
  data_ = static_cast<std::byte*>(address);
  capacity_ = capacity;
}

void PageBuffer::resize(std::size_t size) {
  if (size == 0) {
    *this = PageBuffer(0);
  } else if (size <= size_) {
    remap(size);
    size_ = size;
  } else {
    if (size > capacity_) {
      if (size > std::numeric_limits<std::size_t>::max() / 2) throw std::bad_alloc();
      remap(size_ == 0 ? size : size + size / 4);
    }
    // What was beyond the end on the last page may have been written before the buffer shrank.
    const std::size_t there = whole_pages(size_);
    std::fill(data_ + size_, data_ + std::min(there, size), std::byte{0});
    if (size > there) prefault({data_ + there, size - there});
    size_ = size;
  }
}

PageBuffer::PageBuffer(PageBuffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

PageBuffer& PageBuffer::operator=(PageBuffer&& other) noexcept {
  if (this != &other) {
    unmap();
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
  }
  return *this;
}

PageBuffer::~PageBuffer() {
  unmap();
}

void PageBuffer::unmap() noexcept {
  if (data_ != nullptr) ::munmap(data_, capacity_);
}

PageBuffer read_whole_file(const std::filesystem::path& path) {
  const FileDescriptor file = open_for_reading(path);
  PageBuffer buffer(size_above_zero(file, path));
  read_exactly(file, buffer.writable(), path);
  return buffer;
}

}  // namespace alertsage
