#include "core/train/trainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/format/model_file.hpp"
#include "core/load/model.hpp"
#include "core/train/held_out.hpp"

namespace alertsage {
namespace {

void require(bool fulfilled, std::string_view rule) {
  if (!fulfilled) throw Error(ErrorKind::usage, rule);
}

void check_options(const TrainOptions& options) {
  check_ngrams(options.text, ErrorKind::usage);
  require(options.vocabulary.max_features >= 1, "max_features is 1 or more");
  const double share = options.vocabulary.max_document_share;
  require(share > 0.0 && share <= 1.0, "max_df is a share of the texts: above 0, at most 1");
  require(options.logistic.inverse_penalty > 0.0 && std::isfinite(options.logistic.inverse_penalty),
          "C is above 0 and finite");
  require(options.logistic.tolerance > 0.0, "the tolerance is above 0");
  require(options.held_out_percent < 100, "fewer than 100 percent of the texts can be held out");
}

// One training: the texts by the part they play, and what is made of them.
class Training {
 public:
  Training(std::span<const LabelledText> texts, const TrainOptions& options,
           const TrainProgress& progress)
      : texts_(texts), options_(options), progress_(progress) {
    if (texts.size() > std::numeric_limits<int>::max()) {  // LIBLINEAR counts rows in int
      throw Error(ErrorKind::unsupported, "more than 2,147,483,647 texts");
    }
    std::vector<std::string_view> labels;
    for (const LabelledText& text : texts) labels.push_back(text.label);
    const std::set<std::string_view> distinct(labels.begin(), labels.end());
    if (distinct.size() < 2) {
      throw Error(ErrorKind::format,
                  fmt::format("{} texts of {} labels: a classifier needs texts of two at least",
                              texts.size(), distinct.size()),
                  {.piece = distinct.empty() ? "" : std::string(*distinct.begin())});
    }
    labels_.assign(distinct.begin(), distinct.end());
    held_out_ = draw_held_out(labels, options.held_out_percent, options.seed);
  }

  TrainingResult run() {
    TermCounts counts(options_.text, options_.stop_words);
    count_terms(counts);
    result_.distinct_terms = counts.terms().size();
    Vocabulary vocabulary = fit_vocabulary(counts, options_.vocabulary);
    LinearHead head = fit_weights(counts, vocabulary);
    result_.model = model_of(std::move(vocabulary), std::move(head));
    check(result_.model);
    measure();
    return std::move(result_);
  }

 private:
  void report(TrainPhase phase, std::size_t done, std::size_t total) const {
    if (progress_) progress_(phase, done, total);
  }

  void count_terms(TermCounts& counts) {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      report(TrainPhase::count_terms, i, texts_.size());
      if (!held_out_[i]) counts.add(texts_[i].text);
    }
    result_.learned_texts = counts.rows();
    result_.held_out_texts = texts_.size() - counts.rows();
  }

  LinearHead fit_weights(const TermCounts& counts, const Vocabulary& vocabulary) const {
    report(TrainPhase::fit_weights, 0, labels_.size());
    LogisticProblem problem(vocabulary.terms.size());
    std::vector<Feature> features;
    std::size_t row = 0;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (held_out_[i]) continue;
      weigh_row(counts, vocabulary, row++, features);
      problem.add(features, label_number(texts_[i].label));
    }
    return problem.fit(labels_.size(), options_.logistic, [&](std::size_t done) {
      report(TrainPhase::fit_weights, done, labels_.size());
    });
  }

  std::uint32_t label_number(std::string_view label) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(labels_, label) - labels_.begin());
  }

  ModelData model_of(Vocabulary&& vocabulary, LinearHead&& head) const {
    ModelData model;
    model.settings.text = options_.text;
    const bool single = labels_.size() == 2;
    model.settings.link = single ? Link::sigmoid : Link::sigmoid_ovr;
    model.settings.tie = single ? Tie::first : Tie::last;  // OneVsRestClassifier's
    model.settings.dtype = options_.dtype;
    model.labels.assign(labels_.begin(), labels_.end());
    model.stop_words.assign(options_.stop_words.begin(), options_.stop_words.end());
    model.terms = std::move(vocabulary.terms);
    model.idf = std::move(vocabulary.idf);
    model.weights = std::move(head.weights);
    model.intercepts = std::move(head.intercepts);
    model.provenance = {{"trainer", "one-vs-rest logistic regression, LIBLINEAR"},
                        {"C", fmt::format("{}", options_.logistic.inverse_penalty)},
                        {"learned_texts", std::to_string(result_.learned_texts)}};
    return model;
  }

  void measure() {
    if (result_.held_out_texts == 0) return;
    const Model model(pack_model(result_.model));
    const Classifier& classifier = model.classifier();
    Scratch scratch;
    std::size_t seen = 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (!held_out_[i]) continue;
      report(TrainPhase::measure, seen++, result_.held_out_texts);
      const Prediction prediction = classifier.predict(texts_[i].text, scratch);
      if (classifier.labels()[prediction.label] == texts_[i].label) ++right;
    }
    result_.held_out_accuracy = static_cast<double>(right) / static_cast<double>(seen);
    result_.model.provenance["held_out_texts"] = std::to_string(seen);
    result_.model.provenance["held_out_accuracy"] =
        fmt::format("{:.4f}", *result_.held_out_accuracy);
  }

  std::span<const LabelledText> texts_;
  const TrainOptions& options_;
  const TrainProgress& progress_;
  std::vector<std::string_view> labels_;  // ascending
  std::vector<bool> held_out_;            // one flag a text
  TrainingResult result_;
};

}  // namespace

TrainingResult train(std::span<const LabelledText> texts, const TrainOptions& options,
                     const TrainProgress& progress) {
  check_options(options);
  return Training(texts, options, progress).run();
}

}  // namespace alertsage
