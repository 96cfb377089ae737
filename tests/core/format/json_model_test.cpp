#define BOOST_TEST_MODULE json_model
#include "core/format/json_model.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

namespace {

std::string json_of(const ModelData& model) {
  const testing::TemporaryDirectory directory;
  write_json_model(model, directory / "model.json");
  return read_text_file(directory / "model.json");
}

std::string refusal(const std::string& text) {
  try {
    parse_json_model(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_model)

BOOST_AUTO_TEST_CASE(is_lossless) {
  std::mt19937_64 random(11);
  for (const DType dtype : {DType::f64, DType::f32}) {
    ModelData model = testing::small_model(Link::softmax, dtype);
    model.terms[0] = "caf\xc3\xa9 \"quoted\" \\ \x01";
    for (double& weight : model.weights) {
      weight = std::ldexp(static_cast<double>(random() % 1000000007) - 5e8,
                          static_cast<int>(random() % 80) - 60);
      if (dtype == DType::f32) weight = static_cast<float>(weight);
    }
    model.weights[0] = 5e-324;
    model.weights[1] = -0.0;
    if (dtype == DType::f32) model.weights[0] = 1e-45f;
    const ModelData back = parse_json_model(json_of(model));
    BOOST_TEST((back.settings == model.settings));
    BOOST_TEST(back.labels == model.labels);
    BOOST_TEST(back.stop_words == model.stop_words);
    BOOST_TEST(back.terms == model.terms);
    BOOST_TEST(back.idf == model.idf);
    BOOST_TEST(back.weights == model.weights);
    BOOST_TEST(std::signbit(back.weights[1]));
    BOOST_TEST(back.intercepts == model.intercepts);
    BOOST_TEST((back.provenance == model.provenance));
  }
}

BOOST_AUTO_TEST_CASE(every_setting_survives) {
  std::vector<ModelSettings> all(6);
  all[0].text = {.cleaning = Cleaning::alertsage,
                 .lowercase = false,
                 .strip_accents = StripAccents::ascii,
                 .analyzer = Analyzer::character_wb,
                 .ngram_min = 3,
                 .ngram_max = kMaxNgram};
  all[1].text = {.strip_accents = StripAccents::unicode,
                 .token_pattern = TokenPattern(R"re((?i)"\w+"|é)re")};
  all[2].binarize = 0.0;
  all[3].binarize = 0.1;
  all[4].binarize = 3.0;
  all[4].label_type = LabelType::integer;
  all[5].binary = true;
  all[5].sublinear_tf = true;
  all[5].use_idf = false;
  all[5].norm = Norm::l1;
  all[5].link = Link::modified_huber;
  all[5].tie = Tie::last;
  all[5].label_type = LabelType::boolean;
  all[5].dtype = DType::f32;
  for (const ModelSettings& settings : all) {
    ModelData model = testing::small_model();
    model.settings = settings;
    BOOST_TEST((parse_json_model(json_of(model)).settings == settings));
  }
}

BOOST_AUTO_TEST_CASE(refuses_with_the_key_or_the_byte) {
  const std::string good = json_of(testing::small_model());
  BOOST_TEST(refusal(good) == "accepted");
  const std::pair<std::string, const char*> rows[] = {
      {good.substr(0, good.size() / 2), "not JSON"},
      {good + "x", "at byte"},
      {replaced(good, "\"version\": 2", "\"version\": 1"), "format version 1"},
      {replaced(good, "alertsage-model", "other"), "the string 'other'"},
      {replaced(good, "\"idf\"", "\"idg\""), "an array where the format has none: 'idg'"},
      {replaced(good, "\"terms\"", "\"labels\""), "a key occurs twice: 'labels'"},
      {replaced(good, "\"lowercase\":true", "\"lowercase\":1"), "settings.lowercase"},
      {replaced(good, "\"norm\":\"l2\"", "\"norm\":\"l3\""),
       "unknown norm (known: none, l1, l2): 'l3'"},
      {replaced(good, "\"tie\":\"first\"", "\"tie\":\"none\""),
       "unknown tie (known: first, last): 'none'"},
      {replaced(good, "\"ngram_max\":2", "\"ngram_max\":0"), "settings.ngram_max"},
      {replaced(good, "\"ngram_max\":2", "\"ngram_max\":65"), "settings.ngram_max"},
      {replaced(good, "\"binarize\":null", "\"binarize\":-0.5"),
       "the number -0.5 where the format has none: 'settings.binarize'"},
      {replaced(good, "\"binarize\":null", "\"binarize\":-1"), "settings.binarize"},
      {replaced(good, "\"binarize\":null", "\"binarize\":\"0\""), "settings.binarize"},
      {replaced(good, "\"norm\":\"l2\"", "\"norm\":null"),
       "null where the format has none: 'settings.norm'"},
      {replaced(good, "\"idf\": [", "\"idf\": [null,"), "null where the format has none: 'idf'"},
      {replaced(good, "\"1.7.2\"", "null"), "provenance.sklearn_version"},
      {replaced(good, "\"sklearn_version\":\"1.7.2\"", "\"lowercase\":false"),
       "a boolean where the format has none: 'provenance.lowercase'"},
      {replaced(good, "\"sklearn_version\":\"1.7.2\"", "\"ngram_max\":3"), "provenance.ngram_max"},
      {replaced(good, "\"benign\"", "7"), "a number"},
      {replaced(good, "\"benign\"", "[\"benign\"]"), "an array"},
      {"[]", "an array"},
      {"{}", "a key is missing: 'format'"},
      {"{\"format\": {\"a\": 1}}", "an object"},
      {"", "not JSON"},
  };
  for (const auto& [text, says] : rows) {
    const std::string found = refusal(text);
    BOOST_TEST(found.find(says) != std::string::npos, "wanted '" << says << "', got: " << found);
  }
}

// A setting that was left out used to be the default, and a model without its
// `link` gave other probabilities, in silence.
BOOST_AUTO_TEST_CASE(only_provenance_and_stop_words_may_be_absent) {
  const std::string good = json_of(testing::small_model());
  for (const char* key : {"cleaning", "lowercase", "strip_accents", "analyzer", "token_pattern",
                          "ngram_min", "ngram_max", "binary", "sublinear_tf", "use_idf", "norm",
                          "binarize", "label_type", "link", "tie", "dtype"}) {
    nlohmann::json document = nlohmann::json::parse(good);
    BOOST_TEST(document["settings"].erase(key) == 1u, key);
    BOOST_TEST(refusal(document.dump()) ==
               "JSON model: a key is missing: 'settings." + std::string(key) + "'");
  }
  for (const char* key :
       {"format", "version", "settings", "labels", "terms", "idf", "weights", "intercepts"}) {
    nlohmann::json document = nlohmann::json::parse(good);
    BOOST_TEST(document.erase(key) == 1u, key);
    BOOST_TEST(refusal(document.dump()) ==
               "JSON model: a key is missing: '" + std::string(key) + "'");
  }
  nlohmann::json least = nlohmann::json::parse(good);
  BOOST_TEST(least.erase("provenance") + least.erase("stop_words") == 2u);
  BOOST_TEST(refusal(least.dump()) == "accepted");
}

BOOST_AUTO_TEST_CASE(does_not_write_what_json_cannot_hold) {
  ModelData model = testing::small_model();
  model.terms[0] = "\xff";
  BOOST_CHECK_THROW(json_of(model), Error);
}

BOOST_AUTO_TEST_SUITE_END()
