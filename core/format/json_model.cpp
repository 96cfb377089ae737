#include "core/format/json_model.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <variant>

#include "core/base/error.hpp"
#include "core/base/publish.hpp"

namespace alertsage {
namespace {

using nlohmann::json;

constexpr std::string_view kFormatName = "alertsage-model";
constexpr std::uint64_t kVersion = 2;

// Every setting is among them: one that is missing is no default, it is another model.
constexpr std::string_view kRequired[] = {"format",
                                          "version",
                                          "settings",
                                          "settings.cleaning",
                                          "settings.lowercase",
                                          "settings.strip_accents",
                                          "settings.analyzer",
                                          "settings.token_pattern",
                                          "settings.ngram_min",
                                          "settings.ngram_max",
                                          "settings.binary",
                                          "settings.sublinear_tf",
                                          "settings.use_idf",
                                          "settings.norm",
                                          "settings.binarize",
                                          "settings.label_type",
                                          "settings.link",
                                          "settings.tie",
                                          "settings.dtype",
                                          "labels",
                                          "terms",
                                          "idf",
                                          "weights",
                                          "intercepts"};

// Receives the document as events: a DOM of two million weights would be the larger part of the
// cost.
class ModelEvents final : public nlohmann::json_sax<json> {
 public:
  ModelData take() {
    for (const std::string_view key : kRequired) {
      if (!seen_.contains(key)) {
        throw Error(ErrorKind::format, "JSON model: a key is missing", {.piece = std::string(key)});
      }
    }
    if (model_.settings.dtype == DType::f32) {
      for (auto* values : {&model_.idf, &model_.weights, &model_.intercepts}) narrow(*values);
    }
    return std::move(model_);
  }

  bool start_object(std::size_t) override {
    ++depth_;
    if (depth_ == 1 || (depth_ == 2 && (section_ == "settings" || section_ == "provenance")))
      return true;
    unexpected("an object");
  }

  bool end_object() override {
    --depth_;
    return true;
  }

  bool key(string_t& key) override {
    const std::string path = depth_ == 1 ? key : fmt::format("{}.{}", section_, key);
    if (!seen_.insert(path).second) {
      throw Error(ErrorKind::format, "JSON model: a key occurs twice", {.piece = path});
    }
    (depth_ == 1 ? section_ : field_) = key;
    if (depth_ == 1) choose_target();
    return true;
  }

  bool start_array(std::size_t) override {
    if (depth_ != 1 || std::holds_alternative<std::monostate>(target_) || in_array_)
      unexpected("an array");
    in_array_ = true;
    return true;
  }

  bool end_array() override {
    in_array_ = false;
    return true;
  }

  bool string(string_t& value) override {
    if (in_array_) {
      if (auto* strings = std::get_if<std::vector<std::string>*>(&target_)) {
        (*strings)->push_back(std::move(value));
        return true;
      }
    } else if (depth_ == 2 && section_ == "provenance") {
      model_.provenance[field_] = value;
      return true;
    } else if (depth_ == 2) {
      return set_name(value);
    } else if (section_ == "format" && value == kFormatName) {
      return true;
    }
    unexpected(fmt::format("the string '{}'", printable(value)));
  }

  bool boolean(bool value) override {
    ModelSettings& s = model_.settings;
    bool* flag = !in_settings()             ? nullptr
                 : field_ == "lowercase"    ? &s.text.lowercase
                 : field_ == "binary"       ? &s.binary
                 : field_ == "sublinear_tf" ? &s.sublinear_tf
                 : field_ == "use_idf"      ? &s.use_idf
                                            : nullptr;
    if (flag == nullptr) unexpected("a boolean");
    *flag = value;
    return true;
  }

  bool number_unsigned(number_unsigned_t value) override {
    if (in_array_) return number(static_cast<double>(value));
    if (depth_ == 1 && section_ == "version") {
      if (value == kVersion) return true;
      throw Error(ErrorKind::unsupported,
                  fmt::format("JSON model: format version {}, not {}; import or train it again",
                              value, kVersion));
    }
    if (binarize_is_due()) return set_binarize(static_cast<double>(value));
    if (in_settings() && value >= 1 && value <= kMaxNgram &&
        (field_ == "ngram_min" || field_ == "ngram_max")) {
      (field_ == "ngram_min" ? model_.settings.text.ngram_min : model_.settings.text.ngram_max) =
          static_cast<std::uint32_t>(value);
      return true;
    }
    unexpected(fmt::format("the number {}", value));
  }

  bool number_integer(number_integer_t value) override {
    return number(static_cast<double>(value));
  }
  bool number_float(number_float_t value, const string_t&) override {
    return binarize_is_due() ? set_binarize(value) : number(value);
  }
  bool null() override {  // no threshold
    if (binarize_is_due()) return true;
    unexpected("null");
  }
  bool binary(binary_t&) override { unexpected("binary data"); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    throw Error(ErrorKind::format, "JSON model: not JSON",
                {.offset = position == 0 ? 0 : position - 1});
  }

 private:
  [[noreturn]] void unexpected(std::string_view what) const {
    throw Error(ErrorKind::format, fmt::format("JSON model: {} where the format has none", what),
                {.piece = depth_ == 2 ? fmt::format("{}.{}", section_, field_) : section_});
  }

  // The shortest decimal of a float is not the shortest of the same value as a double.
  static void narrow(std::vector<double>& values) {
    for (double& value : values) value = static_cast<float>(value);
  }

