#include "reports/render/strategy_table.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

FigureTable table_of(const Document& document, std::string_view model) {
  return strategy_table(Measurements(document), model);
}

const TableRow& row_of(const FigureTable& table, std::string_view label) {
  const auto found = std::find_if(table.rows.begin(), table.rows.end(),
                                  [&](const TableRow& row) { return row.label == label; });
  BOOST_REQUIRE(found != table.rows.end());
  return *found;
}

const Cell& cell_of(const FigureTable& table, std::string_view label, std::string_view group,
                    std::string_view state) {
  const auto found = std::find_if(
      table.columns.begin(), table.columns.end(),
      [&](const Column& column) { return column.group == group && column.state == state; });
  BOOST_REQUIRE(found != table.columns.end());
  return row_of(table, label).cells[static_cast<std::size_t>(found - table.columns.begin())];
}

BOOST_AUTO_TEST_SUITE(strategy_table_of)

BOOST_AUTO_TEST_CASE(has_every_column_and_every_strategy) {
  const FigureTable table = table_of(fixture::complete_document(), "incidents-23MB");
  std::vector<std::string> columns;
  for (const Column& column : table.columns) {
    columns.push_back(column.group + (column.state.empty() ? "" : "|" + column.state));
  }
  const std::vector<std::string> expected{"Fresh process to first answer|cold",
                                          "Fresh process to first answer|warm",
                                          "Load|cold",
                                          "Load|warm",
                                          "Load and first answer|cold",
                                          "Load and first answer|warm",
                                          "Cached get",
                                          "Batch of 5|uncached",
                                          "Batch of 5|cached",
                                          "Batch of 100|uncached",
                                          "Batch of 100|cached",
                                          "Memory after the first load|private",
                                          "Memory after the first load|shared",
                                          "Growth over 50 loads"};
  BOOST_TEST(columns == expected, boost::test_tools::per_element());
  BOOST_TEST(table.rows.size() == 9);
  for (const TableRow& row : table.rows) BOOST_TEST(row.cells.size() == columns.size());
  BOOST_TEST(table.absence().empty());
}

// Cold, warm and cached are never mixed: each figure stands in the column of its own state.
BOOST_AUTO_TEST_CASE(puts_each_figure_into_the_column_of_its_state) {
  Document document;
  const std::pair<const char*, double> rows[] = {
      {"process/mmap/m/cold", 11e6},       {"process/mmap/m/warm", 12e6},
      {"load/mmap/m/cold", 13e6},          {"load/mmap/m/warm", 14e6},
      {"cached_get/mmap/m/threads:1", 15}, {"batch/mmap/m/uncached/5", 16e6},
      {"batch/mmap/m/cached/5", 17e6},     {"batch/mmap/m/uncached/100", 18e6},
      {"batch/mmap/m/cached/100", 19e6}};
  for (const auto& [name, ns] : rows) fixture::add_series(document, name, ns, 10, 0);
  fixture::add_series(document, "cached_get/mmap/m/threads:2", 99, 10, 0);
  const FigureTable table = table_of(document, "m");
  BOOST_TEST(cell_of(table, "mmap", "Fresh process to first answer", "cold").text == "11.0 ms");
  BOOST_TEST(cell_of(table, "mmap", "Fresh process to first answer", "warm").text == "12.0 ms");
  BOOST_TEST(cell_of(table, "mmap", "Load", "cold").text == "13.0 ms");
  BOOST_TEST(cell_of(table, "mmap", "Load", "warm").text == "14.0 ms");
  BOOST_TEST(cell_of(table, "mmap", "Cached get", "").text == "15.0 ns");
  BOOST_TEST(cell_of(table, "mmap", "Batch of 5", "uncached").text == "16.0 ms");
  BOOST_TEST(cell_of(table, "mmap", "Batch of 5", "cached").text == "17.0 ms");
  BOOST_TEST(cell_of(table, "mmap", "Batch of 100", "uncached").text == "18.0 ms");
  BOOST_TEST(cell_of(table, "mmap", "Batch of 100", "cached").text == "19.0 ms");
}

