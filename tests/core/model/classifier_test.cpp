#define BOOST_TEST_MODULE classifier
#include "core/model/classifier.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <random>

#include "core/format/model_file.hpp"
#include "tests/support/small_model.hpp"

using namespace alertsage;

namespace {

// The same arithmetic over maps and loops, straight from scikit-learn's definitions: tf (1 + ln tf,
// or 1), times idf, divided by the norm; affine map; link. Texts are words that need no cleaning.
struct Reference {
  const ModelData& model;

  std::map<std::string, double> features(const std::vector<std::string>& words) const {
    std::vector<std::string> kept;
    for (const std::string& word : words) {
      if (std::find(model.stop_words.begin(), model.stop_words.end(), word) ==
          model.stop_words.end()) {
        kept.push_back(word);
      }
    }
    std::map<std::string, double> counts;
    for (std::size_t n = model.settings.text.ngram_min; n <= model.settings.text.ngram_max; ++n) {
      for (std::size_t i = 0; i + n <= kept.size(); ++i) {
        std::string term = kept[i];
        for (std::size_t j = 1; j < n; ++j) term += " " + kept[i + j];
        if (std::find(model.terms.begin(), model.terms.end(), term) != model.terms.end())
          counts[term] += 1;
      }
    }
    return counts;
  }

  std::vector<double> decision(const std::vector<std::string>& words) const {
    std::map<std::string, double> values = features(words);
    double norm = 0;
    for (auto& [term, value] : values) {
      if (model.settings.binary) value = 1;
      if (model.settings.sublinear_tf) value = 1 + std::log(value);
      if (model.settings.use_idf) value *= model.idf[row(term)];
      norm += model.settings.norm == Norm::l1 ? std::abs(value) : value * value;
    }
    if (model.settings.norm == Norm::l2) norm = std::sqrt(norm);
    if (model.settings.norm == Norm::none || norm == 0) norm = 1;
    std::vector<double> sums = model.intercepts;
    for (auto& [term, value] : values) {
      value /= norm;
      if (model.settings.binarize) value = value > *model.settings.binarize ? 1 : 0;
      for (std::size_t k = 0; k < sums.size(); ++k) {
        sums[k] += value * model.weights[row(term) * sums.size() + k];
      }
    }
    return sums;
  }

  std::vector<double> probabilities(const std::vector<std::string>& words) const {
    const std::vector<double> d = decision(words);
    if (d.size() == 1) return {1 - share(d[0]), share(d[0])};
    std::vector<double> p;
    double sum = 0;
    for (const double x : d) {
      p.push_back(share(x));
      sum += p.back();
    }
    if (sum == 0) return std::vector<double>(p.size(), 1.0 / static_cast<double>(p.size()));
    for (double& x : p) x /= sum;
    return p;
  }

  double share(double x) const {
    if (model.settings.link == Link::softmax) return std::exp(x);
    if (model.settings.link != Link::modified_huber) return 1 / (1 + std::exp(-x));
    return x < -1 ? 0 : x > 1 ? 1 : (x + 1) / 2;
  }

