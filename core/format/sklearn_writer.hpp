// A model as the two scikit-learn objects that joblib would have saved, in the layout of
// scikit-learn 1.2.
#pragma once

#include "core/format/pickle_writer.hpp"
#include "core/model/model_data.hpp"

namespace alertsage::sklearn {

// REQUIRES of both: check(model) passes. Throw Error: io; format for text that is not UTF-8.
void write_vectorizer(const ModelData& model, pickle::Writer& out);
// Throws Error (unsupported) also for what scikit-learn has no class for, and for a label that
// ends with a NUL.
void write_classifier(const ModelData& model, pickle::Writer& out);

}  // namespace alertsage::sklearn
