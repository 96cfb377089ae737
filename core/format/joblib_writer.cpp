#include "core/format/joblib.hpp"
#include "core/format/pickle_writer.hpp"
#include "core/format/sklearn_writer.hpp"

namespace alertsage {

void write_joblib_pair(const ModelData& model, const std::filesystem::path& vectorizer,
                       const std::filesystem::path& classifier) {
  check(model);
  pickle::Writer vectorizer_file(vectorizer);
  pickle::Writer classifier_file(classifier);
  sklearn::write_vectorizer(model, vectorizer_file);
  sklearn::write_classifier(model, classifier_file);
  vectorizer_file.publish();
  classifier_file.publish();
}

}  // namespace alertsage
