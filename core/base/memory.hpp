// Memory that holds a model's bytes: a mapped file, or pages of our own. Both start on a page
// boundary, which is what makes tensors usable where they lie, and what keeps read() fast: some
// CPUs copy several times slower into a buffer that starts 16 bytes past a page boundary, which is
// where large mallocs start.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "core/base/file.hpp"

namespace alertsage {

// How a mapping will be used, as the kernel is advised (madvise(2)): `random` is MADV_RANDOM, by
// which a fault reads its own page alone; `normal` reads ahead.
enum class Access { normal, random };

// A file mapped for reading (MAP_SHARED, so that every process shares its pages). Exists only while
// mapped; movable. The file may be renamed over or unlinked meanwhile; it must not be truncated or
// written in place (mmap(2): access beyond a truncation raises SIGBUS). So this is for model files,
// which are published by rename; what other programs write is for read_whole_file.
class MappedFile {
 public:
  // Throws Error: not_found, io; format where the file is empty (mmap has no empty mapping).
  explicit MappedFile(const std::filesystem::path& path, Access access = Access::normal);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  Bytes bytes() const noexcept { return {data_, size_}; }

  // Maps every page now (MADV_POPULATE_READ, Linux 5.14): a read error is thrown as Error (io)
  // instead of arriving later as a signal. Falls back to touching each page where the kernel does
  // not know the advice.
  void populate() const;

 private:
  void unmap() noexcept;

  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

// Zeroed pages that belong to one owner, in memory from the start (madvise(2): MADV_HUGEPAGE,
// MADV_POPULATE_WRITE, Linux 5.14), as they are there to be filled. Movable, not copyable.
class PageBuffer {
 public:
  // Throws std::bad_alloc. A size of 0 is allowed and holds nothing.
  explicit PageBuffer(std::size_t size);
  PageBuffer(PageBuffer&& other) noexcept;
  PageBuffer& operator=(PageBuffer&& other) noexcept;
  ~PageBuffer();

  // Grows or shrinks (mremap(2), MREMAP_MAYMOVE): pages move, bytes are not copied, and spans of
  // before are void where they did. New bytes are zero and in memory from the start, like the
  // first; of addresses a quarter more is taken, so that growing n times moves log n times, and
  // pages beyond the size are given back. Throws std::bad_alloc, with the buffer as it was.
  void resize(std::size_t size);

  std::span<std::byte> writable() noexcept { return {data_, size_}; }
  Bytes bytes() const noexcept { return {data_, size_}; }

 private:
  void remap(std::size_t capacity);
  void unmap() noexcept;

  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;  // of addresses: pages beyond size_ may not be there
};

// All bytes of a regular file on pages of our own: what to parse where every byte is looked at
// anyway, since nobody can take them away meanwhile. Throws Error: not_found; io, also where the
// file became shorter while it was read; format where it is empty.
PageBuffer read_whole_file(const std::filesystem::path& path);

}  // namespace alertsage
