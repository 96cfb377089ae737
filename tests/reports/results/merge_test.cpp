#include "reports/results/merge.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "reports/results/reader.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirst = R"({"context": {"host_name": "h", "date": "1", "a": "x"},
    "benchmarks": [{"name": "load", "real_time": 2, "sequence": 1},
                   {"name": "load", "real_time": 1, "sequence": 0}],
    "leaktest": []})";
constexpr std::string_view kSecond = R"({"context": {"host_name": "g", "date": "2", "b": "y"},
    "benchmarks": [{"name": "load", "real_time": 3, "sequence": 0},
                   {"name": "read", "real_time": 9}]})";

Document merged() {
  return merge({parse_document(kFirst, "first.json"), parse_document(kSecond, "second.json")});
}

fs::path file(const testing::TemporaryDirectory& directory, std::string_view name,
              std::string_view text) {
  std::ofstream(directory / name) << text;
  return directory / name;
}

BOOST_AUTO_TEST_SUITE(merge_documents)

BOOST_AUTO_TEST_CASE(appends_rows_as_later_repetitions) {
  const Document document = merged();
  BOOST_REQUIRE(document.series.size() == 2U);
  const Series& load = document.series[0];
  BOOST_REQUIRE(load.rows.size() == 3U);
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(load.rows[i].real_time_ns == double(i + 1));
  BOOST_TEST(load.rows[2].source == 1U);
  BOOST_TEST(load.rows[2].repetition_index == 2);
  BOOST_TEST(document.series[1].name == "read");
  BOOST_TEST(document.series[1].rows[0].source == 1U);
  BOOST_TEST(document.sources == (std::vector<std::string>{"first.json", "second.json"}));
  BOOST_TEST(document.dates == (std::vector<std::string>{"1", "2"}));
}

BOOST_AUTO_TEST_CASE(notes_what_the_contexts_disagree_about) {
  const Document document = merged();
  BOOST_TEST(context_value(document, "host_name") == "h");
  BOOST_TEST(context_value(document, "a") == "x");
  BOOST_TEST(context_value(document, "b") == "y");
  BOOST_REQUIRE(document.notes.size() == 1U);  // a date is expected to differ
  const Note expected = {NoteKind::context_differs, "host_name", "'g' here, 'h' in first.json",
                         "second.json"};
  BOOST_TEST((document.notes[0] == expected));
}

BOOST_AUTO_TEST_CASE(leaves_one_document_as_it_is) {
  const Document document = parse_document(kFirst, "first.json");
  BOOST_TEST((merge({document}) == document));
}

BOOST_AUTO_TEST_CASE(reads_several_files_as_one) {
  const testing::TemporaryDirectory directory;
  const std::vector<fs::path> paths = {file(directory, "first.json", kFirst),
                                       file(directory, "second.json", kSecond)};
  BOOST_TEST(read_documents(paths).series.at(0).rows.size() == 3U);
}

BOOST_AUTO_TEST_CASE(refuses_to_count_a_document_twice) {
  const testing::TemporaryDirectory directory;
  const std::vector<fs::path> paths = {file(directory, "a.json", kFirst),
                                       file(directory, "copy.json", kFirst)};
  BOOST_CHECK_EXCEPTION(read_documents(paths), Error, [&](const Error& error) {
    return error.kind() == ErrorKind::usage && error.place().file == paths[1].native();
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
