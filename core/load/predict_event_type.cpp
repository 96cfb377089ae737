#include "core/load/predict_event_type.hpp"

#include <cstdlib>

#include "core/base/error.hpp"
#include "core/load/model_cache.hpp"
#include "core/model/incident_answer.hpp"

namespace alertsage {

EventType predict_event_type(std::string_view text) {
  const char* path = std::getenv("ALERTSAGE_MODEL");
  if (path == nullptr || *path == '\0') {
    throw Error(ErrorKind::usage, "no model: set ALERTSAGE_MODEL to a bundle or a model file");
  }
  return predict_event_type(text, path);
}

EventType predict_event_type(std::string_view text, std::string_view model_path) {
  thread_local Scratch scratch;
  const ModelHandle model = process_cache().get(model_path);
  const IncidentAnswer answer = answer_for(*model, model->predict(text, scratch),
                                           {.name = {}, .threshold = 0.0, .max_classes = 0});
  EventType event{.label = std::string(answer.base_label), .probabilities = {}};
  for (const auto& [label, score] : answer.scores) event.probabilities.emplace_back(label, score);
  return event;
}

}  // namespace alertsage
