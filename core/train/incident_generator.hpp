// Synthetic security incidents: deterministic, labelled, and about as hard to tell apart as real
// ones.
//
// An incident is three to six sentences of about 300 bytes together. Most come from its own class,
// some from classes that look alike, some say nothing of any class; and the label of some incidents
// is wrong, as it is in tickets that people filled in. So no classifier reaches an accuracy of 1,
// and the best possible one stays below 1 - kLabelNoisePercent / 100.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace alertsage {

// Incidents of 100 that carry another class's label, each of the other classes being as likely.
inline constexpr std::uint32_t kLabelNoisePercent = 3;

struct Incident {
  std::string id;              // "incident-000017"
  std::string_view label;      // one of AlertSage's ten classes
  std::string_view described;  // the class that the text is about; differs from `label` where noisy
  std::string text;            // ASCII, one line
};

// The incidents 0, 1, 2, … of a seed. Incident i depends on the seed and on i alone, so a longer
// corpus begins with the shorter one, and the bytes are the same on every platform.
class IncidentGenerator {
 public:
  explicit IncidentGenerator(std::uint64_t seed) noexcept : seed_(seed) {}

  Incident next() { return at(index_++); }

  // Incident `index`. Thread-safe. A few microseconds.
  Incident at(std::uint64_t index) const;

 private:
  std::uint64_t seed_;
  std::uint64_t index_ = 0;
};

// {"id":…,"label":…,"text":…} and a line feed: one line of JSON Lines (https://jsonlines.org).
std::string json_line(const Incident& incident);

}  // namespace alertsage
