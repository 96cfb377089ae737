// A loader to begin from: copy it, put your own code into Model, compile it and measure it.
//
//   c++ -std=c++17 -O2 -shared -fPIC -I DIRECTORY my_loader.cpp -o my_loader.so
//   alertsage-bench --model mine=FILE --load plugin:./my_loader.so --texts TEXTS
//
// DIRECTORY has core/load/alertsage_loader.h: /usr/include/alertsage, or the root of the sources.
// It loads a file of lines `WORD LABEL` into a hash table. A text has the label of its first word
// that is in the table.
#include <exception>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "core/load/alertsage_loader.h"

namespace {

class Model {
 public:
  explicit Model(const std::string& path) {
    std::ifstream file(path);
    std::string word, label;
    while (file >> word >> label) labels_[word] = label;
    if (labels_.empty()) throw std::runtime_error("no line is `WORD LABEL`");
  }

  std::string classify(const std::string& text) const {
    std::istringstream words(text);
    for (std::string word; words >> word;) {
      const auto found = labels_.find(word);
      if (found != labels_.end()) return found->second;
    }
    throw std::runtime_error("the text has no word that is known");
  }

 private:
  std::unordered_map<std::string, std::string> labels_;
};

void write(alertsage_buffer* buffer, const std::string& text) {
  alertsage_write(buffer, text.data(), text.size());
}

}  // namespace

const alertsage_description* alertsage_describe() {
  static const alertsage_description description = {
      ALERTSAGE_LOADER_ABI,
      1,            // it returns labels
      "my-loader",  // rows are named load/plugin-my-loader/MODEL/STATE
      "reads lines of words and labels into a hash table; takes a text",
      "my_loader.txt"};  // what it reads in a bundle; of a path that is a file, that file
  return &description;
}

void* alertsage_load(const char* path, alertsage_buffer* error) {
  try {
    return new Model(path);
  } catch (const std::exception& failure) {
    write(error, failure.what());
    return nullptr;
  }
}

int alertsage_use(void* loaded, alertsage_input input, alertsage_buffer* output,
                  alertsage_buffer* error) {
  try {
    const std::string text(static_cast<const char*>(input.data), input.size);
    write(output, static_cast<const Model*>(loaded)->classify(text));
    return 0;
  } catch (const std::exception& failure) {
    write(error, failure.what());
    return 1;
  }
}

void alertsage_unload(void* loaded) {
  delete static_cast<Model*>(loaded);
}
