// Makes a model in code, publishes it, and classifies texts with it through both doors: the cache,
// and the one-line call. docs/library.md and the README show lines of this program; lint-snippets
// keeps them alike.
#include "core/base/error.hpp"
#include "core/load/bundle.hpp"
#include "core/load/model_cache.hpp"
#include "core/load/predict_event_type.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace {

// Two classes, told apart by one word each.
alertsage::ModelData spam_model() {
  alertsage::ModelData model;
  model.settings.link = alertsage::Link::softmax;
  model.labels = {"ham", "spam"};
  model.terms = {"lunch", "prize"};
  model.idf = {1.0, 1.0};
  model.weights = {2.0, -2.0, -2.0, 2.0};
  model.intercepts = {0.0, 0.0};
  return model;
}

bool cache_answers(const std::string& path) {
  alertsage::ModelCache cache;
  const alertsage::ModelHandle model = cache.get(path);
  alertsage::Scratch scratch;

  const alertsage::Prediction prediction = model->predict("a prize, a prize!", scratch);
  const std::string_view label = model->labels()[prediction.label];
  return label == "spam" && cache.statistics().loads == 1;
}

bool one_line_answers(const std::string& path) {
  setenv("ALERTSAGE_MODEL", path.c_str(), 1);
  const alertsage::EventType event =
      alertsage::predict_event_type("many failed logins for svc_backup");
  for (const auto& [label, probability] : event.probabilities) {
    std::printf("%-5s %.3f\n", label.c_str(), probability);
  }
  return event.label == "ham" && event.probabilities.size() == 2;  // no word is known: the first
}

bool absence_is_told(const std::string& path) {
  try {
    alertsage::ModelCache cache("json");
    cache.get(path);
    return false;
  } catch (const alertsage::Error& error) {
    std::printf("%s\n", error.what());
    return error.kind() == alertsage::ErrorKind::not_found;
  }
}

}  // namespace

int main() {
  std::string folder = std::filesystem::temp_directory_path() / "alertsage-consumer-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) return 1;
  const std::string path = folder + "/model.safetensors";
  const alertsage::ModelData model = spam_model();
  alertsage::write_model_file(model, path);

  const bool right = cache_answers(path) && one_line_answers(path) && absence_is_told(path);
  std::printf("%s\n", right ? "right" : "wrong");
  std::filesystem::remove_all(folder);
  return right ? 0 : 1;
}
