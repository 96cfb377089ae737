// The bench marks a sample whose state it could not prove by an error that begins with "dropped: ".
// Reports once listed each of them as a failed row.
#include "reports/results/rejected_samples.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "reports/results/reader.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage::reports {
namespace {

std::string kept(std::string_view name) {
  return R"({"name": ")" + std::string(name) + R"(/iterations:1/repeats:3", "real_time": 1})";
}

std::string errored(std::string_view name, std::string_view message) {
  return R"({"name": ")" + std::string(name) +
         R"(/iterations:1/repeats:3", "real_time": 0, "error_occurred": true, "error_message": ")" +
         std::string(message) + R"("})";
}

std::string file_of(const std::vector<std::string>& rows) {
  std::string text = R"({"benchmarks": [)";
  for (const std::string& row : rows) text += (text.ends_with('[') ? "" : ",") + row;
  return text + "]}";
}

Note dropped(std::string row, std::string extent, std::string reason, std::string source = "x") {
  return {NoteKind::dropped, std::move(row), std::move(reason), std::move(source),
          std::move(extent)};
}

using Notes = std::vector<Note>;

BOOST_AUTO_TEST_SUITE(rejected_samples)

BOOST_AUTO_TEST_CASE(says_once_a_row_how_many_of_its_samples_were_dropped_and_why) {
  const Document document =
      parse_document(file_of({kept("a"), errored("a", "dropped: 4096 bytes were read"), kept("b"),
                              errored("a", "dropped: 8192 bytes were read"), kept("a"),
                              errored("a", "dropped: 4096 bytes were read"),
                              errored("b", "dropped: pages stayed resident")}),
                     "x");
  BOOST_TEST((document.notes ==
              Notes{dropped("a", "3 of 5 samples", "4096 bytes were read; 8192 bytes were read"),
                    dropped("b", "1 of 2 samples", "pages stayed resident")}));
  BOOST_TEST(find_series(document, "a")->rows.size() == 2U);
}

BOOST_AUTO_TEST_CASE(names_three_reasons_and_counts_the_others) {
  std::vector<std::string> rows;
  for (const std::string reason : {"p", "q", "r", "s", "q"}) {
    rows.push_back(errored("a", "dropped: " + reason));
  }
  BOOST_TEST(parse_document(file_of(rows), "x").notes.at(0).reason == "p; q; r and 1 other reason");
  rows.push_back(errored("a", "dropped: t"));
  BOOST_TEST(parse_document(file_of(rows), "x").notes.at(0).reason ==
             "p; q; r and 2 other reasons");
}

BOOST_AUTO_TEST_CASE(notes_a_row_that_lost_all_its_samples) {
  const Document document = parse_document(file_of({errored("a", "dropped: no proof")}), "x");
  BOOST_TEST(document.series.empty());
  BOOST_TEST((document.notes == Notes{dropped("a", "1 of 1 samples", "no proof")}));
}

BOOST_AUTO_TEST_CASE(takes_no_failure_for_a_dropped_sample) {
  const Document document = parse_document(
      file_of({kept("a"), errored("a", "it was dropped: why"), errored("a", "dropped: late")}),
      "x");
  BOOST_TEST(
      (document.notes == Notes{{NoteKind::failed, "a", "it was dropped: why", "x", "1 of 3 runs"},
                               dropped("a", "1 of 3 samples", "late")}));
}

// A command that fails in each of 300 runs is one line, not 300.
BOOST_AUTO_TEST_CASE(says_once_a_row_how_many_of_its_runs_failed_and_why) {
  std::vector<std::string> rows(30, kept("process/a b/cold"));
  rows.push_back(errored("process/a b/cold", "exited with 1: no such file"));
  rows.push_back(errored("process/a b/cold", "exited with 1: no such file"));
  rows.push_back(errored("process/a b/cold", "killed by signal 9"));
  const Document document = parse_document(file_of(rows), "x");
  BOOST_TEST((document.notes ==
              Notes{{NoteKind::failed, "process/a b/cold",
                     "exited with 1: no such file; killed by signal 9", "x", "3 of 33 runs"}}));
  BOOST_TEST(words_of(document.notes.at(0)) ==
             "3 of 33 runs failed: exited with 1: no such file; killed by signal 9");
}

BOOST_AUTO_TEST_CASE(takes_a_benchmark_that_failed_as_a_whole_as_that) {
  const Document document = parse_document(file_of({errored("a", "no such model")}), "x");
  BOOST_TEST((document.notes == Notes{{NoteKind::failed, "a", "no such model", "x"}}));
  BOOST_TEST(words_of(document.notes.at(0)) == "failed: no such model");
}

BOOST_AUTO_TEST_CASE(counts_over_all_files) {
  const testing::TemporaryDirectory directory;
  const auto first = directory / "1.json";
  const auto second = directory / "2.json";
  std::ofstream(first) << file_of({kept("a"), errored("a", "dropped: p")});
  std::ofstream(second) << file_of({errored("a", "dropped: q"), kept("a"), kept("a")});
  const Document document = read_documents(std::vector{first, second});
  BOOST_TEST(document.rejected.at(1).source == 1U);
  BOOST_TEST((document.notes == Notes{dropped("a", "2 of 5 samples", "p; q", first.native())}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
