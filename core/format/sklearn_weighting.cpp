#include "core/format/sklearn_weighting.hpp"

#include <fmt/format.h>

#include "core/format/numpy_array.hpp"
#include "core/format/sklearn_fields.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Global;
using pickle::Value;

Norm read_norm(const Fields& transformer) {
  const std::optional<std::string> norm = transformer.text_or_none("norm");
  return norm ? norm_named(*norm) : Norm::none;
}

void check_count(const numpy::Array& values, std::size_t terms) {
  if (values.count == terms) return;
  throw values.error(fmt::format("{} idf values for {} terms", values.count, terms));
}

// A diagonal matrix, up to scikit-learn 1.4. Counted before it is copied: bytes would become
// integers of eight.
numpy::Array diagonal(const JoblibDocument& document, Value matrix, std::size_t terms) {
  if (!matrix.is_record(Global::csr_matrix)) throw matrix.error("expected a CSR matrix");
  const Fields fields(matrix);
  numpy::Array data = document.array(fields.at("data"));
  check_count(data, terms);
  const auto counts_from_zero = [&](std::string_view name, std::uint64_t count) {
    const numpy::Array array = document.array(fields.at(name));
    if (array.count != count) return false;
    const std::vector<std::int64_t> values = numpy::integers(array);
    for (std::uint64_t i = 0; i < count; ++i) {
      if (values[i] != static_cast<std::int64_t>(i)) return false;
    }
    return true;
  };
  if (!counts_from_zero("indices", terms) || !counts_from_zero("indptr", terms + 1)) {
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
  const numpy::Array values = plain ? document.array(*plain) : diagonal(document, *matrix, terms);
  check_count(values, terms);
  weighting.idf = numpy::reals(values);
  weighting.idf_in_f32 = values.type == numpy::kFloat32;
  if (plain && matrix && numpy::reals(diagonal(document, *matrix, terms)) != weighting.idf) {
    throw matrix->error("idf_ and _idf_diag disagree");
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
                         .idf = {},
                         .idf_in_f32 = true};
  if (weighting.use_idf) {
    read_idf(document, fields, terms, weighting);
  } else {
    weighting.idf.assign(terms, 1.0);
  }
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
