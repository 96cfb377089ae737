#include "core/model/settings.hpp"

#include "core/base/names.hpp"

namespace alertsage {
namespace {

constexpr NameTable<DType, 2> kDTypes{{{{DType::f32, "f32"}, {DType::f64, "f64"}}}};
constexpr NameTable<Norm, 3> kNorms{{{{Norm::none, "none"}, {Norm::l1, "l1"}, {Norm::l2, "l2"}}}};
constexpr NameTable<Link, 4> kLinks{{{{Link::sigmoid_ovr, "sigmoid-ovr"},
                                      {Link::softmax, "softmax"},
                                      {Link::sigmoid, "sigmoid"},
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

DType dtype_named(std::string_view name) {
  return kDTypes.value("dtype", name);
}
Norm norm_named(std::string_view name) {
  return kNorms.value("norm", name);
}
Link link_named(std::string_view name) {
  return kLinks.value("link", name);
}

}  // namespace alertsage