  void choose_target() {
    target_ = {};
    if (section_ == "labels") target_ = &model_.labels;
    if (section_ == "stop_words") target_ = &model_.stop_words;
    if (section_ == "terms") target_ = &model_.terms;
    if (section_ == "idf") target_ = &model_.idf;
    if (section_ == "weights") target_ = &model_.weights;
    if (section_ == "intercepts") target_ = &model_.intercepts;
  }

  bool number(double value) {
    auto* numbers = std::get_if<std::vector<double>*>(&target_);
    if (!in_array_ || numbers == nullptr) unexpected("a number");
    (*numbers)->push_back(value);
    return true;
  }

  bool in_settings() const { return depth_ == 2 && section_ == "settings"; }
  bool binarize_is_due() const { return in_settings() && field_ == "binarize"; }

  bool set_binarize(double threshold) {
    if (!is_threshold(threshold)) unexpected(fmt::format("the number {}", threshold));
    model_.settings.binarize = threshold;
    return true;
  }

  bool set_name(std::string_view value) {
    ModelSettings& s = model_.settings;
    if (field_ == "cleaning") {
      s.text.cleaning = cleaning_named(value);
    } else if (field_ == "token_pattern") {
      s.text.token_pattern = TokenPattern(value);
    } else if (field_ == "strip_accents") {
      s.text.strip_accents = strip_accents_named(value);
    } else if (field_ == "analyzer") {
      s.text.analyzer = analyzer_named(value);
    } else if (field_ == "label_type") {
      s.label_type = label_type_named(value);
    } else if (field_ == "norm") {
      s.norm = norm_named(value);
    } else if (field_ == "link") {
      s.link = link_named(value);
    } else if (field_ == "tie") {
      s.tie = tie_named(value);
    } else if (field_ == "dtype") {
      s.dtype = dtype_named(value);
    } else {
      unexpected(fmt::format("the string '{}'", printable(value)));
    }
    return true;
  }

  ModelData model_;
  std::set<std::string, std::less<>> seen_;
  std::string section_;
  std::string field_;
  std::size_t depth_ = 0;
  bool in_array_ = false;
  std::variant<std::monostate, std::vector<std::string>*, std::vector<double>*> target_;
};

std::string json_string(std::string_view text) {
  try {
    return json(text).dump();
  } catch (const json::type_error&) {
    throw Error(ErrorKind::format, "JSON can hold only UTF-8", {.piece = std::string(text)});
  }
}

void append_strings(std::string& out, std::string_view key, std::span<const std::string> strings) {
  out += fmt::format(",\n\"{}\": [", key);
  for (std::size_t i = 0; i < strings.size(); ++i) {
    if (i != 0) out += ',';
    out += json_string(strings[i]);
  }
  out += ']';
}

void append_number(std::string& out, DType dtype, double value) {
  if (value == 0.0 && std::signbit(value)) {
    out += "-0.0";  // "-0" would be read back as an integer, which has no sign
  } else if (dtype == DType::f32) {
    fmt::format_to(std::back_inserter(out), "{}", static_cast<float>(value));
  } else {
    fmt::format_to(std::back_inserter(out), "{}", value);
  }
}

void append_numbers(std::string& out, std::string_view key, DType dtype,
                    std::span<const double> values) {
  out += fmt::format(",\n\"{}\": [", key);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) out += ',';
    append_number(out, dtype, values[i]);
  }
  out += ']';
}

std::string settings_text(const ModelSettings& s) {
  return json{{"cleaning", name_of(s.text.cleaning)},
              {"lowercase", s.text.lowercase},
              {"strip_accents", name_of(s.text.strip_accents)},
              {"analyzer", name_of(s.text.analyzer)},
              {"token_pattern", s.text.token_pattern.python()},
              {"ngram_min", s.text.ngram_min},
              {"ngram_max", s.text.ngram_max},
              {"binary", s.binary},
              {"sublinear_tf", s.sublinear_tf},
              {"use_idf", s.use_idf},
              {"norm", name_of(s.norm)},
              {"binarize", s.binarize ? json(*s.binarize) : json(nullptr)},
              {"link", name_of(s.link)},
              {"tie", name_of(s.tie)},
              {"label_type", name_of(s.label_type)},
              {"dtype", name_of(s.dtype)}}
      .dump();
}

}  // namespace

ModelData parse_json_model(std::string_view text) {
  ModelEvents events;
  json::sax_parse(text.begin(), text.end(), &events);
  return events.take();
}

void write_json_model(const ModelData& model, const std::filesystem::path& path) {
  check_values(model);
  std::string out = fmt::format("{{\"format\": \"{}\", \"version\": {},\n\"settings\": {}",
                                kFormatName, kVersion, settings_text(model.settings));
  if (!model.provenance.empty())
    out += fmt::format(",\n\"provenance\": {}", json(model.provenance).dump());
  append_strings(out, "labels", model.labels);
  append_strings(out, "stop_words", model.stop_words);
  append_numbers(out, "intercepts", model.settings.dtype, model.intercepts);
  append_strings(out, "terms", model.terms);
  append_numbers(out, "idf", model.settings.dtype, model.idf);
  append_numbers(out, "weights", model.settings.dtype, model.weights);
  out += "}\n";
  publish_file(path, out);
}

}  // namespace alertsage