BOOST_AUTO_TEST_CASE(says_why_a_row_was_left_out) {
  const FigureTable table = table_of(fixture::nothing_measured(), "mine");
  const Cell& cell = cell_of(table, "mmap", "Load", "cold");
  BOOST_TEST(cell.text.empty());
  BOOST_REQUIRE(cell.note.has_value());
  BOOST_TEST(table.notes[*cell.note] == "left out: tmpfs cannot be evicted");
  BOOST_TEST(table.notes.size() == 1);  // one reason, one note
  BOOST_TEST(!row_of(table, "mmap").measured());
}

BOOST_AUTO_TEST_CASE(shares_a_note_among_rows_left_out_for_reasons_that_differ_in_figures) {
  Document document;
  fixture::leave_out(document, "load/joblib/m/warm", "245760 bytes were read from the device");
  fixture::leave_out(document, "load/json/m/warm", "16384 bytes were read from the device");
  const FigureTable table = table_of(document, "m");
  BOOST_TEST(cell_of(table, "joblib", "Load", "warm").note.value() ==
             cell_of(table, "json", "Load", "warm").note.value());
  BOOST_REQUIRE(table.notes.size() == 1U);
  BOOST_TEST(table.notes[0] == "left out: 16384 to 245760 bytes were read from the device");
}

BOOST_AUTO_TEST_CASE(says_that_samples_were_dropped_beside_the_figure) {
  const FigureTable table = table_of(fixture::complete_document(), "alertsage");
  const Cell& cell = cell_of(table, "json", "Fresh process to first answer", "cold");
  BOOST_TEST(!cell.text.empty());
  BOOST_TEST(table.notes[cell.note.value()] == "2 of 42 samples dropped: not proven cold");
}

BOOST_AUTO_TEST_CASE(explains_that_a_cached_get_is_no_matter_of_strategy) {
  const FigureTable table = table_of(fixture::complete_document(), "alertsage");
  BOOST_TEST(cell_of(table, "mmap", "Cached get", "").text == "8.39 ns");
  const Cell& joblib = cell_of(table, "joblib", "Cached get", "");
  BOOST_TEST(joblib.text.empty());
  BOOST_TEST(table.notes[joblib.note.value()] ==
             "a cached get is the same whatever filled the cache; measured with mmap");
  BOOST_TEST(!cell_of(table, "Python joblib.load", "Cached get", "").note.has_value());
}

BOOST_AUTO_TEST_CASE(shows_python_beside_and_says_where_it_was_not_measured) {
  const FigureTable with = table_of(fixture::complete_document(), "alertsage");
  BOOST_TEST(cell_of(with, "Python joblib.load", "Load", "warm").text == "33.2 ms");
  BOOST_TEST(!cell_of(with, "Python, tuned: C unpickler", "Load", "warm").text.empty());
  BOOST_TEST(!cell_of(with, "Python, whole process", "Fresh process to first answer", "warm")
                  .text.empty());
  const FigureTable without = table_of(fixture::without_python(), "alertsage");
  BOOST_TEST(!row_of(without, "Python joblib.load").measured());
}

