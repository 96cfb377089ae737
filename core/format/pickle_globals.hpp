// What a model's pickle may name: the whole allow-list. A class or a function that is not in it is
// refused where it is named; what is in it becomes a record of a name, arguments and a state.
// Nothing is imported, called or constructed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace alertsage::pickle {

// One enumerator a meaning; several names may stand for one, since modules moved between versions.
enum class Global : std::uint8_t {
  none,
  pipeline,
  count_vectorizer,
  tfidf_vectorizer,
  tfidf_transformer,
  logistic_regression,
  linear_svc,
  sgd_classifier,
  perceptron,
  passive_aggressive_classifier,
  ridge_classifier,
  multinomial_nb,
  complement_nb,
  bernoulli_nb,
  one_vs_rest_classifier,
  label_binarizer,
  label_encoder,
  csr_matrix,
  array_wrapper,  // joblib's stand-in for an array whose bytes follow in the stream
  ndarray,
  dtype,
  scalar,       // a NumPy scalar: dtype and bytes
  reconstruct,  // a NumPy array: type and shape, then bytes or objects as its state
  from_buffer,  // a NumPy array in protocol 5: bytes, type, shape, order
  float32,
  float64,
  count_type,  // NumPy's integer types that CountVectorizer counts in
  encode,      // bytes in protocol 2: Latin-1 text
  set,
  frozenset,
  opaque_type,  // an argument of one that is opaque
  opaque,       // random states, loss functions: kept, never read
};

// What a stream may do with a global besides naming it.
enum class Use : std::uint8_t {
  mention,
  construct,  // NEWOBJ
  reduce,     // REDUCE
};

// Global::none where the allow-list does not have it. O(allow-list).
Global find_global(std::string_view module, std::string_view name) noexcept;

Use use_of(Global global) noexcept;

// The first name that the allow-list has for it: "numpy.core.multiarray.scalar".
std::string full_name(Global global);

// The last part of it: "LogisticRegression".
std::string_view short_name(Global global) noexcept;

}  // namespace alertsage::pickle
