#include "core/train/corpus.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/line_reader.hpp"
#include "core/train/incident_generator.hpp"

namespace alertsage {
namespace {

class CorpusReader {
 public:
  CorpusReader(const std::filesystem::path& path, const CorpusFields& fields)
      : lines_(path), fields_(fields) {}

  std::vector<LabelledText> read() {
    std::vector<LabelledText> corpus;
    while (lines_.next(line_)) {
      if (line_.find_first_not_of(" \t\r") != std::string::npos) corpus.push_back(parse_line());
    }
    if (corpus.empty()) {
      throw Error(ErrorKind::format, "holds no record to learn from", {.file = lines_.name()});
    }
    return corpus;
  }

 private:
  LabelledText parse_line() const {
    const auto record = nlohmann::json::parse(line_, nullptr, /*allow_exceptions=*/false);
    if (!record.is_object()) refuse("is not a JSON object");
    LabelledText result{.text = string_in(record, fields_.text),
                        .label = string_in(record, fields_.label)};
    if (result.label.empty()) refuse("has an empty label");
    return result;
  }

  std::string string_in(const nlohmann::json& record, const std::string& field) const {
    const auto value = record.find(field);
    if (value == record.end()) refuse(fmt::format("has no field '{}'", printable(field)));
    if (!value->is_string()) {
      refuse(fmt::format("has a {} in field '{}', not a string", value->type_name(),
                         printable(field)));
    }
    return value->get<std::string>();
  }

  [[noreturn]] void refuse(std::string_view cause) const {
    throw Error(ErrorKind::format, fmt::format("line {} {}", lines_.line_number(), cause),
                {.file = lines_.name(), .piece = line_});
  }

  LineReader lines_;
  const CorpusFields& fields_;
  std::string line_;
};

}  // namespace

std::vector<LabelledText> read_corpus(const std::filesystem::path& path,
                                      const CorpusFields& fields) {
  return CorpusReader(path, fields).read();
}

std::vector<LabelledText> generate_corpus(std::size_t count, std::uint64_t seed) {
  std::vector<LabelledText> corpus;
  corpus.reserve(count);
  IncidentGenerator generator(seed);
  for (std::size_t i = 0; i < count; ++i) {
    Incident incident = generator.next();
    corpus.push_back({.text = std::move(incident.text), .label = std::string(incident.label)});
  }
  return corpus;
}

}  // namespace alertsage
