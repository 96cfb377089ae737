#include "reports/results/reader.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/error.hpp"

namespace alertsage::reports {
namespace {

namespace fs = std::filesystem;

fs::path fixture(std::string_view name) {
  return fs::path(RESULT_FIXTURES) / name;
}

std::string with_rows(std::string_view rows) {
  return R"({"context": {}, "benchmarks": [)" + std::string(rows) + "]}";
}

std::map<std::string, std::string> notes_of(const Document& document, NoteKind kind) {
  std::map<std::string, std::string> notes;
  for (const Note& note : document.notes) {
    if (note.kind == kind) notes[note.subject] = note.reason;
  }
  return notes;
}

std::size_t rows_in(const Document& document) {
  std::size_t rows = 0;
  for (const Series& series : document.series) rows += series.rows.size();
  return rows;
}

using Notes = std::map<std::string, std::string>;

BOOST_AUTO_TEST_SUITE(reader)

BOOST_AUTO_TEST_CASE(reads_rows_of_todays_schema) {
  const Document document = read_document(fixture("library-1.8-rows.json"));
  BOOST_REQUIRE(document.series.size() == 1U);
  const Series& series = document.series.front();
  BOOST_TEST(series.name == "BM_Load");
  BOOST_TEST(series.run_name == "BM_Load/iterations:1/repeats:2/manual_time");
  BOOST_TEST(series.threads == 1);
  BOOST_REQUIRE(series.rows.size() == 2U);
  BOOST_TEST(series.rows[0].real_time_ns == 47'000);
  BOOST_TEST(series.rows[1].real_time_ns == 49'000);
  BOOST_TEST(*series.rows[0].cpu_time_ns == 50'000);
  BOOST_TEST(series.rows[1].repetition_index == 1);
  BOOST_TEST(real_times(series)->median() == 48'000);
  BOOST_TEST(counter_values(series, "peak_rss_bytes")->max() == 1.3e7);
}

BOOST_AUTO_TEST_CASE(keeps_counters_that_are_not_finite_and_makes_no_sample_of_them) {
  const Document document = read_document(fixture("library-1.8-rows.json"));
  const Series& series = document.series.front();
  const auto& counters = series.rows.front().counters;
  BOOST_TEST(counters.at("rate") == INFINITY);
  BOOST_TEST(counters.at("drop") == -INFINITY);
  BOOST_TEST(std::isnan(counters.at("share")));
  BOOST_TEST(!counter_values(series, "rate"));
  BOOST_TEST(counters.size() == 4U);
}

BOOST_AUTO_TEST_CASE(leaves_no_row_out_without_a_note) {
  const Document document = read_document(fixture("library-1.8-rows.json"));
  BOOST_TEST((notes_of(document, NoteKind::aggregate) == Notes{{"BM_Load", "cv"}}));
  BOOST_TEST((notes_of(document, NoteKind::failed) == Notes{{"BM_Fails", "no such model"}}));
  BOOST_TEST((notes_of(document, NoteKind::skipped) == Notes{{"BM_Skips", "no json form"}}));
  BOOST_TEST(
      (notes_of(document, NoteKind::unusable) ==
       Notes{{"BM_Untimed", "real_time is NaN"}, {"BM_Fortnights", "time_unit is \"fortnight\""}}));
  BOOST_TEST((notes_of(document, NoteKind::shadowed) ==
              Notes{{"BM_Load", "a second 'real_time', 99, was not read"}}));
  BOOST_TEST(document.notes.size() == 6U);
  for (const Note& note : document.notes) {
    BOOST_TEST(note.source == fixture("library-1.8-rows.json").native());
  }
}

BOOST_AUTO_TEST_CASE(reads_the_context_as_text) {
  const Document document = read_document(fixture("library-1.8-rows.json"));
  BOOST_TEST(context_value(document, "host_name") == "runner");
  BOOST_TEST(context_value(document, "num_cpus") == "2");
  BOOST_TEST(context_value(document, "cpu_scaling_enabled") == "false");
  BOOST_TEST(context_value(document, "load_avg") == "[0.52,0.58,0.59]");
  BOOST_TEST(context_value(document, "no such key") == "");
}

BOOST_AUTO_TEST_CASE(reads_rows_from_before_the_schema_had_run_types) {
  const Document document = read_document(fixture("library-1.0.json"));
  BOOST_REQUIRE(document.series.size() == 2U);
  const Series& load = document.series[0];
  BOOST_TEST(load.name == "BM_Load/8");
  BOOST_TEST(load.label == "warm");
  BOOST_REQUIRE(load.rows.size() == 2U);
  BOOST_TEST(load.rows[1].repetition_index == 1);
  BOOST_TEST(load.rows[1].real_time_ns == 1'700'000);
  BOOST_TEST(load.rows[1].counters.at("bytes_per_second") == 5e8);
  // A benchmark of that name, not a mean: nothing stands beside it that it could be the mean of.
  BOOST_TEST(document.series[1].name == "BM_Read_mean");
  BOOST_TEST(document.series[1].rows[0].real_time_ns == 2);
  BOOST_TEST(document.notes.size() == 4U);
  BOOST_TEST(notes_of(document, NoteKind::aggregate).at("BM_Sort_BigO") == "a complexity fit");
}

BOOST_AUTO_TEST_CASE(takes_an_old_mean_for_one_where_its_samples_stand_beside_it) {
  const Document document =
      parse_document(with_rows(R"({"name": "a", "real_time": 1}, {"name": "a_mean", "real_time": 1},
                   {"name": "b_mean", "real_time": 1},
                   {"name": "c", "real_time": 1, "run_type": "iteration"},
                   {"name": "c_mean", "real_time": 1, "run_type": "iteration"})"),
                     "x");
  BOOST_TEST(find_series(document, "a_mean") == nullptr);
  BOOST_TEST(find_series(document, "b_mean") != nullptr);
  BOOST_TEST(find_series(document, "c_mean") != nullptr);
}

BOOST_AUTO_TEST_CASE(finds_no_samples_among_aggregates_alone) {
  const Document document = read_document(fixture("library-1.4-aggregates-only.json"));
  BOOST_TEST(document.series.empty());
  BOOST_TEST(notes_of(document, NoteKind::aggregate).size() == 3U);
}

BOOST_AUTO_TEST_CASE(finds_no_times_in_a_list_of_benchmarks) {
  const Document document = read_document(fixture("list-tests.json"));
  BOOST_TEST(document.series.empty());
  BOOST_TEST((notes_of(document, NoteKind::unusable) ==
              Notes{{"BM_Load", "no real_time"}, {"BM_Read", "no real_time"}}));
}

BOOST_AUTO_TEST_CASE(normalises_units) {
  const struct {
    std::string unit;
    double nanoseconds;
  } rows[] = {{R"(, "time_unit": "ns")", 2.5},
              {R"(, "time_unit": "us")", 2500},
              {R"(, "time_unit": "ms")", 2.5e6},
              {R"(, "time_unit": "s")", 2.5e9},
              {"", 2.5}};
  for (const auto& row : rows) {
    const Document document =
        parse_document(with_rows(R"({"name": "a", "real_time": 2.5)" + row.unit + "}"), "x");
    BOOST_TEST(document.series.at(0).rows.at(0).real_time_ns == row.nanoseconds);
    BOOST_TEST(!document.series.at(0).rows.at(0).cpu_time_ns);
  }
}

BOOST_AUTO_TEST_CASE(refuses_rows_whose_time_is_none) {
  for (const std::string time : {"NaN", "Infinity", "null", "-1", "\"5\"", "[]"}) {
    const Document document =
        parse_document(with_rows(R"({"name": "a", "real_time": )" + time + "}"), "x");
    BOOST_TEST(document.series.empty());
    BOOST_TEST(notes_of(document, NoteKind::unusable).at("a") == "real_time is " + time);
  }
  BOOST_TEST(parse_document(with_rows("7, {}, []"), "x").notes.size() == 3U);
}

BOOST_AUTO_TEST_CASE(keeps_a_row_without_a_usable_cpu_time) {
  for (const std::string time : {"NaN", "Infinity", "-Infinity", "null", "-1", "\"5\""}) {
    const Document document = parse_document(
        with_rows(R"({"name": "a", "real_time": 1, "cpu_time": )" + time + "}"), "x");
    BOOST_TEST(document.series.at(0).rows.at(0).real_time_ns == 1);
    BOOST_TEST(!document.series[0].rows[0].cpu_time_ns);
  }
}

// As the library writes them: with times, which are zeros, and in the middle of the repetitions.
BOOST_AUTO_TEST_CASE(makes_no_sample_of_a_repetition_that_was_skipped_or_failed) {
  const auto row = [](const std::string& time, const std::string& more) {
    return R"({"name": "a", "run_name": "a", "run_type": "iteration", "repetitions": 4, )" + more +
           R"("iterations": 1, "real_time": )" + time + R"(, "cpu_time": 0, "time_unit": "ns"})";
  };
  const Document document = parse_document(
      with_rows(row("5", "") + "," +
                row("0", R"("error_occurred": true, "error_message": "no memory", )") + "," +
                row("0", R"("skipped": true, "skip_message": "too old", )") + "," + row("7", "")),
      "x");
  BOOST_TEST(rows_in(document) == 2U);
  BOOST_TEST(real_times(document.series.at(0))->min() == 5);
  BOOST_TEST((notes_of(document, NoteKind::failed) == Notes{{"a", "no memory"}}));
  BOOST_TEST((notes_of(document, NoteKind::skipped) == Notes{{"a", "too old"}}));
}

BOOST_AUTO_TEST_CASE(tells_series_apart_by_label_and_by_threads) {
  const Document document = parse_document(with_rows(R"(
      {"name": "a/threads:1", "real_time": 1, "threads": 1},
      {"name": "a/threads:2", "real_time": 2, "threads": 2},
      {"name": "b/iterations:1", "real_time": 3},
      {"name": "b/iterations:2", "real_time": 4},
      {"name": "c/iterations:1", "real_time": 5, "label": "x"},
      {"name": "c/iterations:1", "real_time": 6, "label": "y"})"),
                                           "x");
  const std::vector<std::string> names = {"a/threads:1",        "a/threads:2",
                                          "b/iterations:1",     "b/iterations:2",
                                          "c/iterations:1 (x)", "c/iterations:1 (y)"};
  BOOST_REQUIRE(document.series.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) BOOST_TEST(document.series[i].name == names[i]);
  BOOST_TEST(find_series(document, "a/threads:2")->threads == 2);
  BOOST_TEST(find_series(document, "c") == nullptr);
}

BOOST_AUTO_TEST_CASE(puts_rows_in_the_order_in_which_they_were_measured) {
  const std::string rows = R"({"name": "a", "real_time": 30, "sequence": 7},
                              {"name": "a", "real_time": 10, "sequence": 2},
                              {"name": "a", "real_time": 20, "sequence": 4})";
  const auto order = [](const Document& document) {
    std::vector<double> times;
    for (const Row& row : document.series.at(0).rows) times.push_back(row.real_time_ns);
    return times;
  };
  BOOST_TEST(order(parse_document(with_rows(rows), "x")) == (std::vector<double>{10, 20, 30}));
  const std::string one_without = rows + R"(, {"name": "a", "real_time": 5})";
  BOOST_TEST(order(parse_document(with_rows(one_without), "x")) ==
             (std::vector<double>{30, 10, 20, 5}));
}

BOOST_AUTO_TEST_CASE(takes_the_complete_rows_of_a_file_that_ends_anywhere) {
  const std::string text = R"({"context": {"host_name": "h"}, "benchmarks": [
      {"name": "a", "real_time": 1}, {"name": "a", "real_time": 2}, {"name": "b", "real_time": 3}]})";
  const std::size_t rows_begin = text.find('[') + 1;
  std::size_t most = 0;
  for (std::size_t length = rows_begin; length < text.size(); ++length) {
    const Document document = parse_document(text.substr(0, length), "crashed.json");
    BOOST_TEST_REQUIRE(rows_in(document) >= most);
    BOOST_TEST_REQUIRE(notes_of(document, NoteKind::truncated).contains(""));
    most = rows_in(document);
  }
  BOOST_TEST(most == 3U);
  const Document cut = parse_document(text.substr(0, text.find("3}")), "crashed.json");
  BOOST_TEST(notes_of(cut, NoteKind::truncated).at("b") == "the file ends inside this row");
}

BOOST_AUTO_TEST_CASE(notes_what_the_instruments_left_out) {
  const Document document = parse_document(R"({"context": {
      "alertsage.schema": "1",
      "alertsage.left_out.load/json/synthetic-256MB/warm": "json is measured up to 64 MB"},
      "benchmarks": []})",
                                           "x");
  BOOST_TEST((notes_of(document, NoteKind::left_out) ==
              Notes{{"load/json/synthetic-256MB/warm", "json is measured up to 64 MB"}}));
}

