#include "reports/results/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "reports/results/hyperfine.hpp"
#include "reports/results/json.hpp"
#include "reports/results/leak_reader.hpp"
#include "reports/results/merge.hpp"
#include "reports/results/rejected_samples.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/row_reader.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kLibrarySchema = "json_schema_version";
constexpr std::string_view kLibraryDate = "date";

// Numbers and lists keep the text that they have in the file: a report prints them and no more.
void read_context(const JsonValue* context, const std::string& source, Document& document) {
  if (context == nullptr || context->object() == nullptr) return;
  for (const JsonMember& member : *context->object()) {
    if (!member.value.complete) continue;
    const std::string* string = member.value.string();
    std::string text = string != nullptr ? *string : std::string(member.value.text);
    const auto [entry, is_new] = document.context.emplace(member.key, text);
    if (!is_new) {
      document.notes.push_back({NoteKind::shadowed, member.key,
                                fmt::format("a second value, '{}', was not read", text), source});
    }
  }
}

void refuse_other_schemas(const Document& document) {
  const auto refuse = [&](std::string_view key, std::string_view version) {
    const std::string_view value = context_value(document, key);
    if (!value.empty() && value != version) {
      throw Error(ErrorKind::unsupported, fmt::format("{} is not {}", key, version),
                  {.piece = std::string(value)});
    }
  };
  refuse(kLibrarySchema, "1");
  refuse(context::kSchema, kSchemaVersion);
}

// What the instruments say about rows that they did not run.
void note_what_was_left_out(const std::string& source, Document& document) {
  constexpr std::string_view kPrefix = context::kLeftOutPrefix;
  for (const auto& [key, value] : document.context) {
    if (!key.starts_with(kPrefix)) continue;
    document.notes.push_back({NoteKind::left_out, key.substr(kPrefix.size()), value, source});
  }
}

// A label may say of each repetition what it found. Two benchmarks of one name and other labels
// have their first repetition each; where none stands twice, all are of one benchmark.
void drop_labels_of_repetitions(std::vector<NamedRow>& rows) {
  struct Run {
    std::set<std::string> labels = {};
    std::set<std::int64_t> repetitions = {};
    bool is_one_benchmark = true;
  };
  std::map<std::string, Run> runs;
  for (const NamedRow& row : rows) {
    Run& run = runs[row.run_name];
    run.labels.insert(row.label);
    const bool is_new =
        row.repetition_index && run.repetitions.insert(*row.repetition_index).second;
    if (!is_new) run.is_one_benchmark = false;
  }
  for (NamedRow& row : rows) {
    const Run& run = runs.at(row.run_name);
    if (run.is_one_benchmark && run.labels.size() > 1) row.label.clear();
  }
}

void read_rows(const JsonValue* elements, Document& document) {
  if (elements == nullptr || elements->array() == nullptr) return;
  const RowReader reader(*elements->array(), document);
  std::vector<NamedRow> rows;
  for (const JsonValue& element : *elements->array()) {
    if (auto row = reader.read(element)) rows.push_back(*std::move(row));
  }
  drop_labels_of_repetitions(rows);
  std::map<std::pair<std::string, std::string>, std::size_t> index;
  for (NamedRow& named : rows) {
    const auto [entry, is_new] =
        index.emplace(std::pair(named.run_name, named.label), document.series.size());
    if (is_new) {
      document.series.push_back({.run_name = std::move(named.run_name),
                                 .label = std::move(named.label),
                                 .threads = named.threads});
    }
    std::vector<Row>& series = document.series[entry->second].rows;
    named.row.repetition_index =
        named.repetition_index.value_or(static_cast<std::int64_t>(series.size()));
    series.push_back(std::move(named.row));
  }
}

void read_leaks(const JsonValue* sections, const std::string& source, Document& document) {
  if (sections == nullptr || sections->array() == nullptr) return;
  for (const JsonValue& element : *sections->array()) {
    if (element.complete) {
      document.leaks.push_back(read_leak_section(element));
    } else {
      document.notes.push_back(
          {NoteKind::truncated, "leaktest", "the file ends inside a leak section", source});
    }
  }
}

// What is no JSON at all gets an answer to what it should have been, and not to its first byte.
void refuse_what_is_no_json(std::string_view text) {
  constexpr std::string_view kSpaceAndByteOrderMark = " \t\r\n\xEF\xBB\xBF";
  const std::size_t begin = text.find_first_not_of(kSpaceAndByteOrderMark);
  if (begin == std::string_view::npos || text[begin] == '{' || text[begin] == '[') return;
  throw Error(ErrorKind::format,
              "this is no result document, which is JSON: alertsage-bench -o, "
              "--benchmark_out_format=json or hyperfine --export-json write one",
              {.offset = begin, .piece = std::string(text.substr(begin, 20))});
}

// Without notes on rejected samples: how many of how many is known once all files are read.
Document parse_file(std::string_view text, std::string_view source) try {
  refuse_what_is_no_json(text);
  const JsonValue root = parse_json(text);
  const JsonValue* rows = root.find("benchmarks");
  const JsonValue* leaks = root.find("leaktest");
  const JsonValue* hyperfine = find_hyperfine_results(root);
  if (rows == nullptr && leaks == nullptr && hyperfine == nullptr) {
    throw Error(ErrorKind::format,
                root.complete
                    ? "no result document: neither 'benchmarks' nor 'leaktest' in it, nor "
                      "results of hyperfine"
                    : "the file ends before its first row");
  }
  Document document;
  const std::string& name = document.sources.emplace_back(source);
  read_context(root.find("context"), name, document);
  document.dates.emplace_back(context_value(document, kLibraryDate));
  refuse_other_schemas(document);
  note_what_was_left_out(name, document);
  read_rows(rows, document);
  read_leaks(leaks, name, document);
  if (hyperfine != nullptr) read_hyperfine_results(*hyperfine, document);
  if (!root.complete) {
    document.notes.push_back({NoteKind::truncated, {}, "the file ends in the middle", name});
  }
  put_in_order(document);
  return document;
} catch (const Error& error) {
  throw error.in_file(source);
}

}  // namespace

Document parse_document(std::string_view text, std::string_view source) {
  Document document = parse_file(text, source);
  note_rejected_samples(document);
  return document;
}

Document read_document(const std::filesystem::path& path) {
  return parse_document(read_text_file(path), path.native());
}

Document read_documents(std::span<const std::filesystem::path> paths) {
  std::set<std::string> seen;
  std::vector<Document> documents;
  for (const std::filesystem::path& path : paths) {
    const std::string text = read_text_file(path);
    const Bytes bytes = as_bytes(text);
    if (!seen.insert(content_id({&bytes, 1})).second) {
      throw Error(ErrorKind::usage, "this document was given twice", {.file = path.native()});
    }
    documents.push_back(parse_file(text, path.native()));
  }
  Document merged = merge(std::move(documents));
  note_rejected_samples(merged);
  return merged;
}

}  // namespace alertsage::reports
