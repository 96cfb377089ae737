#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "reports/results/writer.hpp"
#include "tests/reports/charts/fixture.hpp"
#include "tests/reports/cli/run_report.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage::reports {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

struct Made {
  Made() { std::ofstream(file) << document_json(fixture::complete_document()); }

  testing::TemporaryDirectory directory;
  fs::path file = directory / "made.json";
};

BOOST_FIXTURE_TEST_SUITE(render_command, Made)

BOOST_AUTO_TEST_CASE(prints_the_table_where_no_output_is_named) {
  const Outcome outcome = run("render " + file.native());
  BOOST_TEST(outcome.exit_code == 0);
  BOOST_TEST(outcome.output.starts_with("What it costs to load incidents-23MB and alertsage\n"));
  BOOST_TEST(outcome.output == run("render -o - " + file.native()).output);
}

BOOST_AUTO_TEST_CASE(writes_the_files_that_are_named_and_nothing_to_stdout) {
  const fs::path html = directory / "report.html";
  const fs::path markdown = directory / "report.md";
  const Outcome outcome = run("render " + file.native() + " --html " + html.native() +
                              " --markdown " + markdown.native());
  BOOST_TEST(outcome.exit_code == 0);
  BOOST_TEST(outcome.output.empty());
  BOOST_TEST(text_of(html).starts_with("<!DOCTYPE html>"));
  BOOST_TEST(text_of(html).find("left out: ") == std::string::npos);  // of the sweep: no table's
  BOOST_TEST(text_of(html).find("one load takes longer than the row's time") != std::string::npos);
  BOOST_TEST(text_of(markdown).starts_with("# What it costs to load "));
}

// It wrote over what it had read.
BOOST_AUTO_TEST_CASE(refuses_an_output_that_is_read_or_named_twice) {
  const std::string before = text_of(file);
  const Outcome same =
      run("render " + file.native() + " --html " + (directory.path() / "." / "made.json").native());
  BOOST_TEST(same.exit_code == 3);
  BOOST_TEST(same.output.find("is read: name another file") != std::string::npos);
  BOOST_TEST(text_of(file) == before);
  const std::string twice = (directory / "out").native();
  const Outcome two = run("render " + file.native() + " --html " + twice + " --markdown " + twice);
  BOOST_TEST(two.exit_code == 3);
  BOOST_TEST(!fs::exists(twice));
  BOOST_TEST(run("render " + file.native() + " --html - --markdown -").exit_code == 3);
  BOOST_TEST(run("render " + file.native() + " --html - --markdown /dev/stdout").exit_code == 3);
  BOOST_TEST(run("render /dev/stdin -o - < " + file.native()).exit_code == 0);
  BOOST_TEST(run("render " + file.native() + " --markdown /dev/stdout").output.starts_with("# "));
}

BOOST_AUTO_TEST_CASE(shows_commands_and_models_together) {
  const fs::path processes = directory / "processes.json";
  std::ofstream(processes) << document_json(fixture::processes());
  const std::string output = run("render " + file.native() + " " + processes.native()).output;
  BOOST_TEST(output.find("\nincidents-23MB\n") != std::string::npos);
  BOOST_TEST(output.find("\nProcesses, Program-cold\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(shows_one_model) {
  const std::string output = run("render --model alertsage " + file.native()).output;
  BOOST_TEST(output.starts_with("What it costs to load alertsage\n"));
  BOOST_TEST(output.find("\nincidents-23MB\n") == std::string::npos);
}

// By a reader that is not of the library that wrote it.
BOOST_AUTO_TEST_CASE(writes_leak_tests_as_xml_that_others_read) {
  const fs::path leaks = directory / "leaks.json";
  const fs::path junit = directory / "leaks.xml";
  Document document = fixture::leak_tests();
  document.leaks[0].reason = "\x1b[1m<&> \x01";
  std::ofstream(leaks) << document_json(document);
  const Outcome outcome = run("render " + leaks.native() + " --junit " + junit.native());
  BOOST_TEST(outcome.exit_code == 0);
  BOOST_TEST(outcome.output.empty());
  const Outcome cases = run_command(
      "python3 -c 'import sys, xml.etree.ElementTree as tree; "
      "print(len(tree.parse(sys.argv[1]).findall(\"testsuite/testcase\")))' " +
      junit.native());
  BOOST_TEST(cases.output == "6\n");
}

BOOST_AUTO_TEST_CASE(leaves_with_2_where_a_document_ends_in_the_middle) {
  std::ifstream whole(file);
  std::string text(std::istreambuf_iterator<char>(whole), {});
  text.resize(text.rfind("},"));
  const fs::path cut = directory / "cut.json";
  std::ofstream(cut) << text;
  const fs::path table = directory / "table.txt";
  const Outcome outcome = run("render " + cut.native() + " -o " + table.native());
  BOOST_TEST(outcome.exit_code == 2);
  BOOST_TEST(outcome.output ==
             "alertsage-report: warning: " + cut.native() + ": the file ends in the middle\n");
  BOOST_TEST(fs::file_size(table) > 0U);
}

BOOST_AUTO_TEST_CASE(leaves_with_3_and_one_line_where_it_could_not) {
  for (const std::string& arguments :
       {std::string("render"), std::string("render /nonexistent.json"),
        "render --model mine " + file.native(),
        "render --html /nonexistent/x.html " + file.native()}) {
    const Outcome outcome = run(arguments);
    BOOST_TEST(outcome.exit_code == 3);
    BOOST_TEST(outcome.output.starts_with("alertsage-report: error: "));
    BOOST_TEST(outcome.output.find('\n') == outcome.output.size() - 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
