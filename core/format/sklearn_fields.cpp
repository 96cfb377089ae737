#include "core/format/sklearn_fields.hpp"

#include <fmt/format.h>

#include <charconv>

#include "core/format/numpy_scalar.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Kind;
using pickle::Value;

constexpr std::size_t kLongestVersion = 32;  // characters; it goes into messages and provenance

Value state_of(Value estimator) {
  if (const std::optional<Value> state = estimator.state(); state && state->kind() == Kind::dict) {
    return *state;
  }
  throw estimator.error("an object without fields", short_name(estimator.global()));
}

}  // namespace

bool is_before(std::string_view version, int major, int minor) {
  int parts[2] = {0, 0};
  const char* at = version.data();
  const char* const end = at + version.size();
  for (int& part : parts) {
    at = std::from_chars(at, end, part).ptr;
    if (at != end) ++at;
  }
  return parts[0] != major ? parts[0] < major : parts[1] < minor;
}

Fields::Fields(Value estimator) : estimator_(estimator), fields_(state_of(estimator)) {}

std::string_view Fields::estimator() const noexcept {
  return pickle::short_name(estimator_.global());
}

std::string Fields::version() const {
  const std::optional<Value> version = find("_sklearn_version");
  return version ? printable(version->text(), kLongestVersion) : "";
}

Value Fields::at(std::string_view name) const {
  if (const std::optional<Value> value = find(name)) return *value;
  throw error(ErrorKind::format, "a field is missing; was it fitted?", name);
}

Value Fields::at(std::string_view name, Kind kind) const {
  const Value value = at(name);
  const Kind found = numpy::plain_kind(value);
  if (found == kind) return value;
  throw error(ErrorKind::format,
              fmt::format("expected {}, found {}", name_of(kind), name_of(found)), name);
}

std::string Fields::text(std::string_view name) const {
  return numpy::text(at(name, Kind::text));
}

std::optional<std::string> Fields::text_or_none(std::string_view name) const {
  if (at(name).is_none()) return std::nullopt;
  return text(name);
}

std::optional<double> Fields::number_or_none(std::string_view name) const {
  const Value value = at(name);
  if (value.is_none()) return std::nullopt;
  if (numpy::plain_kind(value) == Kind::integer) return numpy::real(value);
  return numpy::real(at(name, Kind::real));
}

bool Fields::flag(std::string_view name) const {
  return numpy::boolean(at(name, Kind::boolean));
}

Error Fields::error(ErrorKind kind, std::string_view cause, std::string_view name) const {
  const std::optional<Value> value = find(name);
  return Error(kind, cause,
               {.offset = value ? value->offset() : estimator_.offset(),
                .piece = fmt::format("{}.{}", estimator(), name)});
}

}  // namespace alertsage::sklearn
