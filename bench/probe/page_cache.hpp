// Putting a file into the page cache, taking it out, and proving both.
//
// Cold here means: the file's pages are out of this kernel's page cache. In a virtual machine the
// host may still hold them; the program that reads the file, its libraries and the directory
// entries stay warm.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "bench/probe/file_users.hpp"
#include "bench/probe/residency.hpp"
#include "core/base/file.hpp"

namespace alertsage::probe {

// What became of an eviction, of one file or of several together.
struct Eviction {
  Residency residency;   // as the trusted instruments saw it last
  unsigned retries = 0;  // somebody else was reading

  // device_bytes_read_by_all() at a moment at which every page was still in memory: whoever brings
  // in a page afterwards is counted beyond this.
  std::optional<std::int64_t> device_bytes_before = {};

  bool succeeded() const noexcept { return residency.none(); }
};

// Reads the file once, from its start to its end, by read() into one page-aligned buffer. Works on
// any regular file, also where the page cache cannot be controlled. Throws Error (not_found, io).
void read_sequentially(const std::filesystem::path& name);

// A file whose place in the page cache is under control: it can be evicted, it can be read in, and
// there is an instrument that tells the two apart. It is open only while something is done to it,
// so that there may be thousands. Not for use by two threads at a time: they would measure each
// other.
class PageCache {
 public:
  static constexpr std::chrono::milliseconds kPatience{2000};

  // Checks all of that by doing it: reads the file, evicts it, asks the instruments after each,
  // and reads it again to see what of it the kernel counts as device reads. Costs four reads of the
  // file and leaves it warm; write permission is not needed, but without it few kernels have an
  // instrument left. For many files, one look at the users serves all.
  //
  // Throws Error: not_found, io; unsupported for an empty file; environment, saying which, for a
  // file on tmpfs, ramfs or hugetlbfs (its pages have nowhere else to be), a DAX file (its pages
  // are never in the cache), a file that somebody has mapped (mapped pages are not evicted; the
  // process is named where this user may see it), a file about which every instrument is absent or
  // lies (what each said), and a file system whose reads are not charged to the reader.
  explicit PageCache(std::filesystem::path name,
                     const FileUsers& users = FileUsers(Scope::all_processes));

  const std::filesystem::path& path() const noexcept { return path_; }
  std::uint64_t bytes() const noexcept { return bytes_; }
  ResidencyInstrument instrument() const noexcept { return instrument_; }

  // Throws Error (mismatch) if another file has taken the name or its size has changed: what would
  // be measured is not what was tried. So do those below.
  Residency residency() const;

  // The least that bringing so many pages of this file into memory reads from the device. Less than
  // their size where the file is compressed or has holes, in proportion to the whole.
  std::uint64_t device_bytes_of(const Residency& residency) const noexcept;

  // Reads the file sequentially after an attempt to evict it: pages that came in by another way lie
  // in the cache in pieces of other sizes, and minor faults differ several times over. The answer
  // is a proof if all() is true; a file larger than free memory is the case in which it is not.
  Residency make_warm() const;

  // Reads the files (which waits for read-ahead that is still on its way), writes what is dirty,
  // evicts, verifies; again, until nothing is resident or `patience` has passed: each process that
  // starts maps some files for a moment. Throws Error (environment) if a file is mapped by this
  // process, or after a 20th of the patience by another.
  Eviction make_cold(std::chrono::milliseconds patience = kPatience) const;
  static Eviction make_cold(std::span<const PageCache> files,
                            std::chrono::milliseconds patience = kPatience);

 private:
  FileDescriptor open() const;
  void refuse_if_mapped(const FileUsers& users) const;
  void choose_instrument();
  std::optional<std::string> find_distrust() const;
  void calibrate_device_reads();

  std::filesystem::path path_;
  std::string maps_key_;
  std::uint64_t device_ = 0;
  std::uint64_t inode_ = 0;
  std::uint64_t bytes_ = 0;
  ResidencyInstrument instrument_ = ResidencyInstrument::mincore;
  double read_share_ = 1;  // device bytes of a full read / size, where that is less than 1
};

}  // namespace alertsage::probe
