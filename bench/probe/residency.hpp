// How much of a file is in the page cache, by two instruments of the kernel. Both have cases in
// which they answer readily and wrongly, so neither is believed before it has told the truth about
// the same file on both sides (bench/probe/page_cache.hpp does that):
// - mincore(2), over a mapping that is never touched, reports every page of every file resident to
//   a user who neither owns the file nor may write it;
// - cachestat(2) (Linux 6.5) reports 0 pages of any file on overlayfs, and since 6.13 refuses the
//   same users by EPERM.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/file.hpp"

namespace alertsage::probe {

// Pages of a file, or of several, in the page cache. Only a moment's truth: others may read or
// evict.
struct Residency {
  std::uint64_t resident_pages = 0;
  std::uint64_t total_pages = 0;  // the last one may be partial

  Residency& operator+=(const Residency& other) noexcept {
    resident_pages += other.resident_pages;
    total_pages += other.total_pages;
    return *this;
  }

  bool all() const noexcept { return resident_pages == total_pages; }
  bool none() const noexcept { return resident_pages == 0; }
};

std::uint64_t page_bytes() noexcept;

enum class ResidencyInstrument { mincore, cachestat };

std::string_view name_of(ResidencyInstrument instrument) noexcept;

// Reads the instrument: O(pages) for mincore, which needs no memory that grows with the file.
// REQUIRES: the file is not empty. Throws Error (environment) where this kernel does not have the
// instrument or refuses it to this user.
Residency measure_residency(const FileDescriptor& file, const std::filesystem::path& path,
                            ResidencyInstrument instrument);

// What is wrong with an instrument that gave these two answers about one file, as half a sentence
// ("says 0 of 25 pages of a file that was just read"); nothing where it told the truth both times.
std::optional<std::string> find_fault(const Residency& when_warm, const Residency& when_evicted);

}  // namespace alertsage::probe
