// fastText's own loading (https://fasttext.cc): a supervised model, as `fasttext supervised` or
// `fasttext quantize` saves it, read into memory by FastText::loadModel. An input is a text.
#include <fasttext/fasttext.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/load/alertsage_loader.h"

namespace {

constexpr alertsage_description kDescription = {
    .abi = ALERTSAGE_LOADER_ABI,
    .returns_labels = 1,
    .name = "fasttext",
    .summary = "reads a supervised fastText model into memory; takes a text",
    .file_name = "fasttext.bin"};

// What fastText puts before labels, to tell them from words.
constexpr std::string_view kLabelPrefix = "__label__";

void write(alertsage_buffer* buffer, std::string_view text) {
  alertsage_write(buffer, text.data(), text.size());
}

// As one line: a text ends for fastText where its line does, and the end counts as a word.
std::string line_of(alertsage_input input) {
  std::string line(static_cast<const char*>(input.data), input.size);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line + '\n';
}

std::string_view without_prefix(std::string_view label) {
  if (label.starts_with(kLabelPrefix)) label.remove_prefix(kLabelPrefix.size());
  return label;
}

}  // namespace

const alertsage_description* alertsage_describe() {
  return &kDescription;
}

void* alertsage_load(const char* path, alertsage_buffer* error) {
  try {
    auto model = std::make_unique<fasttext::FastText>();
    model->loadModel(path);
    if (model->getArgs().model == fasttext::model_name::sup) return model.release();
    write(error, "is no classifier: it was not trained by `fasttext supervised`");
  } catch (const std::exception& failure) {
    write(error, failure.what());
  }
  return nullptr;
}

int alertsage_use(void* loaded, alertsage_input input, alertsage_buffer* output,
                  alertsage_buffer* error) {
  try {
    std::istringstream line(line_of(input));
    std::vector<std::pair<fasttext::real, std::string>> predictions;
    static_cast<fasttext::FastText*>(loaded)->predictLine(line, predictions, 1, 0);
    if (!predictions.empty()) {
      write(output, without_prefix(predictions.front().second));
      return 0;
    }
    write(error, "the text has no word that the model knows");
  } catch (const std::exception& failure) {
    write(error, failure.what());
  }
  return 1;
}

void alertsage_unload(void* loaded) {
  delete static_cast<fasttext::FastText*>(loaded);
}
