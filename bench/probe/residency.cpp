#include "bench/probe/residency.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

// A mapping of the whole file that only exists for the kernel to look at.
class UntouchedMapping {
 public:
  UntouchedMapping(const FileDescriptor& file, const std::filesystem::path& path,
                   std::uint64_t size)
      : address_(::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0)), size_(size) {
    if (address_ == MAP_FAILED) throw system_error("map", path.native(), errno);
  }
  UntouchedMapping(const UntouchedMapping&) = delete;
  UntouchedMapping& operator=(const UntouchedMapping&) = delete;
  ~UntouchedMapping() { ::munmap(address_, size_); }

  std::byte* at(std::uint64_t offset) const { return static_cast<std::byte*>(address_) + offset; }

 private:
  void* address_;
  std::uint64_t size_;
};

std::uint64_t pages_by_mincore(const FileDescriptor& file, const std::filesystem::path& path,
                               std::uint64_t size) {
  const UntouchedMapping mapping(file, path, size);
  std::array<unsigned char, 4096> resident;
  const std::uint64_t step = resident.size() * page_bytes();
  std::uint64_t pages = 0;
  for (std::uint64_t offset = 0; offset < size; offset += step) {
    const std::uint64_t length = std::min(step, size - offset);
    if (::mincore(mapping.at(offset), length, resident.data()) != 0) {
      throw system_error("ask mincore about", path.native(), errno);
    }
    const auto count = static_cast<std::ptrdiff_t>((length + page_bytes() - 1) / page_bytes());
    // Only the lowest bit is defined.
    pages += static_cast<std::uint64_t>(std::count_if(resident.begin(), resident.begin() + count,
                                                      [](unsigned char page) { return page & 1; }));
  }
  return pages;
}

// Debian 12's headers do not know the call yet; its number is the same on all architectures but
// Alpha (Linux, scripts/syscall.tbl), its structures are those of linux/mman.h.
#ifndef __NR_cachestat
#define __NR_cachestat 451
#endif
struct CachestatRange {
  std::uint64_t offset;
  std::uint64_t length;
};
struct CachestatCounts {
  std::uint64_t cache;
  std::uint64_t dirty;
  std::uint64_t writeback;
  std::uint64_t evicted;
  std::uint64_t recently_evicted;
};

std::uint64_t pages_by_cachestat(const FileDescriptor& file, const std::filesystem::path& path,
                                 std::uint64_t size) {
  CachestatRange range = {.offset = 0, .length = size};
  CachestatCounts counts{};
  if (::syscall(__NR_cachestat, file.get(), &range, &counts, 0U) == 0) return counts.cache;
  const int failure = errno;
  throw Error(ErrorKind::environment,
              failure == ENOSYS  ? "cachestat is not known to this kernel (it came with Linux 6.5)"
              : failure == EPERM ? "cachestat is refused to a user who may not write the file"
                                 : fmt::format("cachestat failed: {}", std::strerror(failure)),
              {.file = path.native()});
}

}  // namespace

std::uint64_t page_bytes() noexcept {
  return static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string_view name_of(ResidencyInstrument instrument) noexcept {
  return instrument == ResidencyInstrument::mincore ? "mincore" : "cachestat";
}

Residency measure_residency(const FileDescriptor& file, const std::filesystem::path& path,
                            ResidencyInstrument instrument) {
  const std::uint64_t size = file_size(file, path);
  return {.resident_pages = instrument == ResidencyInstrument::mincore
                                ? pages_by_mincore(file, path, size)
                                : pages_by_cachestat(file, path, size),
          .total_pages = (size + page_bytes() - 1) / page_bytes()};
}

std::optional<std::string> find_fault(const Residency& when_warm, const Residency& when_evicted) {
  if (!when_warm.all()) {
    return fmt::format("says {} of {} pages of a file that was just read", when_warm.resident_pages,
                       when_warm.total_pages);
  }
  if (!when_evicted.none()) {
    return fmt::format("says {} of {} pages of a file that was evicted",
                       when_evicted.resident_pages, when_evicted.total_pages);
  }
  return std::nullopt;
}

}  // namespace alertsage::probe
