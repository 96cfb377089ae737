#define BOOST_TEST_MODULE trainer
#include "core/train/trainer.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <tuple>

#include "core/base/error.hpp"
#include "core/format/model_file.hpp"
#include "core/load/model.hpp"
#include "core/train/held_out.hpp"
#include "core/train/incident_generator.hpp"

using namespace alertsage;

namespace {

std::vector<LabelledText> two_classes() {
  std::vector<LabelledText> texts;
  for (int i = 0; i < 20; ++i) {
    texts.push_back({.text = "ransom note on the file server", .label = "malware"});
    texts.push_back({.text = "mail with a lure and a link", .label = "phishing"});
  }
  return texts;
}

std::string refusal_of(const std::vector<LabelledText>& texts, const TrainOptions& options,
                       ErrorKind kind) {
  try {
    train(texts, options);
  } catch (const Error& error) {
    BOOST_TEST((error.kind() == kind));
    return error.cause();
  }
  return "trained";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trainer_suite)

BOOST_AUTO_TEST_CASE(learns_synthetic_incidents_but_not_their_noise) {
  const TrainingResult result = train(generate_corpus(4000, 1), {});
  BOOST_TEST(result.learned_texts == 3600u);
  BOOST_TEST(result.held_out_texts == 400u);
  BOOST_TEST(result.model.labels.size() == 10u);
  BOOST_TEST((result.model.settings.link == Link::sigmoid_ovr));
  BOOST_TEST((result.model.settings.tie == Tie::last));  // as OneVsRestClassifier
  BOOST_TEST(result.model.terms.size() <= result.distinct_terms);
  BOOST_TEST_REQUIRE(result.held_out_accuracy.has_value());
  BOOST_TEST(*result.held_out_accuracy > 0.75);  // guessing gives 0.1
  BOOST_TEST(*result.held_out_accuracy < 1.0);
}

BOOST_AUTO_TEST_CASE(the_accuracy_is_that_of_the_returned_model_on_the_texts_it_never_saw) {
  const auto texts = generate_corpus(1000, 2);
  const TrainOptions options = {.held_out_percent = 20, .seed = 5};
  const TrainingResult result = train(texts, options);

  std::vector<std::string_view> labels;
  for (const LabelledText& text : texts) labels.push_back(text.label);
  const auto held_out = draw_held_out(labels, options.held_out_percent, options.seed);
  const Model model(pack_model(result.model));
  Scratch scratch;
  int right = 0;
  std::vector<LabelledText> learned;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!held_out[i]) {
      learned.push_back(texts[i]);
      continue;
    }
    const Prediction prediction = model.classifier().predict(texts[i].text, scratch);
    right += model.classifier().labels()[prediction.label] == texts[i].label;
  }
  BOOST_TEST(*result.held_out_accuracy == right / 200.0);
  BOOST_TEST(result.model.provenance.at("held_out_texts") == "200");

  // Nothing of the held-out texts is in it: the rest alone gives the same model.
  const ModelData alone = train(learned, {.held_out_percent = 0}).model;
  BOOST_TEST((alone.terms == result.model.terms));
  BOOST_TEST((alone.idf == result.model.idf));
  BOOST_TEST((alone.weights == result.model.weights));
}

BOOST_AUTO_TEST_CASE(the_same_texts_and_options_give_the_same_model) {
  const auto texts = generate_corpus(500, 3);
  const ModelData first = train(texts, {}).model;
  const ModelData second = train(texts, {.logistic = {.threads = 1}}).model;
  BOOST_TEST((first.terms == second.terms));
  BOOST_TEST((first.weights == second.weights));
  BOOST_TEST((first.provenance == second.provenance));
}

BOOST_AUTO_TEST_CASE(two_labels_make_a_binary_head) {
  const ModelData model = train(two_classes(), {}).model;
  BOOST_TEST((model.settings.link == Link::sigmoid));
  BOOST_TEST((model.settings.tie == Tie::first));
  BOOST_TEST(model.outputs() == 1u);
  const Model packed(pack_model(model));
  Scratch scratch;
  BOOST_TEST(packed.classifier().predict("a lure in a mail", scratch).label == 1u);
  BOOST_TEST(packed.classifier().predict("ransom note", scratch).label == 0u);
}

