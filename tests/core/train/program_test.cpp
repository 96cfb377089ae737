#define BOOST_TEST_MODULE alertsage_train
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/file.hpp"
#include "core/base/memory.hpp"
#include "core/format/model_file.hpp"
#include "core/train/incident_generator.hpp"

using namespace alertsage;

namespace {

struct Outcome {
  int exit_code;
  std::string output;
  std::string errors;
};

// The program that ALERTSAGE_TRAIN names, in a directory of its own that goes with the test.
struct Workplace {
  Workplace() {
    std::string name = (std::filesystem::temp_directory_path() / "alertsage-train-XXXXXX").string();
    BOOST_TEST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    directory = name;
  }
  ~Workplace() { std::filesystem::remove_all(directory); }

  Outcome train(const std::string& arguments) const {
    const std::string command = "cd '" + directory.native() + "' && '" +
                                std::getenv("ALERTSAGE_TRAIN") + "' " + arguments + " 2>errors";
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    BOOST_TEST_REQUIRE(pipe != nullptr);
    std::string output;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
    const int status = ::pclose(pipe);
    BOOST_TEST_REQUIRE(WIFEXITED(status));
    return {WEXITSTATUS(status), output, read_text_file(directory / "errors")};
  }

  void write(const std::string& name, std::string_view content) const {
    std::ofstream(directory / name, std::ios::binary) << content;
  }

  ModelData model(const std::string& bundle) const {
    const MappedFile file(directory / bundle / "model.safetensors");
    verify_model(file.bytes());
    return unpack_model(file.bytes());
  }

  std::filesystem::path directory;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(program_suite)

BOOST_AUTO_TEST_CASE(trains_on_synthetic_incidents_and_says_what_came_of_it) {
  const Workplace place;
  const Outcome outcome = place.train("--generate 600 --seed 3 -o made --format safetensors,json");
  BOOST_TEST(outcome.exit_code == 0, outcome.errors);
  for (const char* said : {"600 texts, synthetic incidents, seed 3", "of 10 classes", "accuracy 0.",
                           "made/model.safetensors", "made/model.json"}) {
    BOOST_TEST(outcome.output.find(said) != std::string::npos, said << " in " << outcome.output);
  }
  BOOST_TEST(!std::filesystem::exists(place.directory / "made/vectorizer.joblib"));
  const ModelData model = place.model("made");
  BOOST_TEST(model.labels.size() == 10u);
  BOOST_TEST((model.settings.dtype == DType::f32));
  BOOST_TEST(model.provenance.at("corpus") == "synthetic incidents, seed 3");
}

BOOST_AUTO_TEST_CASE(a_corpus_file_trains_the_same_model_as_the_incidents_it_holds) {
  const Workplace place;
  std::string lines;
  IncidentGenerator generator(1);
  for (int i = 0; i < 300; ++i) lines += json_line(generator.next());
  place.write("incidents.jsonl", lines);
  const Outcome outcome = place.train("-i incidents.jsonl -o read --format safetensors --quiet");
  BOOST_TEST(outcome.exit_code == 0);
  BOOST_TEST(outcome.output.empty(), outcome.output);
  BOOST_TEST(outcome.errors.empty(), outcome.errors);
  place.train("--generate 300 -o made --format safetensors --quiet");
  BOOST_TEST((place.model("read").weights == place.model("made").weights));
  BOOST_TEST(place.model("read").provenance.at("corpus") == "incidents.jsonl");
}

BOOST_AUTO_TEST_CASE(options_reach_the_model) {
  const Workplace place;
  const Outcome outcome = place.train(
      "--generate 300 -o made --format safetensors --clean none --stop-words none --ngram 1 1 "
      "--token-pattern '(?u)\\b\\w\\w+\\b' --min-df 2 --max-df 0.5 --max-features 50 --C 2 "
      "--dtype f64 --held-out 0 --threads 1");
  BOOST_TEST(outcome.exit_code == 0, outcome.errors);
  const ModelData model = place.model("made");
  BOOST_TEST(model.terms.size() == 50u);
  BOOST_TEST(model.stop_words.empty());
  BOOST_TEST((model.settings.text == TextPipeline{.cleaning = Cleaning::none,
                                                  .lowercase = true,
                                                  .token_pattern = TokenPattern::kWord,
                                                  .ngram_min = 1,
                                                  .ngram_max = 1}));
  BOOST_TEST((model.settings.dtype == DType::f64));
  BOOST_TEST(model.provenance.at("C") == "2");
  BOOST_TEST(outcome.output.find("accuracy not measured") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(refusals_are_one_line_with_exit_code_3) {
  const Workplace place;
  place.write("bad.jsonl",
              "{\"text\": \"a\", \"label\": \"b\"}\n{\"text\": 1, \"label\": \"b\"}\n");
  struct Row {
    const char* arguments;
    const char* said;
  };
  const Row rows[] = {
      {"", "--output is required"},
      {"-i bad.jsonl -o made", "bad.jsonl: line 2 has a number in field 'text', not a string"},
      {"-i none.jsonl -o made", "none.jsonl: cannot open: No such file or directory"},
      {"-i bad.jsonl --generate 5 -o made", "excludes"},
      {"--generate 5 --text-field t -o made", "requires"},
      {"--generate 100 --max-features 0 -o made", "max_features is 1 or more"},
      {"--generate 100 --ngram 1 100 -o made", "64 at most: '1 to 100'"},
      {"--generate 100 --ngram 1 -o made", "--ngram"},
      {"--generate 100 --held-out 100 -o made", "fewer than 100 percent"},
      {"--generate 100 --dtype f16 -o made", "unknown dtype (known: f32, f64): 'f16'"},
      {"--generate 100 --clean bleach -o made", "unknown cleaning"},
      {"--generate 100 --C nan -o made", "C is above 0 and finite"},
      {"--generate 1 -o made", "a classifier needs texts of two at least"},
      {"--generate 100 --stop-words german -o made", "stop words are english or none: 'german'"},
      {"--generate 100 --format onnx -o made", "onnx"},
      {"--generate 100 -o made.safetensors", "-o names a file: a bundle is a directory"},
      {"--generate 100 -o bad.jsonl", "bad.jsonl: is a file, and no .safetensors or .json file"},
  };
  for (const Row& row : rows) {
    const Outcome outcome = place.train(row.arguments);
    BOOST_TEST(outcome.exit_code == 3, row.arguments << ": " << outcome.errors);
    BOOST_TEST(outcome.errors.starts_with("alertsage train: error: "), outcome.errors);
    BOOST_TEST(outcome.errors.find(row.said) != std::string::npos, outcome.errors);
    BOOST_TEST(std::count(outcome.errors.begin(), outcome.errors.end(), '\n') == 1, outcome.errors);
    BOOST_TEST(!std::filesystem::exists(place.directory / "made"), row.arguments);
  }
}

BOOST_AUTO_TEST_SUITE_END()
