// fuzz_seeds FIXTURES OUT: writes what the fuzz targets start from, a folder a target. Small
// models of every setting as our writers write them, and what scikit-learn wrote.
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/program.hpp"
#include "core/base/publish.hpp"
#include "core/format/joblib.hpp"
#include "core/format/json_model.hpp"
#include "core/format/model_file.hpp"
#include "tests/support/small_model.hpp"

namespace alertsage::testing {
namespace {

namespace fs = std::filesystem;

// The settings take turns: each value of each occurs, not each combination.
std::vector<ModelData> models() {
  std::vector<ModelData> models = {small_model(), small_model(Link::softmax, DType::f32),
                                   small_model(Link::decision), binary_model()};
  models[1].settings.text = {.cleaning = Cleaning::none, .lowercase = false, .ngram_max = 3};
  models[1].settings.norm = Norm::l1;
  models[1].settings.sublinear_tf = true;
  models[1].stop_words.clear();
  models[2].settings.norm = Norm::none;
  models[2].settings.binary = true;
  models[2].terms.clear();
  models[2].idf.clear();
  models[2].weights.clear();
  models[3].settings.text.cleaning = Cleaning::none;
  models[3].settings.use_idf = false;
  models[3].idf.assign(models[3].terms.size(), 1.0);
  models[3].provenance.clear();
  models[3].settings.text.analyzer = Analyzer::character_wb;
  models[3].settings.text.strip_accents = StripAccents::unicode;
  models[2].settings.text.token_pattern = TokenPattern(R"((?i)[\w']+|\S)");
  models[1].settings.label_type = LabelType::integer;
  models[1].settings.binarize = 0.25;
  models[0].settings.tie = Tie::last;
  return models;
}

void write_seeds(const fs::path& fixtures, const fs::path& out) {
  for (const char* folder : {"safetensors", "json_model", "joblib"}) {
    fs::create_directories(out / folder);
  }
  for (const ModelData& model : models()) {
    const std::string name(name_of(model.settings.link));
    const PageBuffer file = pack_model(model);
    publish_file(out / "safetensors" / name, as_text(file.bytes()));
    write_json_model(model, out / "json_model" / name);
    if (model.settings.link == Link::decision || model.settings.binarize) continue;
    write_joblib_pair(model, out / "joblib" / (name + ".vectorizer"),
                      out / "joblib" / (name + ".classifier"));
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fixtures)) {
    if (entry.path().extension() != ".joblib" && entry.path().extension() != ".bin") continue;
    fs::copy_file(entry.path(), out / "joblib" / entry.path().filename(),
                  fs::copy_options::overwrite_existing);
  }
}

}  // namespace
}  // namespace alertsage::testing

int main(int argc, char** argv) {
  return alertsage::run_program("fuzz_seeds", [&] {
    if (argc != 3) {
      throw alertsage::Error(alertsage::ErrorKind::usage, "expected FIXTURES and OUT");
    }
    alertsage::testing::write_seeds(argv[1], argv[2]);
    return alertsage::ExitCode::good;
  });
}
