#include "core/model/classifier.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <iterator>

namespace alertsage {
namespace {

using Values = Eigen::Map<Eigen::ArrayXd>;

template <typename Real>
void add_scaled_row(const void* weights, std::size_t row, double scale, Values& into) {
  const Real* begin =
      static_cast<const Real*>(weights) + row * static_cast<std::size_t>(into.size());
  into += scale * Eigen::Map<const Eigen::Array<Real, Eigen::Dynamic, 1>>(begin, into.size())
                      .template cast<double>();
}

void add_scaled_row(const Reals& weights, std::size_t row, double scale, Values& into) {
  if (weights.dtype == DType::f32) {
    add_scaled_row<float>(weights.data, row, scale, into);
  } else {
    add_scaled_row<double>(weights.data, row, scale, into);
  }
}

double sigmoid(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}

double clipped(double x) {
  return (std::clamp(x, -1.0, 1.0) + 1.0) / 2.0;
}

double share(Link link, double decision, double largest) {
  switch (link) {
    case Link::softmax:
      return std::exp(decision - largest);
    case Link::modified_huber:
      return clipped(decision);
    default:
      return sigmoid(decision);
  }
}

void apply_link(Link link, std::span<const double> decision, std::span<double> probabilities) {
  if (decision.size() == 1) {
    probabilities[1] = share(link, decision[0], 0.0);
    probabilities[0] = 1.0 - probabilities[1];
    return;
  }
  const double largest = *std::max_element(decision.begin(), decision.end());
  double sum = 0.0;
  for (std::size_t i = 0; i < decision.size(); ++i) {
    probabilities[i] = share(link, decision[i], largest);
    sum += probabilities[i];
  }
  if (link == Link::modified_huber && sum == 0.0) {  // all classes are equally out of the question
    std::fill(probabilities.begin(), probabilities.end(), 1.0);
    sum = static_cast<double>(probabilities.size());
  }
  // Every sigmoid has rounded to 0. So far down it is e^d, and divided by the sum a softmax.
  if (link == Link::sigmoid_ovr && sum == 0.0) {
    return apply_link(Link::softmax, decision, probabilities);
  }
  for (double& probability : probabilities) probability /= sum;
}

// As scikit-learn predicts: the largest decision value; of a single one, its sign.
std::size_t decide(std::span<const double> decision, Tie tie) {
  if (decision.size() == 1) return decision[0] > 0.0 ? 1 : 0;
  const auto largest = tie == Tie::first
                           ? std::max_element(decision.begin(), decision.end())
                           : std::prev(std::max_element(decision.rbegin(), decision.rend()).base());
  return static_cast<std::size_t>(largest - decision.begin());
}

double term_frequency(std::uint32_t count, const ModelSettings& settings) {
  if (settings.binary) return 1.0;
  return settings.sublinear_tf ? 1.0 + std::log(count) : count;
}

}  // namespace

// Sorting the rows that fired, instead of hashing them, makes the sum's order that of the file:
// deterministic, and it walks the weights forwards.
void Classifier::count_features(std::string_view text, Scratch& scratch) const {
  split_tokens(view_.settings.text, view_.stop_words, text, scratch.text_);
  scratch.rows_.clear();
  for_each_term(view_.settings.text, scratch.text_, [&](std::string_view term) {
    if (const auto row = view_.terms.find(term)) scratch.rows_.push_back(*row);
  });
  std::sort(scratch.rows_.begin(), scratch.rows_.end());

  scratch.features_.clear();
  for (const std::uint32_t row : scratch.rows_) {
    if (scratch.features_.empty() || scratch.features_.back().row != row) {
      scratch.features_.push_back({.row = row, .count = 0, .value = 0.0});
    }
    ++scratch.features_.back().count;
  }
}

void Classifier::weigh_features(Scratch& scratch) const {
  const ModelSettings& settings = view_.settings;
  double norm = 0.0;
  for (Scratch::Feature& feature : scratch.features_) {
    feature.value = term_frequency(feature.count, settings);
    if (settings.use_idf) feature.value *= view_.idf[feature.row];
    norm += settings.norm == Norm::l1 ? std::abs(feature.value) : feature.value * feature.value;
  }
  if (settings.norm == Norm::l2) norm = std::sqrt(norm);
  if (settings.norm != Norm::none && norm != 0.0) {  // zero: as sklearn.preprocessing.normalize
    for (Scratch::Feature& feature : scratch.features_) feature.value /= norm;
  }
  if (!settings.binarize) return;
  for (Scratch::Feature& feature : scratch.features_) {
    feature.value = feature.value > *settings.binarize ? 1.0 : 0.0;
  }
}

Prediction Classifier::predict(std::string_view text, Scratch& scratch) const {
  count_features(text, scratch);
  weigh_features(scratch);

  const std::size_t outputs = view_.intercepts.size;
  const std::size_t labels = view_.settings.link == Link::decision ? 0 : view_.labels.size();
  scratch.values_.assign(outputs + labels, 0.0);
  const std::span<double> decision = std::span(scratch.values_).first(outputs);
  const std::span<double> probabilities = std::span(scratch.values_).subspan(outputs);
  Values sums(decision.data(), static_cast<Eigen::Index>(outputs));
  for (const Scratch::Feature& feature : scratch.features_) {
    add_scaled_row(view_.weights, feature.row, feature.value, sums);
  }
  for (std::size_t i = 0; i < outputs; ++i) decision[i] += view_.intercepts[i];
  if (labels != 0) apply_link(view_.settings.link, decision, probabilities);
  return {.decision = decision,
          .probabilities = probabilities,
          .label = decide(decision, view_.settings.tie),
          .nonzero = scratch.features_.size()};
}

}  // namespace alertsage
