#include "core/format/sklearn_writer.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/format/pickle_writer.hpp"
#include "core/format/sklearn_arrays.hpp"
#include "core/text/stop_words.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Writer;

void write_idf_array(Writer& out, const ModelData& model) {
  const std::array shape = {std::uint64_t{model.idf.size()}};
  out.begin_array(code_of(model.settings.dtype), shape);
  write_reals(out, model.settings.dtype, model.idf.size(),
              [&](std::size_t i) { return model.idf[i]; });
}

// scikit-learn before 1.5 looks for a diagonal matrix, since 1.5 for the values; a transformer
// that finds neither predicts without idf and says nothing. So both are there.
void write_idf(Writer& out, const ModelData& model) {
  const auto size = static_cast<std::int64_t>(model.idf.size());
  out.field("_idf_diag");
  out.begin_object("scipy.sparse._csr", "csr_matrix");
  out.field("_shape");
  out.mark();
  out.integer(size);
  out.integer(size);
  out.tuple();
  out.field("maxprint", std::int64_t{50});
  write_count(out, "indices", model.idf.size());
  write_count(out, "indptr", model.idf.size() + 1);
  out.field("data");
  write_idf_array(out, model);
  out.end_object();
  out.field("idf_");
  write_idf_array(out, model);
}

void write_norm(Writer& out, Norm norm) {
  if (norm == Norm::none) {
    out.field_none("norm");
  } else {
    out.field("norm", name_of(norm));
  }
}

// What TfidfVectorizer and its TfidfTransformer both have.
void write_weighting(Writer& out, const ModelSettings& settings) {
  write_norm(out, settings.norm);
  out.field("use_idf", settings.use_idf);
  out.field("smooth_idf", true);
  out.field("sublinear_tf", settings.sublinear_tf);
}

void write_stop_words(Writer& out, const std::vector<std::string>& words) {
  if (words.empty()) return out.field_none("stop_words");
  if (std::ranges::equal(words, english_stop_words())) return out.field("stop_words", "english");
  out.field("stop_words");
  out.empty_list();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i % kBatch == 0) out.mark();
    out.text(words[i]);
    if (i % kBatch == kBatch - 1 || i + 1 == words.size()) out.appends();
  }
}

void write_vocabulary(Writer& out, const std::vector<std::string>& terms) {
  out.field("vocabulary_");
  out.empty_dict();
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i % kBatch == 0) out.mark();
    out.text(terms[i]);
    out.integer(static_cast<std::int64_t>(i));
    if (i % kBatch == kBatch - 1 || i + 1 == terms.size()) out.setitems();
  }
}

void write_text_settings(Writer& out, const ModelData& model) {
  const TextPipeline& text = model.settings.text;
  out.field("input", "content");
  out.field("encoding", "utf-8");
  out.field("decode_error", "strict");
  if (text.strip_accents == StripAccents::none) {
    out.field_none("strip_accents");
  } else {
    out.field("strip_accents", name_of(text.strip_accents));
  }
  for (const std::string_view name : {"preprocessor", "tokenizer"}) out.field_none(name);
  out.field("analyzer", name_of(text.analyzer));
  out.field("lowercase", text.lowercase);
  out.field("token_pattern", text.token_pattern.python());
  write_stop_words(out, model.stop_words);
  out.field("max_df", 1.0);
  out.field("min_df", std::int64_t{1});
  out.field_none("max_features");
  out.field("ngram_range");
  out.mark();
  out.integer(text.ngram_min);
  out.integer(text.ngram_max);
  out.tuple();
  out.field_none("vocabulary");
}

}  // namespace

void write_vectorizer(const ModelData& model, Writer& out) {
  out.begin_object("sklearn.feature_extraction.text", "TfidfVectorizer");
  write_text_settings(out, model);
  out.field("binary", model.settings.binary);
  out.field("dtype");
  out.global("numpy", model.settings.dtype == DType::f32 ? "float32" : "float64");
  write_weighting(out, model.settings);
  out.field("_tfidf");
  out.begin_object("sklearn.feature_extraction.text", "TfidfTransformer");
  write_weighting(out, model.settings);
  out.field("n_features_in_", static_cast<std::int64_t>(model.terms.size()));
  if (model.settings.use_idf) write_idf(out, model);
  end_estimator(out);
  out.field("fixed_vocabulary_", false);
  write_vocabulary(out, model.terms);
  end_estimator(out);
  out.finish();
}

}  // namespace alertsage::sklearn
