#include "reports/render/process_report.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "reports/render/html.hpp"
#include "reports/render/markdown.hpp"
#include "reports/render/terminal.hpp"
#include "reports/render/text_layout.hpp"
#include "reports/results/merge.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

const Cell& cell_of(const FigureTable& table, std::string_view label, std::string_view group,
                    std::string_view state = "") {
  const auto row = std::find_if(table.rows.begin(), table.rows.end(),
                                [&](const TableRow& each) { return each.label == label; });
  const auto column =
      std::find_if(table.columns.begin(), table.columns.end(),
                   [&](const Column& each) { return each.group == group && each.state == state; });
  BOOST_REQUIRE((row != table.rows.end() && column != table.columns.end()));
  return row->cells.at(static_cast<std::size_t>(column - table.columns.begin()));
}

ProcessReport report_of(const Document& document) {
  return process_report(Measurements(document)).value();
}

std::string terminal_text(const Document& document) {
  return report_text(make_report(document, ""), {});
}

BOOST_AUTO_TEST_SUITE(process_reports)

BOOST_AUTO_TEST_CASE(has_none_of_a_document_without_commands) {
  const Document document = fixture::complete_document();
  BOOST_TEST(!process_report(Measurements(document)));
}

BOOST_AUTO_TEST_CASE(compares_within_a_state_with_the_reference) {
  const ProcessReport report = report_of(fixture::processes());
  BOOST_REQUIRE(report.states.size() == 3U);
  for (const ProcessStateReport& state : report.states) {
    const Cell& python = cell_of(state.table, "python3 load.py", "Ratio");
    BOOST_TEST(std::abs(std::stod(python.text) - 18) < 0.4, python.text);
    const Cell& classify = cell_of(state.table, "classify", "Ratio");
    BOOST_TEST(std::abs(std::stod(classify.text) - 0.8) < 0.02, classify.text);
    BOOST_TEST(cell_of(state.table, "reader", "Ratio").remarks.at(0) == "base");
    BOOST_TEST(cell_of(state.table, "classify", "To exit").best);
    BOOST_TEST(!cell_of(state.table, "python3 load.py", "To exit").best);
  }
  BOOST_TEST(has(report.method, "pairs that ran in the same block"));
}

BOOST_AUTO_TEST_CASE(says_what_the_processes_took) {
  const ProcessReport report = report_of(fixture::processes());
  const FigureTable& cold = report.states.at(1).table;
  BOOST_TEST(cell_of(cold, "reader", "Peak memory").text == "<= 1.60 MiB");
  BOOST_TEST(cell_of(cold, "python3 load.py", "Peak memory").text == "104 MiB");
  BOOST_TEST(cell_of(cold, "reader", "Page faults", "major").text == "9");
  BOOST_TEST(cell_of(cold, "reader", "Read from the device").text == "21.9 MiB");
  // What took its place in the table has no column of its own.
  BOOST_TEST(std::none_of(cold.columns.begin(), cold.columns.end(),
                          [](const Column& column) { return column.group == "Exit"; }));
}

BOOST_AUTO_TEST_CASE(says_what_was_dropped_and_what_failed_and_why) {
  const ProcessReport report = report_of(fixture::processes());
  const Cell& failed = cell_of(report.states.at(1).table, "python3 load.py", "Samples");
  BOOST_TEST(failed.text == "27");
  BOOST_TEST(failed.remarks.at(0) == "3 failed");
  BOOST_TEST(report.states[1].table.notes.at(failed.note.value()) ==
             "python3 load.py: 3 of 30 runs failed: exited with 1: no such file");
  const Cell& dropped = cell_of(report.states.at(2).table, "classify", "Samples");
  BOOST_TEST(dropped.remarks.at(0) == "2 dropped");
}

BOOST_AUTO_TEST_CASE(shows_floors_beside_every_state) {
  const ProcessReport report = report_of(fixture::processes());
  BOOST_TEST(!cell_of(report.states.at(0).table, "do-nothing-static", "To exit").text.empty());
  const FigureTable& cold = report.states.at(1).table;
  BOOST_TEST(!cell_of(cold, "do-nothing-dynamic (warm)", "To exit").text.empty());
  BOOST_TEST(cell_of(cold, "do-nothing-dynamic (warm)", "Ratio").text == "-");  // another state
}

BOOST_AUTO_TEST_CASE(has_a_row_for_a_command_of_which_every_run_failed) {
  Document document = fixture::processes();
  document.notes.push_back(
      {NoteKind::failed, "process/gone/warm", "exited with 127", "made.json", "30 of 30 runs"});
  const ProcessReport report = report_of(document);
  BOOST_TEST(cell_of(report.states.at(0).table, "gone", "Samples").text == "0");
  BOOST_TEST(cell_of(report.states.at(0).table, "gone", "To exit").text.empty());
}

BOOST_AUTO_TEST_CASE(claims_no_pairs_and_no_state_for_hyperfine) {
  const ProcessReport report = report_of(fixture::processes_of_hyperfine());
  BOOST_REQUIRE(report.states.size() == 1U);
  BOOST_TEST(report.states[0].title == "Unproven");
  BOOST_TEST(has(report.states[0].proof, "one command after the other"));
  BOOST_TEST(has(report.method, "they are not paired"));
}

BOOST_AUTO_TEST_CASE(is_in_every_format) {
  const Document document = fixture::processes();
  const Report report = make_report(document, "");
  BOOST_TEST(report.title == "What it costs to start reader, python3 load.py and classify");
  for (const std::string& text :
       {report_text(report, {}), report_markdown(report), report_html(report)}) {
    for (const std::string_view part :
         {"python3 load.py", "do-nothing-static", "Here: 2 files were", "no such file",
          "Where the time to the first output goes", "seed"}) {
      const bool terminal_has_no_facts = part == "seed" && text[0] == 'W';
      BOOST_TEST((has(with_units_joined(text), part) || has(text, part) || terminal_has_no_facts),
                 part);
    }
  }
}

BOOST_AUTO_TEST_CASE(says_on_top_that_a_document_is_partial) {
  Document document = fixture::processes();
  document.context["alertsage.partial"] = "interrupted after 12 of 30 blocks";
  const Report report = make_report(document, "");
  for (const std::string& text :
       {report_text(report, {}), report_markdown(report), report_html(report)}) {
    const std::size_t said = text.find("Partial: interrupted after 12 of 30 blocks");
    BOOST_TEST(said != std::string::npos);
    BOOST_TEST(said < text.find("Processes"));
  }
}

BOOST_AUTO_TEST_CASE(stands_beside_models) {
  const Document both = merge({fixture::complete_document(), fixture::processes()});
  const std::string text = terminal_text(both);
  BOOST_TEST(has(text, "What it costs to load"));
  BOOST_TEST(has(text, "incidents-23MB"));
  BOOST_TEST(has(text, "Processes, Cold"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