BOOST_AUTO_TEST_CASE(a_label_with_one_text_is_learned) {
  auto texts = two_classes();
  texts.push_back({.text = "badge left at the door", .label = "access"});
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const ModelData model =
        train(texts, {.logistic = {.inverse_penalty = 100.0}, .seed = seed}).model;
    BOOST_TEST((model.labels == std::vector<std::string>{"access", "malware", "phishing"}));
    const Model packed(pack_model(model));
    Scratch scratch;
    BOOST_TEST(packed.classifier().predict("badge at the door", scratch).label == 0u);
  }
}

BOOST_AUTO_TEST_CASE(without_held_out_texts_no_accuracy_is_claimed) {
  const TrainingResult result = train(two_classes(), {.held_out_percent = 0});
  BOOST_TEST(result.learned_texts == 40u);
  BOOST_TEST(result.held_out_texts == 0u);
  BOOST_TEST(!result.held_out_accuracy.has_value());
  BOOST_TEST(!result.model.provenance.contains("held_out_accuracy"));
}

BOOST_AUTO_TEST_CASE(the_model_keeps_what_it_was_trained_with) {
  const ModelData model =
      train(two_classes(), {.text = {.cleaning = Cleaning::none, .ngram_min = 2, .ngram_max = 2},
                            .stop_words = {},
                            .dtype = DType::f64})
          .model;
  BOOST_TEST((model.settings.text.cleaning == Cleaning::none));
  BOOST_TEST((model.settings.dtype == DType::f64));
  BOOST_TEST(model.stop_words.empty());
  BOOST_TEST(std::ranges::count(model.terms, "lure and") == 1);
  BOOST_TEST(train(two_classes(), {}).model.stop_words.size() == english_stop_words().size());
}

BOOST_AUTO_TEST_CASE(reports_each_phase_from_its_beginning) {
  std::vector<std::tuple<TrainPhase, std::size_t>> begun;
  std::size_t last_weight = 0;
  train(generate_corpus(300, 4), {}, [&](TrainPhase phase, std::size_t done, std::size_t total) {
    BOOST_TEST(done <= total);
    if (done == 0) begun.emplace_back(phase, total);
    if (phase == TrainPhase::fit_weights) last_weight = done;
  });
  const std::vector<std::tuple<TrainPhase, std::size_t>> expected = {
      {TrainPhase::count_terms, 300}, {TrainPhase::fit_weights, 10}, {TrainPhase::measure, 30}};
  BOOST_TEST((begun == expected));
  BOOST_TEST(last_weight == 10u);
}

BOOST_AUTO_TEST_CASE(refuses_texts_that_nothing_can_be_learned_from) {
  BOOST_TEST(refusal_of({}, {}, ErrorKind::format) ==
             "0 texts of 0 labels: a classifier needs texts of two at least");
  BOOST_TEST(refusal_of({{"a text", "x"}, {"another", "x"}}, {}, ErrorKind::format) ==
             "2 texts of 1 labels: a classifier needs texts of two at least");
  BOOST_TEST(refusal_of({{"the", "x"}, {"of", "y"}}, {}, ErrorKind::format)
                 .starts_with("the texts hold no term"));
}

BOOST_AUTO_TEST_CASE(refuses_options_out_of_range) {
  const auto refusal = [](const TrainOptions& options) {
    return refusal_of(two_classes(), options, ErrorKind::usage);
  };
  BOOST_TEST(refusal({.vocabulary = {.max_features = 0}}) == "max_features is 1 or more");
  for (const double share : {0.0, -0.5, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
    BOOST_TEST(refusal({.vocabulary = {.max_document_share = share}}).starts_with("max_df is"));
  }
  for (const double C : {0.0, -1.0, std::numeric_limits<double>::infinity()}) {
    BOOST_TEST(refusal({.logistic = {.inverse_penalty = C}}).starts_with("C is"));
  }
  BOOST_TEST(refusal({.logistic = {.tolerance = 0.0}}).starts_with("the tolerance"));
  BOOST_TEST(refusal({.held_out_percent = 100}).starts_with("fewer than 100"));
  BOOST_TEST(refusal({.text = {.ngram_min = 0, .ngram_max = 1}}).starts_with("n-grams"));
  BOOST_TEST(refusal({.text = {.ngram_min = 2, .ngram_max = 1}}).starts_with("n-grams"));
  // Was trained, and written in forms that no reader would take.
  BOOST_TEST(refusal({.text = {.ngram_min = 1, .ngram_max = 65}}).starts_with("n-grams"));
}

BOOST_AUTO_TEST_SUITE_END()
