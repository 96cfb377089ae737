#include "tests/core/train/sklearn_fixture.hpp"

#include <nlohmann/json.hpp>

#include "core/base/file.hpp"

namespace alertsage::test {

SklearnFixture sklearn_fixture(std::string_view name) {
  const auto json = nlohmann::json::parse(
      read_text_file(std::string(TRAIN_FIXTURES) + "/" + std::string(name) + ".json"));
  SklearnFixture fixture;
  fixture.name = name;
  for (std::size_t i = 0; i < json["texts"].size(); ++i) {
    fixture.corpus.push_back({.text = json["texts"][i], .label = json["labels"][i]});
  }
  json["classes"].get_to(fixture.classes);
  json["terms"].get_to(fixture.terms);
  json["idf"].get_to(fixture.idf);
  json["first_row"].get_to(fixture.first_row);
  json["weights"].get_to(fixture.weights);
  json["intercepts"].get_to(fixture.intercepts);

  TrainOptions& options = fixture.options;
  options.text = {.cleaning = Cleaning::none,
                  .lowercase = true,
                  .token_pattern = TokenPattern(json["token_pattern"].get<std::string>()),
                  .ngram_min = json["ngram"][0],
                  .ngram_max = json["ngram"][1]};
  if (json["stop_words"] == "none") options.stop_words = {};
  options.vocabulary = {.min_documents = json["min_df"],
                        .max_document_share = json["max_df"],
                        .max_features = json["max_features"]};
  options.logistic.inverse_penalty = json["C"];
  options.logistic.tolerance = 1e-12;
  options.held_out_percent = 0;
  options.dtype = DType::f64;
  return fixture;
}

}  // namespace alertsage::test
