// Putting a file into the page cache, taking it out, and proving both.
//
// Cold here means: the file's pages are out of this kernel's page cache. In a virtual machine the
// host may still hold them; the program that reads the file, its libraries and the directory
// entries stay warm.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "bench/probe/residency.hpp"
#include "core/base/file.hpp"

namespace alertsage::probe {

// What became of an eviction.
struct Eviction {
  Residency residency;   // as the trusted instrument saw it last
  unsigned retries = 0;  // somebody else was reading it

  bool succeeded() const noexcept { return residency.none(); }
};

// Reads the file once, from its start to its end, by read() into one page-aligned buffer. Works on
// any regular file, also where the page cache cannot be controlled. Throws Error (not_found, io).
void read_sequentially(const std::filesystem::path& name);

// A file whose place in the page cache is under control: it can be evicted, it can be read in, and
// there is an instrument that tells the two apart. Not for use by two threads at a time: they would
// measure each other.
class PageCache {
 public:
  static constexpr std::chrono::milliseconds kPatience{2000};

  // Checks all of that by doing it: reads the file, evicts it, asks the instruments after each,
  // and reads it again to see that the kernel counts device reads. Costs three reads of the file
  // and leaves it warm; write permission is not needed, but without it few kernels have an
  // instrument left.
  //
  // Throws Error: not_found, io; unsupported for an empty file; environment, saying which, for a
  // file on tmpfs, ramfs or hugetlbfs (its pages have nowhere else to be), a DAX file (its pages
  // are never in the cache), a file that somebody has mapped (mapped pages are not evicted; the
  // process is named where this user may see it), a file about which every instrument is absent or
  // lies (what each said), and a file system whose reads are not charged to the reader.
  explicit PageCache(std::filesystem::path name, std::chrono::milliseconds patience = kPatience);

  const std::filesystem::path& path() const noexcept { return path_; }
  ResidencyInstrument instrument() const noexcept { return instrument_; }

  // Throws Error (mismatch) if another file has taken the name: what would be measured is not what
  // would be evicted. So do the two below.
  Residency residency() const;

  // Reads the file sequentially after an attempt to evict it: pages that came in by another way lie
  // in the cache in pieces of other sizes, and minor faults differ several times over. The answer
  // is a proof if all() is true; a file larger than free memory is the case in which it is not.
  Residency make_warm() const;

  // Reads the file (which waits for read-ahead that is still on its way), writes what is dirty,
  // evicts, verifies; again, until nothing is resident or `patience` has passed. Throws Error
  // (environment) if the file turns out to be mapped by somebody.
  Eviction make_cold(std::chrono::milliseconds patience = kPatience) const;

 private:
  void refuse_if_replaced() const;

  std::filesystem::path path_;
  FileDescriptor file_;
  ResidencyInstrument instrument_;
};

}  // namespace alertsage::probe
