#include "core/format/sklearn_weighting.hpp"

#include <fmt/format.h>

#include "core/format/numpy_array.hpp"
#include "core/format/sklearn_fields.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Global;
using pickle::Value;

Norm read_norm(const Fields& transformer) {
  const Value norm = transformer.at("norm");
  return norm.is_none() ? Norm::none : norm_named(norm.text());
}

// A diagonal matrix, up to scikit-learn 1.4.
numpy::Array diagonal(const JoblibDocument& document, Value matrix) {
  if (!matrix.is_record(Global::csr_matrix)) throw matrix.error("expected a CSR matrix");
  const Fields fields(matrix);
  const numpy::Array data = document.array(fields.at("data"));
  const auto counts_from_zero = [&](std::string_view name, std::uint64_t count) {
    const std::vector<std::int64_t> values = numpy::integers(document.array(fields.at(name)));
    for (std::uint64_t i = 0; i < values.size(); ++i) {
      if (values[i] != static_cast<std::int64_t>(i)) return false;
    }
    return values.size() == count;
  };
  if (!counts_from_zero("indices", data.count) || !counts_from_zero("indptr", data.count + 1)) {
    throw matrix.error("the matrix of idf values is not diagonal");
  }
  return data;
}

// scikit-learn 1.5 has the values as they are. A file may have both, for readers old and new; then
// they agree.
void read_idf(const JoblibDocument& document, const Fields& transformer, std::size_t terms,
              Weighting& weighting) {
  const std::optional<Value> plain = transformer.find("idf_");
  const std::optional<Value> matrix = transformer.find("_idf_diag");
  if (!plain && !matrix) throw transformer.error(ErrorKind::format, "not fitted", "idf_");
  const numpy::Array values = plain ? document.array(*plain) : diagonal(document, *matrix);
  weighting.idf = numpy::reals(values);
  weighting.idf_in_f32 = values.type == numpy::kFloat32;
  if (plain && matrix && numpy::reals(diagonal(document, *matrix)) != weighting.idf) {
    throw matrix->error("idf_ and _idf_diag disagree");
  }
  if (weighting.idf.size() != terms) {
    throw values.error(fmt::format("{} idf values for {} terms", weighting.idf.size(), terms));
  }
}

}  // namespace

Value transformer_of(Value vectorizer) {
  return Fields(vectorizer).at("_tfidf", pickle::Kind::record);
}

Weighting read_weighting(const JoblibDocument& document, Value transformer, std::size_t terms) {
  const Fields fields(transformer);
  Weighting weighting = {.version = fields.version(),
                         .sublinear_tf = fields.flag("sublinear_tf"),
                         .use_idf = fields.flag("use_idf"),
                         .norm = read_norm(fields),
                         .idf = std::vector<double>(terms, 1.0),
                         .idf_in_f32 = true};
  if (weighting.use_idf) read_idf(document, fields, terms, weighting);
  return weighting;
}

Weighting plain_counts(std::size_t terms) {
  return {.version = {},
          .sublinear_tf = false,
          .use_idf = false,
          .norm = Norm::none,
          .idf = std::vector<double>(terms, 1.0),
          .idf_in_f32 = true,
          .plain = true};
}

}  // namespace alertsage::sklearn
