// Any bytes as what joblib.dump or pickle.dump saved, compressed or not: as a whole model, which
// then predicts, and as a part of one.
#include "core/format/joblib.hpp"
#include "core/format/joblib_document.hpp"
#include "core/format/model_file.hpp"
#include "core/format/sklearn_model.hpp"
#include "tests/fuzz/fuzz_input.hpp"

namespace alertsage::testing {
namespace {

void read_model(Bytes file) {
  const PageBuffer packed = pack_model(parse_joblib(file));
  predict_texts(view_model(packed.bytes()));
}

void read_parts(Bytes file) {
  const JoblibDocument document(file);
  sklearn::Parts parts;
  sklearn::collect_parts(document, parts);
  sklearn::Model model;
  if (parts.vectorizer) {
    read_vectorizer(parts, model);
    read_weighting(parts, model);
    require(model.vectorizer.terms.size() == model.weighting.idf.size());
  }
  if (parts.classifier) {
    read_classifier(parts, model);
    const sklearn::Classifier& classifier = model.classifier;
    require(classifier.weights.size() == classifier.features * classifier.intercepts.size());
  }
}

}  // namespace
}  // namespace alertsage::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alertsage::testing;
  const std::vector<std::byte> file = file_of(data, size);
  if (!succeeds([&] { read_model(file); })) succeeds([&] { read_parts(file); });
  return 0;
}
