// From labelled texts to a model: TF-IDF as scikit-learn fits it, one-vs-rest logistic regression
// by LIBLINEAR.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "core/model/model_data.hpp"
#include "core/text/stop_words.hpp"
#include "core/train/corpus.hpp"
#include "core/train/logistic.hpp"
#include "core/train/vocabulary.hpp"

namespace alertsage {

struct TrainOptions {
  // What becomes of a text; AlertSage's settings.
  TextPipeline text = {.cleaning = Cleaning::alertsage,
                       .lowercase = true,
                       .token_pattern = TokenPattern::kAsciiLetter,
                       .ngram_min = 1,
                       .ngram_max = 2};
  std::span<const std::string_view> stop_words = english_stop_words();  // of any text; may be empty

  // What is fitted.
  VocabularyOptions vocabulary = {};
  LogisticOptions logistic = {};

  // What is kept back to measure on (below 100), and by which draw.
  std::uint32_t held_out_percent = 10;
  std::uint64_t seed = 1;

  DType dtype = DType::f32;  // of the model file
};

enum class TrainPhase { count_terms, fit_weights, measure };

// Called with done = 0 when a phase begins and whenever there is more; never from two threads at
// once.
using TrainProgress = std::function<void(TrainPhase phase, std::size_t done, std::size_t total)>;

struct TrainingResult {
  ModelData model;
  std::size_t learned_texts = 0;
  std::size_t held_out_texts = 0;
  std::size_t distinct_terms = 0;  // in the learned texts, before any was dropped
  // The share of held-out texts whose label the model predicts; nothing where none was kept back.
  std::optional<double> held_out_accuracy;
};

// The model is fitted on the texts that are not held out and never sees the others, so the accuracy
// speaks of the very model that is returned: it is measured on the bytes of its model file.
// Classes are the labels in ascending byte order, as scikit-learn sorts them; two of them make a
// binary head (Link::sigmoid), more a one-vs-rest one (Link::sigmoid_ovr, Tie::last). Texts and
// options alone decide the result, up to the rounding of the C library's log and exp and of the
// BLAS behind LIBLINEAR.
// Memory: about 100 bytes for each distinct term and 24 for each term of each text.
// Throws Error: usage for options out of range; format for texts of fewer than two labels and for
// texts without a term.
TrainingResult train(std::span<const LabelledText> texts, const TrainOptions& options,
                     const TrainProgress& progress = {});

}  // namespace alertsage
