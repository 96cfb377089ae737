#include "bench/page_state.hpp"

#include <fmt/format.h>

#include "bench/suite.hpp"

namespace alertsage::bench {

std::string_view name_of(Pages pages) noexcept {
  return pages == Pages::warm ? "warm" : "cold";
}

PageState::PageState(std::span<const std::filesystem::path> files, Pages pages) : pages_(pages) {
  for (const std::filesystem::path& file : files) caches_.emplace_back(file);
  for (const probe::PageCache& cache : caches_) {
    if (pages == Pages::warm) cache.make_warm();
  }
}

void PageState::prepare() const {
  for (const probe::PageCache& cache : caches_) {
    if (pages_ == Pages::cold) {
      const probe::Eviction eviction = cache.make_cold();
      if (!eviction.succeeded()) {
        throw DroppedSample(fmt::format("{} of {} pages stayed resident",
                                        eviction.residency.resident_pages,
                                        eviction.residency.total_pages));
      }
    } else if (!cache.residency().all() && !cache.make_warm().all()) {
      throw DroppedSample("the file does not stay resident");
    }
  }
}

void PageState::prove(const probe::Usage& used) const {
  if (pages_ == Pages::cold && used.device_read_bytes == 0)
    throw DroppedSample("nothing was read from the device");
  if (pages_ == Pages::warm && used.device_read_bytes != 0) {
    throw DroppedSample(fmt::format("{} bytes were read from the device", used.device_read_bytes));
  }
}

std::string_view PageState::instrument() const noexcept {
  return name_of(caches_.front().instrument());
}

}  // namespace alertsage::bench
