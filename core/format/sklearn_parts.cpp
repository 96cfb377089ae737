#include "core/format/sklearn_parts.hpp"

#include <fmt/format.h>

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
  enum class Stage { start, vectorizer, transformer, classifier };

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
      reach(Stage::classifier, record);
      take(parts_.classifier, record, "two classifiers");
    } else if (pipeline_) {
      throw refused("a step of a Pipeline that texts do not go through", record,
                    pickle::short_name(record.global()));
    } else if (record.is_record(Global::label_encoder)) {
      take(parts_.label_encoder, record, "two LabelEncoders");
    }
  }

  void visit_pipeline(Value pipeline) {
    if (pipeline_) return visit_steps(pipeline);
    pipeline_ = pipeline.id();
    stage_ = Stage::start;
    visit_steps(pipeline);
    pipeline_.reset();
  }

  void reach(Stage stage, Value step) {
    if (!pipeline_) return;
    if (stage <= stage_) {
      throw refused("a step of a Pipeline that comes too late", step,
                    pickle::short_name(step.global()));
    }
    stage_ = stage;
  }

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
      if (passes && stage_ == Stage::classifier) {
        throw refused("a step of a Pipeline after its classifier", pair[1], pair[0].text());
      }
      if (!passes && pair[1].kind() != Kind::record) {
        throw refused("a step of a Pipeline that is no estimator", pair[1], pair[0].text());
      }
      visit(pair[1]);
    }
  }

  void take(std::optional<Part>& place, Value value, std::string_view twice) {
    const Part part = {&document_, value, pipeline_};
    if (place && !(*place == part)) {
      throw Error(ErrorKind::mismatch,
                  fmt::format("{}; a model is a vectorizer and a classifier", twice),
                  {.offset = value.offset()});
    }
    if (!place || pipeline_) place = part;
  }

  const JoblibDocument& document_;
  Parts& parts_;
  std::size_t visits_ = 0;
  std::optional<pickle::NodeId> pipeline_ = {};
  Stage stage_ = Stage::start;
};

}  // namespace

void collect_parts(const JoblibDocument& document, Parts& parts) {
  Collector(document, parts).visit(document.root());
}

}  // namespace alertsage::sklearn
