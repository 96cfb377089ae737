// LIBLINEAR's own loading (https://www.csie.ntu.edu.tw/~cjlin/liblinear): a model file, as its
// program `train` saves it, parsed by load_model. LIBLINEAR knows no texts: an input is a line of
// its sparse format without the target, `index:value …`, and the answer the number of a class.
#include <linear.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/load/alertsage_loader.h"

namespace {

constexpr alertsage_description kDescription = {
    .abi = ALERTSAGE_LOADER_ABI,
    .returns_labels = 1,
    .name = "liblinear",
    .summary = "parses a LIBLINEAR model file; takes features as `index:value …`",
    .file_name = "liblinear.model"};

constexpr int kEndOfFeatures = -1;

void write(alertsage_buffer* buffer, std::string_view text) {
  alertsage_write(buffer, text.data(), text.size());
}

class FeatureReader {
 public:
  explicit FeatureReader(std::string_view line) : line_(line), rest_(line) {}

  // The next pair; false at the end. Throws std::invalid_argument.
  bool next(feature_node& feature) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    if (rest_.empty()) return false;
    const int before = index_;
    read(index_);
    if (index_ <= before || !rest_.starts_with(':')) refuse();
    rest_.remove_prefix(1);
    feature.index = index_;
    read(feature.value);
    return true;
  }

 private:
  template <typename Number>
  void read(Number& number) {
    const auto [end, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    if (failure != std::errc()) refuse();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
  }

  [[noreturn]] void refuse() const {
    throw std::invalid_argument("not `index:value …`, indices ascending from 1, at byte " +
                                std::to_string(line_.size() - rest_.size()));
  }

  std::string_view line_;
  std::string_view rest_;
  int index_ = 0;
};

// As LIBLINEAR's program `predict` makes them: what the model does not know is left out.
std::vector<feature_node> features_of(std::string_view line, const model& of) {
  const int known = get_nr_feature(&of);
  std::vector<feature_node> features;
  FeatureReader reader(line);
  for (feature_node feature{}; reader.next(feature);) {
    if (feature.index <= known) features.push_back(feature);
  }
  if (of.bias >= 0) features.push_back({.index = known + 1, .value = of.bias});
  features.push_back({.index = kEndOfFeatures, .value = 0});
  return features;
}

}  // namespace

const alertsage_description* alertsage_describe() {
  return &kDescription;
}

void* alertsage_load(const char* path, alertsage_buffer* error) {
  model* const loaded = load_model(path);
  if (loaded == nullptr) {
    write(error, "LIBLINEAR cannot read it");
    return nullptr;
  }
  if (check_regression_model(loaded) == 0) return loaded;
  alertsage_unload(loaded);
  write(error, "it is a model of a regression, which has no classes");
  return nullptr;
}

int alertsage_use(void* loaded, alertsage_input input, alertsage_buffer* output,
                  alertsage_buffer* error) {
  try {
    const model& used = *static_cast<const model*>(loaded);
    const std::vector<feature_node> features =
        features_of({static_cast<const char*>(input.data), input.size}, used);
    write(output, std::to_string(static_cast<int>(predict(&used, features.data()))));
    return 0;
  } catch (const std::exception& failure) {
    write(error, failure.what());
  }
  return 1;
}

void alertsage_unload(void* loaded) {
  auto* unloaded = static_cast<model*>(loaded);
  free_and_destroy_model(&unloaded);
}