BOOST_AUTO_TEST_CASE(gives_growth_its_verdict_and_bounds) {
  const FigureTable table = table_of(fixture::complete_document(), "alertsage");
  const Cell& cell = cell_of(table, "mmap", "Growth over 50 loads", "");
  BOOST_TEST(cell.text == "clean");
  const std::vector<std::string> bounds{"RssAnon: clean, at most 310 B a cycle",
                                        "heap in use: clean, at most 1 B a cycle"};
  BOOST_TEST(cell.remarks == bounds, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(shows_what_a_load_allocates) {
  Document document;
  const auto add = [&](const char* name, double peak_bytes, double allocations) {
    for (Row& row : fixture::add_series(document, name, 1e6, 10).rows) {
      row.counters["peak_live_bytes"] = peak_bytes;
      row.counters["allocations"] = allocations;
    }
  };
  add("load/joblib/m/warm", 2 << 20, 1234);
  add("load/mmap/m/warm", 6 << 10, 63);
  fixture::add_series(document, "load/read/m/warm", 1e6, 10);
  const FigureTable table = table_of(document, "m");
  const std::string_view group = "Allocated during a load";
  BOOST_TEST(cell_of(table, "joblib", group, "blocks").text == "1,234");
  BOOST_TEST(cell_of(table, "mmap", group, "blocks").text == "63");
  BOOST_TEST(cell_of(table, "mmap", group, "peak").best);
  BOOST_TEST(!cell_of(table, "joblib", group, "peak").best);
  BOOST_TEST(cell_of(table, "mmap", group, "peak").comparisons.front().words() ==
             "1/340 of joblib");
  BOOST_TEST(cell_of(table, "read", group, "peak").text.empty());
}

BOOST_AUTO_TEST_CASE(does_not_miss_allocations_where_none_were_counted) {
  const FigureTable table = table_of(fixture::complete_document(), "incidents-23MB");
  BOOST_TEST(table.absence().find("Allocated") == std::string::npos);
  BOOST_TEST(std::none_of(table.columns.begin(), table.columns.end(), [](const Column& column) {
    return column.group == "Allocated during a load";
  }));
}

BOOST_AUTO_TEST_CASE(calls_less_shared_memory_neither_better_nor_less) {
  const FigureTable table = table_of(fixture::complete_document(), "incidents-23MB");
  for (const TableRow& row : table.rows) {
    const Cell& cell = cell_of(table, row.label, "Memory after the first load", "shared");
    BOOST_TEST(!cell.best);
    BOOST_TEST(cell.comparisons.empty());
  }
  BOOST_TEST(cell_of(table, "mmap", "Memory after the first load", "private").best);
}

std::vector<std::string> labels_of(const std::vector<const TableRow*>& rows) {
  std::vector<std::string> labels;
  for (const TableRow* row : rows) labels.push_back(row->label);
  return labels;
}

BOOST_AUTO_TEST_CASE(is_cut_by_subject) {
  const FigureTable table = table_of(fixture::complete_document(), "incidents-23MB");
  const std::vector<ColumnRange> parts = table.parts();
  BOOST_REQUIRE(parts.size() == 3U);
  BOOST_TEST(table.columns[parts[0].first].group == "Fresh process to first answer");
  BOOST_TEST(table.columns[parts[1].first].group == "Batch of 5");
  BOOST_TEST(table.columns[parts[2].first].group == "Memory after the first load");
  BOOST_TEST(parts[0].last == parts[1].first);
  BOOST_TEST(parts[1].last == parts[2].first);
  BOOST_TEST(parts[2].last == table.columns.size());
  BOOST_TEST(table_of(fixture::two_rows(), "mine").parts().size() == 1U);
  BOOST_TEST(table_of(fixture::two_rows(), "other").parts().empty());
}

BOOST_AUTO_TEST_CASE(lists_in_each_part_who_has_something_there_and_in_the_first_who_has_nothing) {
  const FigureTable table = table_of(fixture::without_python(), "incidents-23MB");
  const std::vector<std::string> ours{"joblib", "json",        "read",
                                      "mmap",   "mmap-random", "mmap-populate"};
  BOOST_TEST(labels_of(table.rows_to_list(table.parts()[1])) == ours,
             boost::test_tools::per_element());
  const auto first = table.rows_to_list(table.parts()[0]);
  BOOST_TEST(first.size() == 9U);  // Python's three: not measured
  BOOST_TEST(!first.back()->measured());
}

BOOST_AUTO_TEST_CASE(drops_columns_that_nobody_has_and_names_them) {
  const FigureTable table = table_of(fixture::two_rows(), "mine");
  BOOST_REQUIRE(table.columns.size() == 1);
  BOOST_TEST(table.columns[0].group == "Load");
  BOOST_TEST(
      table.absence().find(
          "Load (cold), Load and first answer (cold), Load and first answer (warm), Cached get") !=
      std::string::npos);
  BOOST_TEST(table_of(fixture::two_rows(), "other").absence() == "Nothing of it was measured.");
}

BOOST_AUTO_TEST_CASE(has_a_row_for_a_strategy_that_it_does_not_know) {
  Document document;
  fixture::add_series(document, "load/my-loader/m/warm", 1e6, 10);
  BOOST_TEST(row_of(table_of(document, "m"), "my-loader").measured());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