BOOST_AUTO_TEST_CASE(lets_the_library_keep_its_keys_where_the_user_gives_them_too) {
  const Document document =
      parse_document(R"({"context": {"date": "today", "date": "q"}, "benchmarks": []})", "x");
  BOOST_TEST(context_value(document, "date") == "today");
  BOOST_TEST(notes_of(document, NoteKind::shadowed).at("date") ==
             "a second value, 'q', was not read");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_result_document_and_says_where) {
  const struct {
    std::string text;
    ErrorKind kind;
    std::string message;
  } rows[] = {
      {"", ErrorKind::format, "r.json: at byte 0: the file is empty"},
      {"\x7F"
       "ELF",
       ErrorKind::format,
       "r.json: at byte 0: this is no result document, which is JSON: alertsage-bench -o, "
       "--benchmark_out_format=json or hyperfine --export-json write one: '\\x7fELF'"},
      {R"({"context": {"host_name": "h")", ErrorKind::format,
       "r.json: the file ends before its first row"},
      {R"({"results": []})", ErrorKind::format,
       "r.json: no result document: neither 'benchmarks' nor 'leaktest' in it, nor results "
       "of hyperfine"},
      {"[]", ErrorKind::format,
       "r.json: no result document: neither 'benchmarks' nor 'leaktest' in it, nor results "
       "of hyperfine"},
      {R"({"context": {"json_schema_version": 2}, "benchmarks": []})", ErrorKind::unsupported,
       "r.json: json_schema_version is not 1: '2'"},
      {R"({"context": {"alertsage.schema": "9"}, "benchmarks": []})", ErrorKind::unsupported,
       "r.json: alertsage.schema is not 1: '9'"},
      {R"({"leaktest": [{"name": "leak/a/b/c"}]})", ErrorKind::format,
       "r.json: absent or of another type in a leak section: 'strategy'"},
      {R"({"leaktest": [{"name": "n", "strategy": "s", "model": "m", "mode": "d",
                         "verdict": "maybe"}]})",
       ErrorKind::unsupported,
       "r.json: unknown leak verdict (known: clean, allocator_retention, decelerating, "
       "cannot_tell, leak): 'maybe'"},
  };
  for (const auto& row : rows) {
    BOOST_CHECK_EXCEPTION(parse_document(row.text, "r.json"), Error, [&](const Error& error) {
      BOOST_TEST(error.what() == row.message);
      return error.kind() == row.kind;
    });
  }
  BOOST_CHECK_EXCEPTION(read_document(fixture("no-such-file.json")), Error,
                        [](const Error& error) { return error.kind() == ErrorKind::not_found; });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
