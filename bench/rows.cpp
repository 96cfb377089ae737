#include "bench/rows.hpp"

#include "core/base/error.hpp"

namespace alertsage::bench {

PageStates::PageStates(const Subject& subject) : subject_(subject) {}

const ModelFiles& PageStates::files(probe::Pages pages) const noexcept {
  return pages == probe::Pages::cold ? subject_.cold_files : subject_.model.files();
}

std::shared_ptr<const probe::PageState> PageStates::of(Form form, probe::Pages pages) {
  const std::pair key(form, pages);
  if (const auto refusal = refusals_.find(key); refusal != refusals_.end()) {
    throw Error(ErrorKind::environment, refusal->second);
  }
  std::shared_ptr<const probe::PageState>& state = states_[key];
  if (state != nullptr) return state;
  try {
    state = std::make_shared<const probe::PageState>(files_read(files(pages), form), pages);
  } catch (const Error& error) {
    refusals_[key] = error.what();
    throw;
  }
  return state;
}

void PageStates::add_instruments(std::set<std::string>& names) const {
  for (const auto& [key, state] : states_) {
    if (state != nullptr) names.emplace(state->instrument());
  }
}

std::function<Sample()> dropping(std::function<Sample()> take) {
  return [take = std::move(take)] {
    try {
      return take();
    } catch (const Error& error) {
      throw probe::DroppedSample(error.what());
    }
  };
}

}  // namespace alertsage::bench
