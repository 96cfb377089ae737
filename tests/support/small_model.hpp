// A model that fits on a page, with every part a real one has.
#pragma once

#include <string>

#include "core/model/model_data.hpp"

namespace alertsage::testing {

// Three classes, seven terms (words and pairs), two stop words, cleaning on; weights that make
// "malware encrypt" malware, "phishing mail" phishing and "usual backup" benign.
inline ModelData small_model(Link link = Link::sigmoid_ovr, DType dtype = DType::f64) {
  ModelData model;
  model.settings.text = {.cleaning = Cleaning::alertsage,
                         .lowercase = true,
                         .token_pattern = TokenPattern::kAsciiLetter,
                         .ngram_min = 1,
                         .ngram_max = 2};
  model.settings.link = link;
  model.settings.dtype = dtype;
  model.labels = {"benign", "malware", "phishing"};
  model.stop_words = {"the", "and"};
  model.terms = {"backup",          "encrypt",       "mail", "malware",
                 "malware encrypt", "phishing mail", "usual"};
  model.idf = {1.5, 2.25, 1.25, 2.0, 2.75, 2.5, 1.75};
  model.weights = {1.5,  -0.5, -1.0,   //
                   -1.0, 2.0,  -0.5,   //
                   0.25, -0.5, 0.75,   //
                   -1.5, 3.0,  -1.0,   //
                   -0.5, 1.5,  -0.25,  //
                   -1.0, -1.0, 2.5,    //
                   2.0,  -1.0, -0.75};
  model.intercepts = {0.125, -0.25, -0.5};
  model.provenance = {{"sklearn_version", "1.7.2"}};
  return model;
}

// Two classes and one decision value.
inline ModelData binary_model() {
  ModelData model = small_model(Link::sigmoid);
  model.labels = {"benign", "malware"};
  model.weights = {-1.5, 2.0, -0.5, 3.0, 1.5, -1.0, -2.0};
  model.intercepts = {0.25};
  return model;
}

}  // namespace alertsage::testing
