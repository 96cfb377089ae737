// The method, with each step's reason (measured on Linux 6.18; posix_fadvise(2), mincore(2)):
// - POSIX_FADV_DONTNEED drops only clean pages, so fdatasync comes first. Both work on a descriptor
//   that is open for reading.
// - It does not wait for read-ahead that is on its way, and mincore does not see it, since it
// counts
//   pages whose data has arrived: right after the first byte of a cold 64 MiB mapping was touched,
//   eviction left 0 pages by mincore and 1536 a moment later. So the file is read once before,
//   which waits for each of its pages; and since another process may read it at any time, what an
//   instrument still sees is evicted again.
// - It leaves mapped pages alone without an error; so mappings are looked for.
// - Neither instrument is right about all files (bench/probe/residency.hpp); so the one used has
//   told a warm state of this very file from a cold one.
#include "bench/probe/page_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "bench/probe/file_place.hpp"
#include "bench/probe/file_users.hpp"
#include "bench/probe/usage.hpp"
#include "core/base/error.hpp"
#include "core/base/memory.hpp"

namespace alertsage::probe {
namespace {

using std::chrono::milliseconds;
using std::filesystem::path;

Error refusal(const path& file, std::string_view cause) {
  return Error(ErrorKind::environment, fmt::format("cannot be made cold: {}", cause),
               {.file = file.native()});
}

void read_sequentially(const FileDescriptor& file, const path& name) {
  PageBuffer buffer(256 * 1024);
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

Eviction evict(const FileDescriptor& file, const path& name, ResidencyInstrument instrument,
               milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (Eviction eviction;; ++eviction.retries) {
    read_sequentially(file, name);
    advise_eviction(file, name);
    eviction.residency = measure_residency(file, name, instrument);
    if (eviction.succeeded() || std::chrono::steady_clock::now() >= deadline) return eviction;
    std::this_thread::sleep_for(milliseconds(1));
  }
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

void refuse_if_mapped(const FileDescriptor& file, const path& name, Scope scope) {
  const auto user = find_user_of(file, name, scope);
  if (!user) return;
  throw refusal(name, user->process == ::getpid() ? std::string("this process has it mapped")
                                                  : fmt::format("process {} ({}) has it mapped",
                                                                user->process, user->name));
}

// What mincore asks before it tells the truth: the owner, a writer, or root.
bool may_write(const FileDescriptor& file, const path& name) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw system_error("stat", name.native(), errno);
  return status.st_uid == ::geteuid() || ::faccessat(AT_FDCWD, name.c_str(), W_OK, AT_EACCESS) == 0;
}

// Why `instrument` cannot be trusted about this file; nothing where it can. Leaves the file evicted
// then.
std::optional<std::string> distrust(ResidencyInstrument instrument, const FileDescriptor& file,
                                    const path& name, milliseconds patience) {
  if (instrument == ResidencyInstrument::mincore && !may_write(file, name)) {
    return "mincore answers everything-resident to a user who may not write the file";
  }
  try {
    read_sequentially(file, name);
    const Residency warm = measure_residency(file, name, instrument);
    const auto fault = find_fault(warm, evict(file, name, instrument, patience).residency);
    if (!fault) return std::nullopt;
    return fmt::format("{} {}", name_of(instrument), *fault);
  } catch (const Error& error) {
    return error.cause();
  }
}

ResidencyInstrument choose_instrument(const FileDescriptor& file, const path& name,
                                      milliseconds patience) {
  std::string reasons;
  for (const auto instrument : {ResidencyInstrument::mincore, ResidencyInstrument::cachestat}) {
    const auto reason = distrust(instrument, file, name, patience);
    if (!reason) return instrument;
    reasons += (reasons.empty() ? "" : "; ") + *reason;
  }
  throw refusal(name, fmt::format("no instrument can be trusted ({})", reasons));
}

// REQUIRES: the file is evicted.
void refuse_uncounted_reads(const FileDescriptor& file, const path& name) {
  const Usage before = process_usage();
  read_sequentially(file, name);
  if ((process_usage() - before).device_read_bytes > 0) return;
  throw refusal(name, "its device reads are not charged to the reader, so none could be proven");
}

}  // namespace

void read_sequentially(const path& name) {
  read_sequentially(open_for_reading(name), name);
}

PageCache::PageCache(std::filesystem::path name, milliseconds patience)
    : path_(std::move(name)), file_(open_for_reading(path_)) {
  if (file_size(file_, path_) == 0) {
    throw Error(ErrorKind::unsupported, "is empty, so it is neither cold nor warm",
                {.file = path_.native()});
  }
  refuse_unevictable_place(file_, path_);
  refuse_if_mapped(file_, path_, Scope::all_processes);
  instrument_ = choose_instrument(file_, path_, patience);
  refuse_uncounted_reads(file_, path_);
}

void PageCache::refuse_if_replaced() const {
  struct stat opened {};
  struct stat named {};
  if (::fstat(file_.get(), &opened) != 0 || ::stat(path_.c_str(), &named) != 0) {
    throw system_error("stat", path_.native(), errno);
  }
  if (opened.st_dev != named.st_dev || opened.st_ino != named.st_ino || opened.st_size == 0) {
    throw Error(ErrorKind::mismatch, "was replaced or emptied while it was measured",
                {.file = path_.native()});
  }
}

Residency PageCache::residency() const {
  refuse_if_replaced();
  return measure_residency(file_, path_, instrument_);
}

Residency PageCache::make_warm() const {
  refuse_if_replaced();
  advise_eviction(file_, path_);  // best effort: a mapped file may be warm, too
  read_sequentially(file_, path_);
  return measure_residency(file_, path_, instrument_);
}

Eviction PageCache::make_cold(milliseconds patience) const {
  refuse_if_replaced();
  refuse_if_mapped(file_, path_, Scope::this_process);
  const Eviction eviction = evict(file_, path_, instrument_, patience);
  // Looking through all processes is dear, and needed only to say why.
  if (!eviction.succeeded()) refuse_if_mapped(file_, path_, Scope::all_processes);
  return eviction;
}

}  // namespace alertsage::probe
