// The fields of a scikit-learn estimator: its __dict__, as __getstate__ gave it to the pickler.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/format/pickle.hpp"

namespace alertsage::sklearn {

// Whether a version is older than major.minor: "1.10.2" is not before 1.6.
bool is_before(std::string_view version, int major, int minor);

class Fields {
 public:
  // Throws Error (format) where `estimator` is no object with a dict of fields.
  explicit Fields(pickle::Value estimator);

  std::string_view estimator() const noexcept;  // "LogisticRegression"
  std::string version() const;                  // "1.2.1"; empty where the file does not say

  // Nothing where the field is absent; older and newer versions have fewer and more of them.
  std::optional<pickle::Value> find(std::string_view name) const { return fields_.find(name); }

  // Throw Error (format) that names the field where it is absent or of another kind. Texts, flags
  // and numbers may be NumPy's scalars.
  pickle::Value at(std::string_view name) const;
  pickle::Value at(std::string_view name, pickle::Kind kind) const;
  std::string text(std::string_view name) const;
  std::optional<std::string> text_or_none(std::string_view name) const;
  bool flag(std::string_view name) const;
  std::optional<double> number_or_none(std::string_view name) const;

  // Errors located at a field: `LogisticRegression.coef_`.
  Error error(ErrorKind kind, std::string_view cause, std::string_view name) const;

 private:
  pickle::Value estimator_;
  pickle::Value fields_;
};

}  // namespace alertsage::sklearn
