#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <list>
#include <optional>

#include "core/base/located.hpp"
#include "core/base/memory.hpp"
#include "core/base/numbers.hpp"
#include "core/format/decompress.hpp"
#include "core/format/joblib.hpp"
#include "core/format/joblib_document.hpp"
#include "core/format/sklearn_fields.hpp"
#include "core/format/sklearn_model.hpp"
#include "core/format/sklearn_parts.hpp"

namespace alertsage {
namespace {

// A file's bytes and what is in them. They are read, not mapped: joblib.dump truncates a file that
// is there and writes it again, and would take a mapping away.
class JoblibFile {
 public:
  JoblibFile(const std::filesystem::path& path, const DecompressLimits& limits)
      : path_(path),
        contents_(in_file(path, [&] { return contents_of(read_whole_file(path), limits); })),
        document_(in_file(place(), [&] {
          return JoblibDocument(contents_.bytes.bytes(), contents_.file_bytes);
        })) {}

  const std::filesystem::path& path() const { return path_; }
  const JoblibDocument& document() const { return document_; }

  // For errors: offsets in a compressed file are those of what is in it.
  std::filesystem::path place() const {
    if (contents_.container == Container::raw) return path_;
    return path_.native() + fmt::format(" ({}, decompressed)", name_of(contents_.container));
  }

  JoblibFileFacts facts() const {
    const bool raw = contents_.container == Container::raw;
    return {.path = path_,
            .bytes = contents_.file_bytes,
            .contents = {},
            .sklearn_version = {},
            .compression = std::string(raw ? "" : name_of(contents_.container))};
  }

 private:
  struct Contents {
    PageBuffer bytes;
    Container container;
    std::uint64_t file_bytes;
  };

  static Contents contents_of(PageBuffer file, const DecompressLimits& limits) {
    const Container container = container_of(file.bytes());
    const std::uint64_t size = file.bytes().size();
    if (container == Container::raw) return {std::move(file), container, size};
    return {decompress(file.bytes(), container, limits), container, size};
  }

