#include "core/load/loaded.hpp"

#include <utility>

namespace alertsage {
namespace {

class LoadedModel final : public Loaded {
 public:
  explicit LoadedModel(std::shared_ptr<const Model> model) : model_(std::move(model)) {}

  std::string_view use(std::string_view input) override {
    const Classifier& classifier = model_->classifier();
    return classifier.labels()[classifier.predict(input, scratch_).label];
  }

 private:
  std::shared_ptr<const Model> model_;
  Scratch scratch_;
};

}  // namespace

Loader loader_of(const Strategy& strategy, ModelFiles files) {
  return [&strategy, files = std::move(files)] {
    return std::make_unique<LoadedModel>(strategy.open(files));
  };
}

}  // namespace alertsage
