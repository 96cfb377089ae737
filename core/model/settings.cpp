#include "core/model/settings.hpp"

#include "core/base/names.hpp"

namespace alertsage {
namespace {

constexpr NameTable<DType, 2> kDTypes{{{{DType::f32, "f32"}, {DType::f64, "f64"}}}};
constexpr NameTable<Norm, 3> kNorms{{{{Norm::none, "none"}, {Norm::l1, "l1"}, {Norm::l2, "l2"}}}};
constexpr NameTable<Tie, 2> kTies{{{{Tie::first, "first"}, {Tie::last, "last"}}}};
constexpr NameTable<LabelType, 3> kLabelTypes{{{{LabelType::text, "text"},
                                                {LabelType::integer, "integer"},
                                                {LabelType::boolean, "boolean"}}}};
constexpr NameTable<Link, 5> kLinks{{{{Link::sigmoid_ovr, "sigmoid-ovr"},
                                      {Link::softmax, "softmax"},
                                      {Link::sigmoid, "sigmoid"},
                                      {Link::modified_huber, "modified-huber"},
                                      {Link::decision, "decision"}}}};

}  // namespace

std::string_view name_of(DType dtype) noexcept {
  return kDTypes.name(dtype);
}
std::string_view name_of(Norm norm) noexcept {
  return kNorms.name(norm);
}
std::string_view name_of(Link link) noexcept {
  return kLinks.name(link);
}
std::string_view name_of(Tie tie) noexcept {
  return kTies.name(tie);
}
std::string_view name_of(LabelType type) noexcept {
  return kLabelTypes.name(type);
}

DType dtype_named(std::string_view name) {
  return kDTypes.value("dtype", name);
}
Norm norm_named(std::string_view name) {
  return kNorms.value("norm", name);
}
Link link_named(std::string_view name) {
  return kLinks.value("link", name);
}
Tie tie_named(std::string_view name) {
  return kTies.value("tie", name);
}
LabelType label_type_named(std::string_view name) {
  return kLabelTypes.value("label type", name);
}

}  // namespace alertsage