  std::filesystem::path path_;
  Contents contents_;
  JoblibDocument document_;
};

// Files do not move: their documents are pointed to.
using JoblibFiles = std::list<JoblibFile>;

const JoblibFile& file_of(const JoblibFiles& files, const sklearn::Part& part) {
  return *std::find_if(files.begin(), files.end(),
                       [&](const JoblibFile& file) { return &file.document() == part.document; });
}

// "a.joblib, b.joblib", for errors that are of no single one.
std::string names_of(const JoblibFiles& files) {
  std::vector<std::string> names;
  for (const JoblibFile& file : files) names.push_back(file.path().native());
  return fmt::format("{}", fmt::join(names, ", "));
}

// The .joblib files beside `path`, sorted. Only errors ask for them, so a few have to do, and none
// that would fill the memory.
std::vector<std::filesystem::path> files_beside(const std::filesystem::path& path) {
  constexpr std::size_t kMostFiles = 16;
  constexpr std::uintmax_t kMostBytes = std::uintmax_t{1} << 26;
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  std::filesystem::directory_iterator at(path.has_parent_path() ? path.parent_path() : ".",
                                         failure);
  for (; !failure && at != std::filesystem::directory_iterator(); at.increment(failure)) {
    std::error_code unknown;  // then its size is the largest number
    const bool is_candidate =
        at->path().extension() == ".joblib" && at->file_size(unknown) <= kMostBytes;
    if (is_candidate) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  files.resize(std::min(files.size(), kMostFiles));
  return files;
}

// A file beside `path` with a classifier of as many features as the vectorizer gives, or with a
// vectorizer of as many as the classifier wants: "; fits.joblib has a classifier that fits". What
// cannot be read does not fit.
std::string fitting_part_beside(const std::filesystem::path& path, std::uint64_t features,
                                std::uint64_t terms) {
  std::string vectorizer;
  for (const std::filesystem::path& file : files_beside(path)) {
    const std::string name = printable(file.filename().native());
    try {
      const JoblibFile candidate(file, {});
      sklearn::Parts parts;
      sklearn::collect_parts(candidate.document(), parts);
      if (parts.classifier && sklearn::features_of(*parts.classifier) == terms) {
        return fmt::format("; {} has a classifier that fits", name);
      }
      if (vectorizer.empty() && parts.vectorizer &&
          sklearn::terms_of(*parts.vectorizer) == features) {
        vectorizer = fmt::format("; {} has a vectorizer that fits", name);
      }
    } catch (const Error&) {
      continue;
    }
  }
  return vectorizer;
}

void check_features(const JoblibFile& classifier, std::uint64_t features, std::uint64_t terms) {
  if (features == terms) return;
  throw Error(ErrorKind::mismatch,
              fmt::format("the classifier wants {} features, the vectorizer gives {}{}",
                          with_commas(features), with_commas(terms),
                          fitting_part_beside(classifier.path(), features, terms)),
              {.file = classifier.path().native()});
}

sklearn::Parts parts_of(const JoblibFiles& files) {
  sklearn::Parts parts;
  for (const JoblibFile& file : files) {
    in_file(file.place(), [&] { sklearn::collect_parts(file.document(), parts); });
  }
  return parts;
}

// The parts one after the other, each with errors that name its file.
sklearn::Model read_model(const JoblibFiles& files, const sklearn::Parts& parts) {
  in_file(names_of(files), [&] { sklearn::check_complete(parts); });
  const JoblibFile& classifier = file_of(files, *parts.classifier);
  sklearn::Model model;
  in_file(file_of(files, *parts.vectorizer).place(), [&] { read_vectorizer(parts, model); });
  const JoblibFile& weighting = file_of(files, parts.transformer.value_or(*parts.vectorizer));
  in_file(weighting.place(), [&] { read_weighting(parts, model); });
  in_file(classifier.place(), [&] { read_classifier(parts, model); });
  const JoblibFile& encoder = file_of(files, parts.label_encoder.value_or(*parts.classifier));
  in_file(encoder.place(), [&] { read_label_encoder(parts, model); });
  check_features(classifier, model.classifier.features, model.vectorizer.terms.size());
  return model;
}

void add_contents(JoblibFileFacts& facts, std::string_view name, std::string_view version) {
  if (!facts.contents.empty()) facts.contents += ", ";
  facts.contents += name;
  if (facts.sklearn_version.empty()) facts.sklearn_version = version;
}

std::vector<JoblibFileFacts> facts_of(const JoblibFiles& files, const sklearn::Parts& parts,
                                      const sklearn::Model& model) {
  std::vector<JoblibFileFacts> all;
  for (const JoblibFile& file : files) {
    JoblibFileFacts& facts = all.emplace_back(file.facts());
    const auto holds = [&](const std::optional<sklearn::Part>& part) {
      return part && part->document == &file.document();
    };
    if (holds(parts.vectorizer)) {
      add_contents(facts, model.vectorizer.name, model.vectorizer.version);
    }
    if (holds(parts.transformer)) {
      add_contents(facts, sklearn::kTransformerName, model.weighting.version);
    }
    if (holds(parts.classifier)) {
      add_contents(facts, model.classifier.name, model.classifier.version);
    }
    if (holds(parts.label_encoder)) {
      const sklearn::Fields encoder(parts.label_encoder->value);
      add_contents(facts, encoder.estimator(), encoder.version());
    }
  }
  return all;
}

}  // namespace

JoblibImport read_joblib(std::span<const std::filesystem::path> paths,
                         const JoblibOptions& options) {
  if (paths.empty() || paths.size() > kMostJoblibFiles) {
    throw Error(ErrorKind::usage, fmt::format("a model is 1 to {} files", kMostJoblibFiles));
  }
  DecompressLimits limits;
  limits.free_bytes = options.max_decompressed_bytes.value_or(limits.free_bytes);
  JoblibFiles files;
  for (const std::filesystem::path& path : paths) files.emplace_back(path, limits);
  const sklearn::Parts parts = parts_of(files);
  sklearn::Model model = read_model(files, parts);
  JoblibImport result = {.model = {},
                         .read = facts_of(files, parts, model),
                         .dropped = {},
                         .warnings = sklearn::warnings_of(model)};
  if (!model.vectorizer.dropped.empty()) result.dropped.push_back(model.vectorizer.dropped);
  result.model = sklearn::assemble(std::move(model));
  in_file(names_of(files), [&] { check_values(result.model); });
  return result;
}

ModelData parse_joblib(Bytes file) {
  const Container container = container_of(file);
  PageBuffer decompressed(0);
  if (container != Container::raw) decompressed = decompress(file, container);
  const JoblibDocument document(container == Container::raw ? file : decompressed.bytes(),
                                file.size());
  sklearn::Parts parts;
  sklearn::collect_parts(document, parts);
  sklearn::check_complete(parts);
  sklearn::Model model;
  read_vectorizer(parts, model);
  read_weighting(parts, model);
  read_classifier(parts, model);
  read_label_encoder(parts, model);
  ModelData data = sklearn::assemble(std::move(model));
  check_values(data);
  return data;
}

}  // namespace alertsage
