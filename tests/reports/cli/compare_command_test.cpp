#define BOOST_TEST_MODULE reports_cli
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
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
      for (int i = 0; i < 30; ++i) {
        series.rows.push_back(
            {.real_time_ns = factor * (1e6 + i), .counters = {{"faults", 1e4 + i}}});
      }
      document.series = {series};
      std::ofstream(file(factor)) << document_json(document);
    }
  }

  fs::path file(double factor) const { return directory / (std::to_string(factor) + ".json"); }
  // Nobody measured the one after the other.
  std::string pair(double factor) const {
    return file(1.0).native() + " " + file(factor).native() + " --accept block-order";
  }

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
  BOOST_TEST(run("compare " + pair(1.5)).output.starts_with("slower: 1 of 1 row by +5.0 %"));
  BOOST_TEST(run("compare " + pair(1.5) + " --format markdown").output.starts_with("**slower"));
  BOOST_TEST(run("compare " + pair(1.5) + " --format json").output.starts_with("{\n  \"verdict\""));
}

BOOST_AUTO_TEST_CASE(writes_pages_and_test_reports_with_the_same_exit_code) {
  for (const double factor : {1.02, 1.5}) {
    const int code = run("compare " + pair(factor)).exit_code;
    const Outcome html = run("compare " + pair(factor) + " --format html");
    BOOST_TEST(html.output.starts_with("<!DOCTYPE html>\n"));
    BOOST_TEST(html.output.ends_with("</html>\n"));
    BOOST_TEST(html.exit_code == code);
    const Outcome junit = run("compare " + pair(factor) + " --format junit");
    BOOST_TEST(junit.output.starts_with("<?xml "));
    BOOST_TEST(junit.exit_code == code);
  }
}

BOOST_AUTO_TEST_CASE(prints_unchanged_rows_of_all_metrics_where_asked) {
  const std::string arguments = "compare " + pair(1.5) + " --metric real_time --metric faults";
  const auto prints = [&](const std::string& more, std::string_view part) {
    return run(arguments + more).output.find(part) != std::string::npos;
  };
  BOOST_TEST(prints("", "\nsame in faults: 1 row\n"));
  BOOST_TEST(!prints("", "faults, limit"));
  BOOST_TEST(prints(" --all", "\nfaults, limit +5.0 %\n"));
  BOOST_TEST(!prints(" --format markdown", "**faults, limit"));
  BOOST_TEST(prints(" --all --format markdown", "**faults, limit +5.0 %**\n"));
}

BOOST_AUTO_TEST_CASE(takes_several_files_a_side) {
  const std::string sides = " --base " + file(1.0).native() + " " + file(1.02).native() +
                            " --new " + file(1.5).native() + " --accept block-order";
  const Outcome outcome = run("compare --format json" + sides);
  BOOST_TEST(outcome.exit_code == 1);
  BOOST_TEST(outcome.output.find("\"base_samples\": 60") != std::string::npos);
}

