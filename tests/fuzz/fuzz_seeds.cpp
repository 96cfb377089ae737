// fuzz_seeds FIXTURES OUT: writes what the fuzz targets start from, a folder a target. Small
// models of every setting as our writers write them, and what scikit-learn wrote; result documents
// of every kind.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/program.hpp"
#include "core/base/publish.hpp"
#include "core/format/joblib.hpp"
#include "core/format/json_model.hpp"
#include "core/format/model_file.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/results/writer.hpp"
#include "tests/reports/charts/fixture.hpp"
#include "tests/reports/compare/made_pairs.hpp"
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

// Without spaces, and with fewer samples: a seed that is small is changed where it matters.
void write_document(reports::Document document, const fs::path& path, std::size_t samples) {
  for (reports::Series& series : document.series) {
    series.rows.resize(std::min(series.rows.size(), samples));
  }
  for (reports::LeakSection& section : document.leaks) {
    for (auto& [name, values] : section.series) values.resize(std::min(values.size(), samples));
    if (section.retention) section.retention->rss_anon_bytes.resize(samples);
  }
  publish_file(path, nlohmann::ordered_json::parse(reports::document_json(document)).dump());
}

// What others write, of whom we have no writer.
constexpr std::string_view kHyperfine =
    R"({"results":[{"command":"a b","mean":0.15,"times":[0.1,0.2,0.15],"exit_codes":[0,0,1],)"
    R"("parameters":{"n":"1"}}]})";
constexpr std::string_view kOtherBenchmark =
    R"({"context":{"date":"x","num_cpus":2,"caches":[{"size":1}]},"benchmarks":[{"name":"a/1",)"
    R"("iterations":9,"real_time":1.5e0,"cpu_time":NaN,"time_unit":"us","x":-Infinity},)"
    R"({"name":"a/1_mean","run_type":"aggregate","aggregate_name":"mean","real_time":1},)"
    R"({"name":"b","run_type":"iteration","error_occurred":true,"error_message":"dropped: no"}]})";

void write_documents(const fs::path& out) {
  namespace fixture = reports::fixture;
  for (const reports::LeakSection& section : fixture::leak_tests().leaks) {
    reports::Document document;
    document.leaks = {section};
    write_document(document, out / std::string(name_of(section.verdict)), 12);
  }
  write_document(fixture::two_rows(), out / "two_rows", 8);
  write_document(fixture::processes(), out / "processes", 2);
  write_document(reports::made_side_of_pairs(
                     {reports::made_blocks("a", 1, {{"allocations", 7}, {"read_bytes", 0}}),
                      reports::made_blocks(std::string(reports::kControlRow), 1)}),
                 out / "pairs", 13);
  write_document(fixture::hostile_names(), out / "hostile_names", 2);
  reports::Document one_model = fixture::without_python();
  std::erase_if(one_model.series, [](const reports::Series& series) {
    return series.name.find("/alertsage") == std::string::npos;
  });
  std::erase_if(one_model.leaks, [](const auto& section) { return section.model != "alertsage"; });
  write_document(std::move(one_model), out / "one_model", 1);
  publish_file(out / "hyperfine", kHyperfine);
  publish_file(out / "other_benchmark", kOtherBenchmark);
}

void write_seeds(const fs::path& fixtures, const fs::path& out) {
  for (const char* folder : {"safetensors", "json_model", "joblib", "document"}) {
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
  write_documents(out / "document");
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
