#define BOOST_TEST_MODULE reports_cli
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>

#include "reports/results/document.hpp"
#include "reports/results/writer.hpp"
#include "tests/reports/cli/run_report.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage::reports {
namespace {

namespace fs = std::filesystem;

// A base and two others: 30 times of 1 ms, and the same slowed down.
struct Documents {
  Documents() {
    for (const double factor : {1.0, 1.02, 1.5}) {
      Document document;
      Series series{.run_name = "load/mmap/a/warm"};
      for (int i = 0; i < 30; ++i) series.rows.push_back({.real_time_ns = factor * (1e6 + i)});
      document.series = {series};
      std::ofstream(file(factor)) << document_json(document);
    }
  }

  fs::path file(double factor) const { return directory / (std::to_string(factor) + ".json"); }
  std::string pair(double factor) const { return file(1.0).native() + " " + file(factor).native(); }

  testing::TemporaryDirectory directory;
};

BOOST_FIXTURE_TEST_SUITE(compare_command, Documents)

BOOST_AUTO_TEST_CASE(leaves_with_the_verdict_as_exit_code) {
  BOOST_TEST(run("compare " + pair(1.02)).exit_code == 0);
  BOOST_TEST(run("compare " + pair(1.5)).exit_code == 1);
  BOOST_TEST(run("compare " + pair(1.5) + " --max-slowdown 60%").exit_code == 0);
  BOOST_TEST(run("compare " + pair(1.02) + " --max-slowdown '1.5 %'").exit_code == 1);
  BOOST_TEST(run("compare " + pair(1.5) + " --alpha 1e-9").exit_code == 2);
}

BOOST_AUTO_TEST_CASE(prints_the_format_that_was_asked_for) {
  BOOST_TEST(run("compare " + pair(1.5)).output.starts_with("slower: 1 of 1 rows, by +5.0 %"));
  BOOST_TEST(run("compare " + pair(1.5) + " --format markdown").output.starts_with("**slower"));
  BOOST_TEST(run("compare " + pair(1.5) + " --format json").output.starts_with("{\n  \"verdict\""));
}

BOOST_AUTO_TEST_CASE(warns_where_both_are_the_same_samples) {
  const Outcome outcome = run("compare " + pair(1.0));
  BOOST_TEST(outcome.exit_code == 0);
  BOOST_TEST(outcome.output.starts_with(
      "alertsage-report: warning: BASE and NEW hold the same samples\n"));
}

BOOST_AUTO_TEST_CASE(says_in_one_line_what_it_could_not_do) {
  const std::string old = RESULT_FIXTURES "/library-1.0.json";
  const struct {
    std::string arguments;
    std::string message;
  } rows[] = {
      {"", "A subcommand is required (see --help)"},
      {"compare", "BASE is required (see --help)"},
      {"compare " + pair(1.5) + " --max-slowdown 0.1",
       "--max-slowdown takes a percentage above 0, such as 10%: '0.1'"},
      {"compare " + pair(1.5) + " --max-slowdown -5%",
       "--max-slowdown takes a percentage above 0, such as 10%: '-5%'"},
      {"compare " + pair(1.5) + " --filter '('", "--filter is no regular expression: '('"},
      {"compare " + pair(1.5) + " --filter json",
       "no row that --filter lets through is in both documents: 'json'"},
      {"compare " + file(1.0).native() + " " + old, "no row is in both documents"},
      {"compare " + file(1.0).native() + " /nowhere.json",
       "/nowhere.json: cannot open: No such file or directory"},
  };
  for (const auto& row : rows) {
    const Outcome outcome = run(row.arguments);
    BOOST_TEST(outcome.exit_code == 3);
    BOOST_TEST(outcome.output == "alertsage-report: error: " + row.message + "\n");
  }
}

BOOST_AUTO_TEST_CASE(answers_help_and_version) {
  const Outcome help = run("compare --help");
  BOOST_TEST(help.exit_code == 0);
  BOOST_TEST(help.output.find("Exit codes: 0 nothing is slower or leaks more") !=
             std::string::npos);
  BOOST_TEST(run("--version").output.starts_with("alertsage-report "));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
