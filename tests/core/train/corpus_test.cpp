#define BOOST_TEST_MODULE corpus
#include "core/train/corpus.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "core/base/error.hpp"
#include "core/train/incident_generator.hpp"

using namespace alertsage;

namespace {

// A directory with one corpus file, gone with the test.
struct CorpusFile {
  explicit CorpusFile(std::string_view content) {
    std::string name =
        (std::filesystem::temp_directory_path() / "alertsage-corpus-XXXXXX").string();
    BOOST_TEST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    directory = name;
    path = directory / "corpus.jsonl";
    std::ofstream(path, std::ios::binary) << content;
  }
  ~CorpusFile() { std::filesystem::remove_all(directory); }

  std::filesystem::path directory;
  std::filesystem::path path;
};

std::string refusal_of(std::string_view content, const CorpusFields& fields = {}) {
  const CorpusFile file(content);
  try {
    read_corpus(file.path, fields);
  } catch (const Error& error) {
    BOOST_TEST((error.kind() == ErrorKind::format));
    BOOST_TEST(error.place().file == file.path.native());
    return error.cause();
  }
  return "read";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(corpus_suite)

BOOST_AUTO_TEST_CASE(reads_text_and_label_of_each_record_and_skips_blank_lines) {
  const CorpusFile file(
      "{\"text\": \"port scan\", \"label\": \"network\", \"id\": 7}\n"
      "\n  \r\n"
      "{\"label\": \"mail\", \"text\": \"a \\\"link\\\" \\u00fc\"}");
  const auto corpus = read_corpus(file.path, {});
  BOOST_TEST_REQUIRE(corpus.size() == 2u);
  BOOST_TEST(corpus[0].text == "port scan");
  BOOST_TEST(corpus[0].label == "network");
  BOOST_TEST(corpus[1].text == "a \"link\" \xC3\xBC");
  BOOST_TEST(corpus[1].label == "mail");
}

BOOST_AUTO_TEST_CASE(reads_the_fields_it_is_told) {
  const CorpusFile file("{\"narrative\": \"t\", \"event_type\": \"l\", \"text\": 3}\n");
  const auto corpus = read_corpus(file.path, {.text = "narrative", .label = "event_type"});
  BOOST_TEST_REQUIRE(corpus.size() == 1u);
  BOOST_TEST(corpus[0].text == "t");
  BOOST_TEST(corpus[0].label == "l");
}

BOOST_AUTO_TEST_CASE(refuses_a_bad_record_with_its_line_and_cause) {
  const std::string good = "{\"text\": \"a\", \"label\": \"b\"}\n";
  struct Row {
    std::string record;
    std::string cause;
  };
  const Row rows[] = {
      {"{\"text\": \"a\", \"label\": ", "is not a JSON object"},
      {"plain text", "is not a JSON object"},
      {"[1]", "is not a JSON object"},
      {"{\"text\": \"\xff\", \"label\": \"b\"}", "is not a JSON object"},
      {"{\"label\": \"b\"}", "has no field 'text'"},
      {"{\"text\": \"a\"}", "has no field 'label'"},
      {"{\"text\": \"a\", \"label\": 3}", "has a number in field 'label', not a string"},
      {"{\"text\": null, \"label\": \"b\"}", "has a null in field 'text', not a string"},
      {"{\"text\": \"a\", \"label\": \"\"}", "has an empty label"},
  };
  for (const Row& row : rows) {
    BOOST_TEST(refusal_of(good + "\n" + row.record + "\n" + good) == "line 3 " + row.cause);
  }
}

BOOST_AUTO_TEST_CASE(refuses_a_file_without_a_record) {
  BOOST_TEST(refusal_of("") == "holds no record to learn from");
  BOOST_TEST(refusal_of("\n \n") == "holds no record to learn from");
}

BOOST_AUTO_TEST_CASE(refuses_a_file_that_is_not_there) {
  BOOST_CHECK_EXCEPTION(read_corpus("/nonexistent/corpus.jsonl", {}), Error, [](const Error& e) {
    return e.kind() == ErrorKind::not_found && e.place().file == "/nonexistent/corpus.jsonl";
  });
}

BOOST_AUTO_TEST_CASE(a_generated_corpus_reads_back_from_its_json_lines) {
  std::string lines;
  IncidentGenerator generator(9);
  for (int i = 0; i < 200; ++i) lines += json_line(generator.next());
  const CorpusFile file(lines);
  const auto read = read_corpus(file.path, {});
  const auto generated = generate_corpus(200, 9);
  BOOST_TEST_REQUIRE(read.size() == generated.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    BOOST_TEST(read[i].text == generated[i].text);
    BOOST_TEST(read[i].label == generated[i].label);
  }
}

BOOST_AUTO_TEST_SUITE_END()
