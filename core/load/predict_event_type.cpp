#include "core/load/predict_event_type.hpp"

#include <cstdlib>

#include "core/base/error.hpp"
#include "core/load/model_cache.hpp"
#include "core/model/incident_answer.hpp"

namespace alertsage {
namespace {

constinit thread_local bool scratch_has_gone = false;

struct ThreadScratch {
  Scratch scratch;
  ~ThreadScratch() { scratch_has_gone = true; }
};

EventType classify(std::string_view text, std::string_view model_path, Scratch& scratch) {
  const ModelHandle model = process_cache().get(model_path);
  const IncidentAnswer answer = answer_for(*model, model->predict(text, scratch),
                                           {.name = {}, .threshold = 0.0, .max_classes = 0});
  EventType event{.label = std::string(answer.base_label), .probabilities = {}};
  for (const auto& [label, score] : answer.scores) event.probabilities.emplace_back(label, score);
  return event;
}

}  // namespace

EventType predict_event_type(std::string_view text) {
  const char* path = std::getenv("ALERTSAGE_MODEL");
  if (path == nullptr || *path == '\0') {
    throw Error(ErrorKind::usage, "no model: set ALERTSAGE_MODEL to a bundle or a model file");
  }
  return predict_event_type(text, path);
}

EventType predict_event_type(std::string_view text, std::string_view model_path) {
  // A destructor may call this when its thread's scratch has gone.
  if (scratch_has_gone) {
    Scratch scratch;
    return classify(text, model_path, scratch);
  }
  thread_local ThreadScratch own;
  return classify(text, model_path, own.scratch);
}

}  // namespace alertsage
