#include "core/format/sklearn_model.hpp"

#include <fmt/format.h>

#include "core/format/sklearn_fields.hpp"

namespace alertsage::sklearn {
namespace {

// The estimators that texts go through: "CountVectorizer, TfidfTransformer".
std::string vectorizer_name(const Model& model) {
  const bool transformed = model.vectorizer.name == "CountVectorizer" && !model.weighting.plain;
  return model.vectorizer.name + (transformed ? fmt::format(", {}", kTransformerName) : "");
}

// Nothing where the file does not say.
bool is_known(std::string_view version) {
  return version.empty() || (!is_before(version, 0, 21) && is_before(version, 1, 8));
}

}  // namespace

void check_complete(const Parts& parts) {
  if (!parts.vectorizer && !parts.classifier) {
    throw Error(ErrorKind::mismatch,
                "neither a vectorizer nor a linear classifier of scikit-learn is in it");
  }
  if (!parts.vectorizer) {
    throw Error(ErrorKind::mismatch,
                "a classifier without its vectorizer; name the file of that, too");
  }
  if (!parts.classifier) {
    throw Error(ErrorKind::mismatch,
                "a vectorizer without its classifier; name the file of that, too");
  }
  if (parts.transformer && parts.vectorizer->value.is_record(pickle::Global::tfidf_vectorizer)) {
    throw Error(ErrorKind::unsupported,
                "a TfidfTransformer after a TfidfVectorizer, which has one");
  }
  if (parts.transformer && parts.pipeline_without_transformer) {
    throw Error(ErrorKind::mismatch,
                "a TfidfTransformer beside a Pipeline that is complete without it");
  }
}

void read_vectorizer(const Parts& parts, Model& model) {
  model.vectorizer = read_vectorizer(parts.vectorizer->value);
}

void read_weighting(const Parts& parts, Model& model) {
  const std::size_t terms = model.vectorizer.terms.size();
  const Part& part = parts.transformer ? *parts.transformer : *parts.vectorizer;
  if (part.value.is_record(pickle::Global::count_vectorizer)) {
    model.weighting = plain_counts(terms);
  } else if (parts.transformer) {
    model.weighting = read_weighting(*part.document, part.value, terms);
  } else {
    model.weighting = read_weighting(*part.document, transformer_of(part.value), terms);
  }
}

void read_classifier(const Parts& parts, Model& model) {
  model.classifier = read_classifier(*parts.classifier->document, parts.classifier->value);
}

void read_label_encoder(const Parts& parts, Model& model) {
  if (!parts.label_encoder) return;
  const Part& encoder = *parts.label_encoder;
  const ClassLabels encoded =
      class_labels(encoder.document->array(Fields(encoder.value).at("classes_")));
  ClassLabels labels = decoded_labels(model.classifier.labels, encoded);
  model.decoded = labels.names != model.classifier.labels.names;
  model.classifier.labels = std::move(labels);
}

std::uint64_t features_of(const Part& classifier) {
  return read_classifier(*classifier.document, classifier.value).features;
}

std::uint64_t terms_of(const Part& vectorizer) {
  return read_vectorizer(vectorizer.value).terms.size();
}

std::vector<std::string> warnings_of(const Model& model) {
  std::vector<std::string> warnings;
  const std::string& first = model.vectorizer.version;
  const std::string& second = model.classifier.version;
  if (!first.empty() && !second.empty() && first != second) {
    warnings.push_back(
        fmt::format("the vectorizer is of scikit-learn {}, the classifier of {}", first, second));
  }
  if (!is_known(first) || !is_known(second)) {
    warnings.push_back(fmt::format(
        "scikit-learn {} is none of the versions whose files are known, 0.21 to 1.7: compare the "
        "answers (alertsage verify --against)",
        is_known(first) ? second : first));
  }
  if (model.decoded) {
    warnings.emplace_back(
        "labels are the classes of the LabelEncoder, of which the classifier predicts the numbers");
  }
  if (!model.vectorizer.dropped.empty()) {
    warnings.emplace_back(
        "the vectorizer's file holds tokens of the training texts in stop_words_ (CVE-2024-5206); "
        "the model does not: mind who gets the file");
  }
  if (model.vectorizer.computes_in_f32 && !model.weighting.plain) {
    warnings.emplace_back(
        "the vectorizer rounds TF-IDF values to float32, this model does not: scores differ by "
        "about 1e-7");
  }
  return warnings;
}

ModelData assemble(Model&& model) {
  const bool in_f32 = (model.vectorizer.computes_in_f32 || model.weighting.plain) &&
                      model.weighting.idf_in_f32 && model.classifier.in_f32;
  ModelData data = {.settings = {.text = model.vectorizer.text,
                                 .binary = model.vectorizer.binary,
                                 .sublinear_tf = model.weighting.sublinear_tf,
                                 .use_idf = model.weighting.use_idf,
                                 .norm = model.weighting.norm,
                                 .binarize = model.classifier.binarize,
                                 .link = model.classifier.link,
                                 .tie = model.classifier.tie,
                                 .label_type = model.classifier.labels.type,
                                 .dtype = in_f32 ? DType::f32 : DType::f64},
                    .labels = std::move(model.classifier.labels.names),
                    .stop_words = std::move(model.vectorizer.stop_words),
                    .terms = std::move(model.vectorizer.terms),
                    .idf = std::move(model.weighting.idf),
                    .weights = std::move(model.classifier.weights),
                    .intercepts = std::move(model.classifier.intercepts),
                    .provenance = {{"source", "scikit-learn"},
                                   {"vectorizer", vectorizer_name(model)},
                                   {"classifier", model.classifier.name}}};
  if (!model.vectorizer.version.empty()) {
    data.provenance["sklearn_version"] = model.vectorizer.version;
  }
  return data;
}

}  // namespace alertsage::sklearn
