// AlertSage's own call, in one line of user code:
//
//   const EventType event = predict_event_type("many failed logins for svc_backup");
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alertsage {

struct EventType {
  std::string label;
  std::vector<std::pair<std::string, double>> probabilities;  // every class, descending
};

// Classifies `text` with the model that $ALERTSAGE_MODEL names, which the process-wide cache loads
// once. Thread-safe. Throws Error (usage) where the variable is not set, and what loading throws.
EventType predict_event_type(std::string_view text);
EventType predict_event_type(std::string_view text, std::string_view model_path);

}  // namespace alertsage
