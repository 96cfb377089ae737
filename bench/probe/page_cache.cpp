// The method, with each step's reason (measured on Linux 6.18; posix_fadvise(2), mincore(2)):
// - POSIX_FADV_DONTNEED drops only clean pages, so fdatasync comes first. Both work on a descriptor
//   that is open for reading.
// - It does not wait for read-ahead that is on its way, and mincore does not see it, since it
//   counts pages whose data has arrived: right after the first byte of a cold 64 MiB mapping was
//   touched, eviction left 0 pages by mincore and 1536 a moment later. So the file is read once
//   before, which waits for each of its pages; and since another process may read it at any time,
//   what an instrument still sees is evicted again.
// - It leaves mapped pages alone without an error; so mappings are looked for.
// - Neither instrument is right about all files (bench/probe/residency.hpp); so the one used has
//   told a warm state of this very file from a cold one.
#include "bench/probe/page_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <thread>
#include <utility>

#include "bench/probe/device_reads.hpp"
#include "bench/probe/file_place.hpp"
#include "bench/probe/usage.hpp"
#include "core/base/error.hpp"
#include "core/base/memory.hpp"

namespace alertsage::probe {
namespace {

using std::chrono::milliseconds;
using std::filesystem::path;

// A process that starts maps some files for a moment; one that has a file mapped for a 20th of the
// patience, 100 ms, is there to stay.
constexpr int kShareForMapped = 20;

struct stat status_of(const FileDescriptor& file, const path& name) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw system_error("stat", name.native(), errno);
  return status;
}

Error refusal(const path& file, std::string_view cause) {
  return Error(ErrorKind::environment, fmt::format("cannot be made cold: {}", cause),
               {.file = file.native()});
}

void read_sequentially(const FileDescriptor& file, const path& name) {
  PageBuffer buffer(std::min<std::uint64_t>(file_size(file, name), 256 * 1024));
  for (off_t offset = 0;;) {
    const ssize_t got =
        ::pread(file.get(), buffer.writable().data(), buffer.writable().size(), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw system_error("read", name.native(), errno);
    if (got == 0) return;
    offset += got;
  }
}

void advise_eviction(const FileDescriptor& file, const path& name) {
  if (::fdatasync(file.get()) != 0) throw system_error("sync", name.native(), errno);
  // Returns the error instead of setting errno.
  const int failure = ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  if (failure != 0) throw system_error("evict", name.native(), failure);
}

void refuse_unevictable_place(const FileDescriptor& file, const path& name) {
  const FilePlace place = place_of(file, name);
  const std::string system = place.file_system.value_or("");
  if (system == "tmpfs" || system == "ramfs" || system == "devtmpfs" || system == "hugetlbfs") {
    throw refusal(name, fmt::format("it is on {}, which has no place but memory", system));
  }
  if (place.dax.value_or(false)) {
    throw refusal(name, "it is a DAX file, whose pages are never in the page cache");
  }
}

// What mincore asks before it tells the truth: the owner, a writer, or root.
bool may_write(const FileDescriptor& file, const path& name) {
  const struct stat status = status_of(file, name);
  return status.st_uid == ::geteuid() || ::faccessat(AT_FDCWD, name.c_str(), W_OK, AT_EACCESS) == 0;
}

}  // namespace

void read_sequentially(const path& name) {
  read_sequentially(open_for_reading(name), name);
}

PageCache::PageCache(std::filesystem::path name, const FileUsers& users) : path_(std::move(name)) {
  const FileDescriptor file = open_for_reading(path_);
  const struct stat status = status_of(file, path_);
  device_ = status.st_dev;
  inode_ = status.st_ino;
  bytes_ = static_cast<std::uint64_t>(status.st_size);
  if (bytes_ == 0) {
    throw Error(ErrorKind::unsupported, "is empty, so it is neither cold nor warm",
                {.file = path_.native()});
  }
  refuse_unevictable_place(file, path_);
  maps_key_ = maps_key_of(file, path_);
  refuse_if_mapped(users);
  choose_instrument();
  calibrate_device_reads();
}

FileDescriptor PageCache::open() const {
  FileDescriptor file = open_for_reading(path_);
  const struct stat status = status_of(file, path_);
  if (status.st_dev != device_ || status.st_ino != inode_ ||
      static_cast<std::uint64_t>(status.st_size) != bytes_) {
    throw Error(ErrorKind::mismatch, "was replaced or has changed its size while it was measured",
                {.file = path_.native()});
  }
  return file;
}

void PageCache::refuse_if_mapped(const FileUsers& users) const {
  const auto user = users.find(maps_key_);
  if (!user) return;
  throw refusal(path_, user->process == ::getpid() ? std::string("this process has it mapped")
                                                   : fmt::format("process {} ({}) has it mapped",
                                                                 user->process, user->name));
}

// Leaves the file evicted.
void PageCache::choose_instrument() {
  std::string reasons;
  for (const auto instrument : {ResidencyInstrument::mincore, ResidencyInstrument::cachestat}) {
    instrument_ = instrument;
    const auto reason = find_distrust();
    if (!reason) return;
    reasons += (reasons.empty() ? "" : "; ") + *reason;
  }
  throw refusal(path_, fmt::format("no instrument can be trusted ({})", reasons));
}

// Why the instrument cannot be trusted about this file; nothing where it can. Leaves the file
// evicted then.
std::optional<std::string> PageCache::find_distrust() const {
  const FileDescriptor file = open();
  if (instrument_ == ResidencyInstrument::mincore && !may_write(file, path_)) {
    return "mincore answers everything-resident to a user who may not write the file";
  }
  try {
    read_sequentially(file, path_);
    const Residency warm = measure_residency(file, path_, instrument_);
    const auto fault = find_fault(warm, make_cold().residency);
    if (!fault) return std::nullopt;
    return fmt::format("{} {}", name_of(instrument_), *fault);
  } catch (const Error& error) {
    return error.cause();
  }
}

// REQUIRES: the file is evicted. By the thread's count: others of this process may be reading, too.
void PageCache::calibrate_device_reads() {
  const Usage before = thread_usage();
  read_sequentially(open(), path_);
  const std::uint64_t read = (thread_usage() - before).device_read_bytes;
  if (read == 0) {
    throw refusal(path_, "its device reads are not charged to the reader, so none could be proven");
  }
  read_share_ = std::min(1.0, static_cast<double>(read) / static_cast<double>(bytes_));
}

Residency PageCache::residency() const {
  return measure_residency(open(), path_, instrument_);
}

std::uint64_t PageCache::device_bytes_of(const Residency& residency) const noexcept {
  if (residency.none()) return 0;
  // The last page may be partial, and may be among those that are resident.
  const std::uint64_t padding = residency.total_pages * page_bytes() - bytes_;
  const std::uint64_t resident = residency.resident_pages * page_bytes() - padding;
  return static_cast<std::uint64_t>(static_cast<double>(resident) * read_share_);
}

Residency PageCache::make_warm() const {
  const FileDescriptor file = open();
  advise_eviction(file, path_);  // best effort: a mapped file may be warm, too
  read_sequentially(file, path_);
  return measure_residency(file, path_, instrument_);
}

Eviction PageCache::make_cold(milliseconds patience) const {
  return make_cold(std::span(this, 1), patience);
}

Eviction PageCache::make_cold(std::span<const PageCache> files, milliseconds patience) {
  const auto refuse_if_mapped_in = [&](Scope scope) {
    const FileUsers users(scope);
    for (const PageCache& file : files) file.refuse_if_mapped(users);
  };
  refuse_if_mapped_in(Scope::this_process);
  const auto start = std::chrono::steady_clock::now();
  for (Eviction eviction;; ++eviction.retries) {
    for (const PageCache& file : files) read_sequentially(file.open(), file.path_);
    eviction.device_bytes_before = device_bytes_read_by_all();
    for (const PageCache& file : files) advise_eviction(file.open(), file.path_);
    eviction.residency = {};
    for (const PageCache& file : files) eviction.residency += file.residency();
    if (eviction.succeeded()) return eviction;
    const auto waited = std::chrono::steady_clock::now() - start;
    // Looking through all processes is dear, and needed only to say why.
    if (waited >= patience / kShareForMapped) refuse_if_mapped_in(Scope::all_processes);
    if (waited >= patience) return eviction;
    std::this_thread::sleep_for(milliseconds(1));
  }
}

}  // namespace alertsage::probe