  std::size_t row(const std::string& term) const {
    return static_cast<std::size_t>(std::find(model.terms.begin(), model.terms.end(), term) -
                                    model.terms.begin());
  }
};

std::vector<std::string> random_words(std::mt19937& random) {
  static const std::vector<std::string> kWords = {
      "malware", "encrypt", "mail", "phishing", "usual", "backup", "the", "unseen", "and"};
  std::vector<std::string> words(random() % 12);
  for (std::string& word : words) word = kWords[random() % kWords.size()];
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

void check_against_reference(const ModelData& model) {
  const PageBuffer file = pack_model(model);
  const Classifier classifier(view_model(file.bytes()));
  const Reference reference{model};
  std::mt19937 random(20260101);
  Scratch scratch;
  const double tolerance = model.settings.dtype == DType::f32 ? 1e-6 : 1e-14;
  for (int round = 0; round < 500; ++round) {
    const std::vector<std::string> words = random_words(random);
    const Prediction found = classifier.predict(joined(words), scratch);
    const std::vector<double> decision = reference.decision(words);
    BOOST_REQUIRE_EQUAL(found.decision.size(), decision.size());
    for (std::size_t k = 0; k < decision.size(); ++k) {
      BOOST_REQUIRE_SMALL(found.decision[k] - decision[k], tolerance);
    }
    BOOST_REQUIRE_EQUAL(found.nonzero, reference.features(words).size());
    if (model.settings.link == Link::decision) {
      BOOST_REQUIRE(found.probabilities.empty());
      continue;
    }
    const std::vector<double> probabilities = reference.probabilities(words);
    BOOST_REQUIRE_EQUAL(found.probabilities.size(), probabilities.size());
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
      BOOST_REQUIRE_SMALL(found.probabilities[k] - probabilities[k], tolerance);
    }
  }
}

// Of a text without known terms, whose decision values are the intercepts.
std::size_t label_of_nothing(const ModelData& model) {
  const PageBuffer file = pack_model(model);
  Scratch scratch;
  return Classifier(view_model(file.bytes())).predict("", scratch).label;
}

std::vector<double> probabilities_of_nothing(const ModelData& model) {
  const PageBuffer file = pack_model(model);
  Scratch scratch;
  const Prediction found = Classifier(view_model(file.bytes())).predict("", scratch);
  return {found.probabilities.begin(), found.probabilities.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(classifier)

BOOST_AUTO_TEST_CASE(predicts_as_the_naive_reference_does_for_every_setting) {
  for (const Link link : {Link::sigmoid_ovr, Link::softmax, Link::modified_huber, Link::decision}) {
    for (const DType dtype : {DType::f64, DType::f32}) {
      for (const Norm norm : {Norm::l2, Norm::l1, Norm::none}) {
        for (int flags = 0; flags < 16; ++flags) {
          ModelData model = testing::small_model(link, dtype);
          model.settings.norm = norm;
          model.settings.binary = (flags & 1) != 0;
          model.settings.sublinear_tf = (flags & 2) != 0;
          model.settings.use_idf = (flags & 4) != 0;
          if ((flags & 8) != 0) model.settings.binarize = 0.3;
          check_against_reference(model);
        }
      }
    }
  }
  for (const Link link : {Link::sigmoid, Link::modified_huber, Link::decision}) {
    ModelData model = testing::binary_model();
    model.settings.link = link;
    check_against_reference(model);
  }
}

BOOST_AUTO_TEST_CASE(modified_huber_cuts_decision_values_to_shares) {
  ModelData model = testing::small_model(Link::modified_huber);
  model.intercepts = {0.5, -0.5, -3.0};  // (d + 1) / 2: 3/4, 1/4, 0
  BOOST_TEST(probabilities_of_nothing(model) == (std::vector{0.75, 0.25, 0.0}));
  model.intercepts = {2.0, 0.0, 1.0};  // 1, 1/2, 1
  BOOST_TEST(probabilities_of_nothing(model) == (std::vector{0.4, 0.2, 0.4}));
}

BOOST_AUTO_TEST_CASE(modified_huber_gives_equal_shares_where_no_class_has_any) {
  ModelData model = testing::small_model(Link::modified_huber);
  model.intercepts = {-1.0, -1.5, -7.0};
  BOOST_TEST(probabilities_of_nothing(model) == std::vector(3, 1.0 / 3.0));
}

BOOST_AUTO_TEST_CASE(modified_huber_of_two_classes_is_one_share_and_the_rest) {
  ModelData model = testing::binary_model();
  model.settings.link = Link::modified_huber;
  const std::pair<double, double> rows[] = {{-3.0, 0.0}, {-1.0, 0.0}, {-0.5, 0.25}, {0.0, 0.5},
                                            {0.5, 0.75}, {1.0, 1.0},  {9.0, 1.0}};
  for (const auto& [decision, second] : rows) {
    model.intercepts = {decision};
    BOOST_TEST(probabilities_of_nothing(model) == (std::vector{1.0 - second, second}));
  }
}

BOOST_AUTO_TEST_CASE(binarize_makes_one_of_what_is_greater_and_nothing_of_the_rest) {
  ModelData model = testing::small_model(Link::decision);
  model.settings.norm = Norm::none;
  model.settings.use_idf = false;
  model.settings.binarize = 1.0;
  model.intercepts = {0.0, 0.0, 0.0};
  const auto row = [&](std::size_t term) {
    return std::vector(model.weights.begin() + static_cast<std::ptrdiff_t>(3 * term),
                       model.weights.begin() + static_cast<std::ptrdiff_t>(3 * term + 3));
  };
  const PageBuffer file = pack_model(model);
  Scratch scratch;
  const Prediction found =
      Classifier(view_model(file.bytes())).predict("usual backup usual usual", scratch);
  // "backup" is there once: not greater than 1.
  BOOST_TEST(std::vector<double>(found.decision.begin(), found.decision.end()) == row(6));
  BOOST_TEST(found.nonzero == 2u);  // what fired, before the threshold
}

BOOST_AUTO_TEST_CASE(a_text_without_known_terms_gets_the_intercepts) {
  const ModelData model = testing::small_model();
  const PageBuffer file = pack_model(model);
  const Classifier classifier(view_model(file.bytes()));
  Scratch scratch;
  const Prediction prediction = classifier.predict("", scratch);
  BOOST_TEST(prediction.nonzero == 0u);
  BOOST_TEST(std::vector<double>(prediction.decision.begin(), prediction.decision.end()) ==
             model.intercepts);
}

// scikit-learn: argmax (the first largest), but OneVsRestClassifier takes the last. It used to be
// the first here whatever the model was.
BOOST_AUTO_TEST_CASE(the_largest_decision_value_decides_and_of_a_tie_the_first_or_the_last) {
  struct Row {
    std::vector<double> decision;
    std::size_t first;
    std::size_t last;
  };
  const Row rows[] = {{{0.75, 0.5, 0.25}, 0, 0}, {{0.25, 0.75, 0.5}, 1, 1}, {{-3, -2, -1}, 2, 2},
                      {{0.5, 0.75, 0.75}, 1, 2}, {{0.75, 0.75, 0.5}, 0, 1}, {{-1, -2, -1}, 0, 2},
                      {{0.0, 0.0, 0.0}, 0, 2}};
  for (const Link link : {Link::sigmoid_ovr, Link::softmax, Link::modified_huber, Link::decision}) {
    ModelData model = testing::small_model(link);
    for (const Row& row : rows) {
      model.intercepts = row.decision;
      model.settings.tie = Tie::first;
      BOOST_TEST(label_of_nothing(model) == row.first);
      model.settings.tie = Tie::last;
      BOOST_TEST(label_of_nothing(model) == row.last);
    }
  }
}

// scikit-learn: (scores > 0).astype(int), and OneVsRestClassifier the same.
BOOST_AUTO_TEST_CASE(a_single_decision_value_is_for_the_second_class_above_zero) {
  ModelData model = testing::binary_model();
  for (const Tie tie : {Tie::first, Tie::last}) {
    model.settings.tie = tie;
    for (const auto& [decision, label] : {std::pair(-0.25, 0u), {0.0, 0u}, {5e-324, 1u}}) {
      model.intercepts = {decision};
      BOOST_TEST(label_of_nothing(model) == label);
    }
  }
}

// They used to be NaN, as scikit-learn's are, and the label "uncertain".
BOOST_AUTO_TEST_CASE(sigmoids_that_all_round_to_zero_are_divided_as_exact_ones_would_be) {
  ModelData model = testing::small_model(Link::sigmoid_ovr);
  const double e = std::exp(1.0);
  const auto close = boost::test_tools::tolerance(1e-14);
  model.intercepts = {-801.0, -800.0, -802.0};
  const double sum = 1 + 1 / e + 1 / (e * e);
  BOOST_TEST(
      probabilities_of_nothing(model) == (std::vector{1 / e / sum, 1 / sum, 1 / (e * e) / sum}),
      close << boost::test_tools::per_element());
  model.intercepts = {-800.0, -801.0, -1e300};
  BOOST_TEST(probabilities_of_nothing(model) == (std::vector{1 / (1 + 1 / e), 1 / (1 + e), 0.0}),
             close << boost::test_tools::per_element());
  model.intercepts = {-1e4, -1e4, -1e4};
  BOOST_TEST(probabilities_of_nothing(model) == std::vector(3, 1.0 / 3.0));
}

// Where one is left, scikit-learn has an answer, which is not the exact one: to the bit it is ours.
BOOST_AUTO_TEST_CASE(a_sigmoid_that_does_not_round_to_zero_has_all_where_the_others_do) {
  ModelData model = testing::small_model(Link::sigmoid_ovr);
  model.intercepts = {-710.0, -709.0, -710.0};
  BOOST_TEST(probabilities_of_nothing(model) == (std::vector{0.0, 1.0, 0.0}));
}

BOOST_AUTO_TEST_CASE(softmax_of_large_values_does_not_overflow) {
  ModelData model = testing::small_model(Link::softmax);
  model.intercepts = {1000.0, -1000.0, 999.0};
  const PageBuffer file = pack_model(model);
  Scratch scratch;
  const Prediction prediction = Classifier(view_model(file.bytes())).predict("", scratch);
  BOOST_TEST(prediction.probabilities[0] == 1 / (1 + std::exp(-1.0)),
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(prediction.probabilities[1] == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
