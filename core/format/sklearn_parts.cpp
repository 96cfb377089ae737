#include "core/format/sklearn_parts.hpp"

#include <fmt/format.h>

#include <bitset>
#include <string>

#include "core/format/sklearn_classifier.hpp"
#include "core/format/sklearn_fields.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Global;
using pickle::Kind;
using pickle::Value;

class Collector {
 public:
  Collector(const JoblibDocument& document, Parts& parts) : document_(document), parts_(parts) {}

  void visit(Value value) {
    // As many visits as there are references, unless a list holds the same lists again and again.
    if (++visits_ > document_.references()) {
      throw Error(ErrorKind::unsupported, "containers that hold each other again and again",
                  {.offset = value.offset()});
    }
    switch (value.kind()) {
      case Kind::pair:
      case Kind::tuple:
      case Kind::list:
        for (const Value item : value.items()) visit(item);
        break;
      case Kind::dict:
        for (const pickle::Entry entry : value.entries()) visit(entry.value);
        break;
      case Kind::record:
        visit_record(value);
        break;
      default:
        break;
    }
  }

 private:
  // What texts go through, in this order.
  enum class Stage { vectorizer, transformer, classifier };

  void visit_record(Value record) {
    if (record.is_record(Global::pipeline)) {
      visit_pipeline(record);
    } else if (record.is_record(Global::tfidf_vectorizer) ||
               record.is_record(Global::count_vectorizer)) {
      reach(Stage::vectorizer, record);
      take(parts_.vectorizer, record, "two vectorizers");
    } else if (record.is_record(Global::tfidf_transformer)) {
      reach(Stage::transformer, record);
      take(parts_.transformer, record, "two TfidfTransformers");
    } else if (is_classifier(record)) {
      if (is_one_vs_rest_of_pipelines(record)) {
        throw refused(
            "put the vectorizer before a OneVsRestClassifier, of which each class has one", record,
            pickle::short_name(record.global()));
      }
      reach(Stage::classifier, record);
      take(parts_.classifier, record, "two classifiers");
    } else if (in_pipeline_) {
      throw refused("a step of a Pipeline that texts do not go through", record,
                    pickle::short_name(record.global()));
    } else if (record.is_record(Global::label_encoder)) {
      take(parts_.label_encoder, record, "two LabelEncoders");
    }
  }

  void visit_pipeline(Value pipeline) {
    if (in_pipeline_) return visit_steps(pipeline);
    in_pipeline_ = true;
    reached_ = {};
    visit_steps(pipeline);
    in_pipeline_ = false;
    if (reached(Stage::vectorizer) && reached(Stage::classifier) && !reached(Stage::transformer)) {
      parts_.pipeline_without_transformer = true;
    }
  }

  void reach(Stage stage, Value step) {
    if (!in_pipeline_) return;
    const std::size_t number = static_cast<std::size_t>(stage);
    if ((reached_ >> number).any()) {
      throw refused("a step of a Pipeline that comes too late", step,
                    pickle::short_name(step.global()));
    }
    reached_.set(number);
  }

  bool reached(Stage stage) const { return reached_.test(static_cast<std::size_t>(stage)); }

  static Error refused(std::string_view cause, Value value, std::string_view piece) {
    return Error(ErrorKind::unsupported, cause,
                 {.offset = value.offset(), .piece = std::string(piece)});
  }

  // (name, estimator) each; "passthrough" and None are steps that do nothing.
  void visit_steps(Value pipeline) {
    const Fields fields(pipeline);
    for (const Value step : fields.at("steps", Kind::list).items()) {
      const std::vector<Value> pair = numpy::first_items(step, 2);
      const bool passes =
          pair[1].is_none() || (pair[1].kind() == Kind::text && pair[1].text() == "passthrough");
      if (passes && reached(Stage::classifier)) {
        throw refused("a step of a Pipeline after its classifier", pair[1], pair[0].text());
      }
      if (!passes && pair[1].kind() != Kind::record) {
        throw refused("a step of a Pipeline that is no estimator", pair[1], pair[0].text());
      }
      visit(pair[1]);
    }
  }

  void take(std::optional<Part>& place, Value value, std::string_view twice) {
    const Part part = {&document_, value};
    if (place && !(*place == part)) {
      throw Error(ErrorKind::mismatch,
                  fmt::format("{}; a model is a vectorizer and a classifier", twice),
                  {.offset = value.offset()});
    }
    place = part;
  }

  const JoblibDocument& document_;
  Parts& parts_;
  std::size_t visits_ = 0;
  bool in_pipeline_ = false;
  std::bitset<3> reached_ = {};  // stages of the outermost Pipeline
};

}  // namespace

void collect_parts(const JoblibDocument& document, Parts& parts) {
  Collector(document, parts).visit(document.root());
}

}  // namespace alertsage::sklearn
