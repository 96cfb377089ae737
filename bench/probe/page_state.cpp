#include "bench/probe/page_state.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bench/probe/device_reads.hpp"
#include "core/base/error.hpp"
#include "core/base/numbers.hpp"
#include "core/base/printable.hpp"

namespace alertsage::probe {
namespace {

// What others may read from devices meanwhile, for `resident` bytes to pass as the operation's own.
std::int64_t tolerated_bytes(std::uint64_t resident) {
  return std::max(static_cast<std::int64_t>(resident / 100), kDeviceReadUnit - 1);
}

std::int64_t bytes_read_by_others(std::int64_t before, const Usage& own) {
  return device_bytes_read_by_all().value_or(before) - before -
         static_cast<std::int64_t>(own.device_read_bytes);
}

std::string names_of(const std::vector<UncontrolledFile>& files) {
  constexpr std::size_t kMostNames = 8;
  std::vector<std::string> names;
  names.reserve(files.size());
  for (const UncontrolledFile& file : files) names.push_back(file.path.filename());
  return brief_list(names, kMostNames);
}

std::string instruments_of(const std::vector<PageCache>& caches) {
  const auto uses = [&](ResidencyInstrument instrument) {
    return std::any_of(caches.begin(), caches.end(),
                       [&](const PageCache& cache) { return cache.instrument() == instrument; });
  };
  std::string names;
  for (const auto instrument : {ResidencyInstrument::mincore, ResidencyInstrument::cachestat}) {
    if (uses(instrument)) names.append(names.empty() ? "" : " and ").append(name_of(instrument));
  }
  return names;
}

}  // namespace

std::string_view name_of(Pages pages) noexcept {
  return pages == Pages::warm ? "warm" : "cold";
}

PageState::PageState(std::span<const std::filesystem::path> files, Pages pages,
                     Uncontrolled uncontrolled)
    : pages_(pages) {
  const FileUsers users(Scope::all_processes);
  for (const std::filesystem::path& file : files) {
    try {
      caches_.emplace_back(file, users);
      if (pages == Pages::warm) caches_.back().make_warm();
    } catch (const Error& error) {
      // One that is not there, or cannot be read, is wrong in every state.
      const bool no_proof = error.kind() == ErrorKind::environment;
      if (!no_proof && error.kind() != ErrorKind::unsupported) throw;
      const bool rests_on_device_reads = pages == Pages::warm && no_proof;
      if (!rests_on_device_reads && uncontrolled == Uncontrolled::refused) throw;
      if (rests_on_device_reads) read_sequentially(file);
      uncontrolled_.push_back({.path = file, .reason = error.cause()});
    }
  }
  if (pages == Pages::warm) return;
  if (caches_.empty()) {
    throw Error(ErrorKind::environment, "none of the files can be made cold",
                {.piece = uncontrolled_.empty() ? "" : uncontrolled_.front().reason});
  }
  others_unknown_ = find_distrust_of_others();
}

// As with the residency instruments: the count of what all read is used if it told the truth about
// reading these files. A moment in which somebody else does read is waited out.
std::optional<std::string> PageState::find_distrust_of_others() const {
  constexpr int kTries = 3;
  std::int64_t others = 0;
  for (int tried = 0; tried < kTries; ++tried) {
    const auto before = PageCache::make_cold(caches_).device_bytes_before;
    if (!before) return "the kernel does not say what all processes read";
    const Usage usage_before = thread_usage();
    for (const PageCache& cache : caches_) read_sequentially(cache.path());
    const Usage used = thread_usage() - usage_before;
    others = bytes_read_by_others(*before, used);
    if (others < -kDeviceReadUnit) return "the kernel's count of device reads leaves these out";
    if (others <= tolerated_bytes(used.device_read_bytes)) return std::nullopt;
  }
  return fmt::format("others read {} bytes from devices while these files were read alone", others);
}

void PageState::restore() const {
  for (const PageCache& cache : caches_) cache.make_warm();
}

void PageState::prepare() const {
  if (pages_ == Pages::warm) return;
  const Eviction eviction = [&] {
    try {
      return PageCache::make_cold(caches_);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::environment) throw;
      throw DroppedSample(error.what());
    }
  }();
  if (!eviction.succeeded()) {
    throw DroppedSample(fmt::format("{} of {} pages stayed resident",
                                    eviction.residency.resident_pages,
                                    eviction.residency.total_pages));
  }
  device_bytes_before_ = eviction.device_bytes_before.value_or(0);
}

void PageState::prove(const Usage& used) const {
  pages_ == Pages::cold ? prove_cold(used) : prove_warm(used);
}

void PageState::prove_cold(const Usage& used) const {
  // First, so that the looking below is not in it.
  const std::int64_t others =
      others_unknown_ ? 0 : bytes_read_by_others(device_bytes_before_, used);
  if (used.device_read_bytes == 0) throw DroppedSample("nothing was read from the device");
  std::uint64_t resident = 0;
  for (const PageCache& cache : caches_) resident += cache.device_bytes_of(cache.residency());
  if (used.device_read_bytes < resident) {
    throw DroppedSample(fmt::format(
        "{} bytes are resident and only {} were read by the process: somebody else read the file",
        resident, used.device_read_bytes));
  }
  if (others > tolerated_bytes(resident)) {
    throw DroppedSample(fmt::format(
        "others read {} bytes from devices meanwhile: the file may have been among them", others));
  }
}

void PageState::prove_warm(const Usage& used) const {
  std::string reason;
  if (used.device_read_bytes != 0) {
    reason = fmt::format("{} bytes were read from the device", used.device_read_bytes);
  }
  for (const PageCache& cache : caches_) {
    const Residency residency = cache.residency();
    if (residency.all()) continue;
    reason = fmt::format("{} of {} pages were resident", residency.resident_pages,
                         residency.total_pages);
    cache.make_warm();
  }
  if (!reason.empty()) throw DroppedSample(reason);
}

std::uint64_t PageState::bytes() const noexcept {
  std::uint64_t bytes = 0;
  for (const PageCache& cache : caches_) bytes += cache.bytes();
  return bytes;
}

std::string_view PageState::instrument() const noexcept {
  const bool all_observed = pages_ == Pages::cold || uncontrolled_.empty();
  return all_observed && !caches_.empty() ? name_of(caches_.front().instrument()) : "none";
}

std::string PageState::describe_proof() const {
  const std::string_view proven =
      pages_ == Pages::warm ? "all pages resident after, nothing read from the device"
      : others_unknown_     ? "0 pages resident before, device reads after account for every one"
                            : "0 pages resident before, device reads after account for every one, "
                              "nobody else read from a device";
  std::string line = "nothing read from the device";
  if (!caches_.empty()) {
    line = fmt::format("{}, {:.1f} MiB, by {}: {}", counted(file_count(), "file"),
                       static_cast<double>(bytes()) / 1048576, instruments_of(caches_), proven);
  }
  if (!uncontrolled_.empty()) {
    line += fmt::format("; left as they are: {} ({}), the first of which {}",
                        counted(uncontrolled_.size(), "file"), names_of(uncontrolled_),
                        uncontrolled_.front().reason);
  }
  if (others_unknown_) {
    line += fmt::format("; cannot be proven: that nobody else read them, for {}", *others_unknown_);
  }
  return line;
}

}  // namespace alertsage::probe