// The machine becomes 20 % slower from file to file, of which pairs see nothing.
BOOST_AUTO_TEST_CASE(pairs_files_that_were_made_in_turn) {
  std::string sides[2] = {" --base", " --new"};
  double time = 1e6;
  for (int pair = 0; pair < 7; ++pair) {
    for (const int side : {0, 1}) {
      Document document;
      document.context = {{"date", "2026-05-06T07:0" + std::to_string(pair) + ":0" +
                                       std::to_string(side ^ (pair % 2)) + "+00:00"}};
      Series series{.run_name = "load/mmap/a/warm"};
      for (int i = 0; i < 3; ++i) series.rows.push_back({.real_time_ns = time * (1 + 0.1 * side)});
      document.series = {series};
      const fs::path path = directory / (std::to_string(pair) + std::to_string(side));
      std::ofstream(path) << document_json(document);
      sides[side] += " " + path.native();
    }
    time *= 1.2;
  }
  const Outcome outcome = run("compare --format json" + sides[0] + sides[1]);
  BOOST_TEST(outcome.exit_code == 1);
  BOOST_TEST(outcome.output.find("\"design\": \"pairs of files\"") != std::string::npos);
  BOOST_TEST(outcome.output.find("\"pairs\": 7") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(takes_limits_from_a_policy) {
  const fs::path policy = directory / "policy.json";
  std::ofstream(policy) << R"({"rows": [{"match": "^load/mmap", "limit": "60%"}]})";
  BOOST_TEST(run("compare " + pair(1.5) + " --policy " + policy.native()).exit_code == 0);
  std::ofstream(policy) << R"({"rows": [{"mtch": "^load/mmap"}]})";
  const Outcome refused = run("compare " + pair(1.5) + " --policy " + policy.native());
  BOOST_TEST(refused.exit_code == 3);
  BOOST_TEST(refused.output.find("policy.json: line 1, column 20: unknown key 'mtch'") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(refuses_a_list_of_metrics_in_one_word) {
  const Outcome refused = run("compare " + pair(1.5) + " --metric real_time,cpu_time");
  BOOST_TEST(refused.exit_code == 3);
  BOOST_TEST(refused.output.find("--metric takes one name") != std::string::npos);
  BOOST_TEST(run("compare " + pair(1.5) + " --metric real_time --metric real_time").exit_code == 1);
}

BOOST_AUTO_TEST_CASE(writes_to_a_file) {
  const fs::path output = directory / "out.md";
  const Outcome outcome = run("compare --format markdown " + pair(1.5) + " -o " + output.native());
  BOOST_TEST(outcome.exit_code == 1);
  BOOST_TEST(outcome.output == "");
  std::string line;
  std::getline(std::ifstream(output) >> std::ws, line);
  BOOST_TEST(line.starts_with("**slower"));
}

BOOST_AUTO_TEST_CASE(compares_unfairly_only_where_that_is_accepted) {
  const std::string files = file(1.0).native() + " " + file(1.5).native();
  const Outcome unfair = run("compare " + files);
  BOOST_TEST(unfair.exit_code == 2);
  BOOST_TEST(
      unfair.output.starts_with("cannot be compared fairly: one side was measured after the "
                                "other (--accept block-order compares all the same)\n"));
  BOOST_TEST(unfair.output.find("+50 %") != std::string::npos);  // rows are shown
  BOOST_TEST(run("compare " + files + " --accept machine,block-order").exit_code == 1);
  BOOST_TEST(run("compare " + files + " --accept anything").exit_code == 3);
}

BOOST_AUTO_TEST_CASE(cannot_tell_from_one_file_and_its_copy) {
  const Outcome outcome = run("compare " + pair(1.0));
  BOOST_TEST(outcome.exit_code == 2);
  BOOST_TEST(outcome.output.starts_with("cannot tell: BASE and NEW hold the same samples\n"));
}

BOOST_AUTO_TEST_CASE(cannot_tell_from_a_file_that_ends_in_the_middle) {
  std::ifstream whole(file(1.5));
  std::string text(std::istreambuf_iterator<char>(whole), {});
  text.resize(text.rfind("},"));
  std::ofstream(directory / "cut.json") << text;
  const std::string cut = (directory / "cut.json").native();
  for (const std::string& sides :
       {cut + " " + file(1.02).native(), file(1.02).native() + " " + cut}) {
    const Outcome undecided = run("compare --accept block-order --max-slowdown 90% " + sides);
    BOOST_TEST(undecided.exit_code == 2);
    BOOST_TEST(undecided.output.find("truncated: the document") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(says_in_one_line_what_it_could_not_do) {
  const std::string no_json = (directory / "console.csv").native();
  std::ofstream(no_json) << "name,iterations,real_time\n";
  const std::string old = RESULT_FIXTURES "/library-1.0.json";
  const struct {
    std::string arguments;
    std::string message;
  } rows[] = {
      {"", "A subcommand is required (see --help)"},
      {"compare", "compare takes BASE NEW, or --base FILE... --new FILE... (see --help)"},
      {"compare " + pair(1.5) + " --max-slowdown 0.1",
       "--max-slowdown takes a percentage above 0, such as 5%: '0.1'"},
      {"compare " + pair(1.5) + " --max-slowdown -5%",
       "--max-slowdown takes a percentage above 0, such as 5%: '-5%'"},
      {"compare " + pair(1.5) + " --filter '('", "--filter is no regular expression: '('"},
      {"compare " + pair(1.5) + " --filter json",
       "no row that --filter lets through is in both documents: 'json'"},
      {"compare " + file(1.0).native(),
       "compare takes BASE NEW, or --base FILE... --new FILE... (see --help)"},
      {"compare " + pair(1.5) + " --base " + file(1.0).native(),
       "compare takes BASE NEW, or --base FILE... --new FILE... (see --help)"},
      {"compare " + pair(1.5) + " --metric no_such_counter",
       "no row that is in both documents has this metric: 'no_such_counter'"},
      {"compare " + pair(1.5) + " -o " + file(1.5).native(),
       file(1.5).native() + ": is read: name another file for what is written"},
      {"compare " + file(1.0).native() + " " + no_json,
       no_json + ": at byte 0: this is no result document, which is JSON: alertsage-bench -o, "
                 "--benchmark_out_format=json or hyperfine --export-json write one: "
                 "'name,iterations,real'"},
      {"compare " + file(1.0).native() + " " + old,
       file(1.0).native() + ": no row of it is in " + old +
           ", which has BM_Load/8, BM_Read_mean and not load/mmap/a/warm: compare documents of "
           "the same rows, which are told by their names"},
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
