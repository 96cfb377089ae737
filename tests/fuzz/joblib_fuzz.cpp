// Any bytes as what joblib.dump saved: parsed, and read as the estimator that they are.
#include "core/format/joblib_document.hpp"
#include "core/format/sklearn_classifier.hpp"
#include "core/format/sklearn_vectorizer.hpp"
#include "tests/fuzz/fuzz_input.hpp"

namespace alertsage::testing {
namespace {

void read(Bytes file) {
  const JoblibDocument document(file);
  if (document.root().is_record(pickle::Global::tfidf_vectorizer)) {
    const sklearn::Vectorizer vectorizer = sklearn::read_vectorizer(document);
    require(vectorizer.terms.size() == vectorizer.idf.size());
    return;
  }
  const sklearn::Classifier classifier = sklearn::read_classifier(document);
  require(classifier.rows.size() == classifier.intercepts.size());
  // An importer knows from the vectorizer how many features there are.
  if (classifier.features > file.size()) return;
  const std::size_t outputs = sklearn::decision_intercepts(classifier).size();
  require(sklearn::transposed_weights(classifier).size() == classifier.features * outputs);
}

}  // namespace
}  // namespace alertsage::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::byte> file = alertsage::testing::file_of(data, size);
  alertsage::testing::succeeds([&] { alertsage::testing::read(file); });
  return 0;
}
