#include "bench/probe/page_state.hpp"

#include <fmt/format.h>

#include <string>

#include "core/base/error.hpp"

namespace alertsage::probe {

std::string_view name_of(Pages pages) noexcept {
  return pages == Pages::warm ? "warm" : "cold";
}

PageState::PageState(std::span<const std::filesystem::path> files, Pages pages) : pages_(pages) {
  for (const std::filesystem::path& file : files) {
    try {
      caches_.emplace_back(file);
      if (pages == Pages::warm) caches_.back().make_warm();
    } catch (const Error& error) {
      if (pages == Pages::cold || error.kind() != ErrorKind::environment) throw;
      read_sequentially(file);
      all_observed_ = false;
    }
  }
}

void PageState::prepare() const {
  if (pages_ == Pages::warm) return;
  for (const PageCache& cache : caches_) {
    const Eviction eviction = cache.make_cold();
    if (!eviction.succeeded()) {
      throw DroppedSample(fmt::format("{} of {} pages stayed resident",
                                      eviction.residency.resident_pages,
                                      eviction.residency.total_pages));
    }
  }
}

void PageState::prove(const Usage& used) const {
  if (pages_ == Pages::cold) {
    if (used.device_read_bytes == 0) throw DroppedSample("nothing was read from the device");
    return;
  }
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

std::string_view PageState::instrument() const noexcept {
  return all_observed_ ? name_of(caches_.front().instrument()) : "none";
}

}  // namespace alertsage::probe
