// Warm or cold: made before a sample, and proven before and after it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bench/probe/page_cache.hpp"
#include "bench/probe/usage.hpp"

namespace alertsage::probe {

// Thrown for a sample whose state could not be proven: it is dropped and counted, and the run goes
// on.
class DroppedSample : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Pages { warm, cold };

std::string_view name_of(Pages pages) noexcept;

// A file that is left as it is, and why.
struct UncontrolledFile {
  std::filesystem::path path;
  std::string reason;
};

// What becomes of a file whose pages cannot be controlled. A named model that cannot be cold is an
// error; of a program's files, some are mapped by every process.
enum class Uncontrolled { refused, listed };

// The page-cache state of the files of one row. Rows share it by shared_ptr where they read the
// same files. Not thread-safe.
class PageState {
 public:
  // Tries the instruments on each file (see PageCache). Where none can be trusted, as on tmpfs or
  // for a file that somebody has mapped, warm rests on what was read from the device alone, and
  // cold throws Error (environment), unless such files are to be listed: then only if none is left.
  // REQUIRES: there is a file.
  PageState(std::span<const std::filesystem::path> files, Pages pages,
            Uncontrolled uncontrolled = Uncontrolled::refused);

  // Warm, again: where other states of the same files take turns with this one.
  void restore() const;

  // Cold: evicts, and proves 0 resident pages; throws DroppedSample where that cannot be had. Warm:
  // nothing is left to do.
  void prepare() const;

  // The rest of the proof, from what the kernel charged the operation since prepare(). Throws
  // DroppedSample.
  //
  // Cold: the operation must have read from the device; as much as bringing in all pages that are
  // resident now takes; and the rest of the machine next to nothing. The second alone would believe
  // one that read other files while somebody else read these.
  //
  // Warm: it must have read nothing, and all pages must be resident. That is looked at after the
  // sample, not before: looking walks through all of the file's pages and empties the processor's
  // caches, the more the larger the file, so that opening a large file would seem slower than
  // opening a small one. What is resident afterwards, while nothing was read, was resident before.
  void prove(const Usage& used) const;

  std::size_t file_count() const noexcept { return caches_.size(); }  // those under control
  std::uint64_t bytes() const noexcept;                               // of these
  const std::vector<UncontrolledFile>& uncontrolled() const noexcept { return uncontrolled_; }
  std::string_view instrument() const noexcept;  // "none" where there is none for a file

  // What a sample that was not dropped has proven, and what it cannot have and why, in one line:
  // "1 file, 23.4 MiB, by mincore: 0 pages resident before, …; left as they are: 2 files
  // (libc.so.6, …), the first of which …".
  std::string describe_proof() const;

 private:
  void prove_cold(const Usage& used) const;
  void prove_warm(const Usage& used) const;
  std::optional<std::string> find_distrust_of_others() const;

  Pages pages_;
  std::vector<PageCache> caches_;
  std::vector<UncontrolledFile> uncontrolled_;
  std::optional<std::string> others_unknown_;     // why what others read cannot be told, if so
  mutable std::int64_t device_bytes_before_ = 0;  // as all had read when prepare() evicted
};

}  // namespace alertsage::probe
