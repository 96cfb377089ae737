#include "reports/compare/text/comparison_text.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/printable.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/made_pairs.hpp"
#include "tests/reports/compare/unpaired.hpp"

namespace alertsage::reports {
namespace {

// One row of each kind, and something to warn of.
Comparison everything() {
  Document base = made_document(
      {made_series("load/mmap/a/warm", steady(50e3)), made_series("load/x|y/a/warm", steady(3e6)),
       made_series("load/gone/a/warm", steady(1e6)), made_series("few", {7, 8})});
  Document contender =
      made_document({made_series("load/mmap/a/warm", steady(75e3)),
                     made_series("load/x|y/a/warm", steady(3e6)), made_series("few", {7, 8, 9})});
  base.context["host_name"] = "a\nb";
  contender.context["host_name"] = "c";
  contender.notes = {{NoteKind::failed, "load/gone/a/warm", "no such model", "new.json"}};
  return compare_unpaired(base, contender, {.accept = {Doubt::machine}});
}

Comparison nothing() {
  return compare_unpaired(made_document({made_series("load/mmap/a/warm", steady(50e3))}),
                          made_document({made_series("load/mmap/a/warm", steady(50.1e3))}));
}

BOOST_AUTO_TEST_SUITE(comparison_text)

BOOST_AUTO_TEST_CASE(prints_a_table) {
  const std::string expected =
      "slower: 1 of 3 rows by +5.0 % or more\n"
      "warning: accepted, not the same machine: host_name is 'a\\x0ab' in BASE, 'c' in NEW\n"
      "warning: accepted, one side was measured after the other: drift of the machine looks like a "
      "change\n"
      "warning: too few samples: 1 of 3 rows: fewer than the 10 samples a side that a verdict "
      "needs\n"
      "warning: NEW failed: load/gone/a/warm (no such model)\n"
      "\n"
      "row                  base      new  change                       interval  visible from  "
      "verdict\n"
      "load/mmap/a/warm  50.0 us  75.0 us   +50 %                 [+48 %, +52 %]        +1.6 %  "
      "slower\n"
      "few               7.50 ns  8.00 ns  +6.7 %  needs 10 samples, has 2 and 3             -  "
      "cannot tell\n"
      "load/x|y/a/warm   3.00 ms  3.00 ms   0.0 %               [-1.6 %, +1.6 %]        +1.6 %  "
      "same\n"
      "\n"
      "only in BASE: load/gone/a/warm\n"
      "1 slower, 1 same, 1 cannot tell\n"
      "Decided by ratios of medians and their intervals, which all hold at once with 98 % "
      "confidence (99.333 % each).\n"
      "visible from: the smallest change for the worse that samples like these would show\n";
  BOOST_TEST(comparison_table(everything(), false) == expected);
}

BOOST_AUTO_TEST_CASE(prints_a_table_a_metric_with_columns_that_are_needed) {
  const auto document = [](double milliseconds, double allocations, double per_second) {
    Series series = made_blocks("a", milliseconds,
                                {{"allocations", allocations}, {"items_per_second", per_second}});
    Series other = made_blocks("b", 1);
    return made_side_of_pairs({series, other, made_blocks("control/work", 1)});
  };
  const Comparison comparison =
      compare(document(1, 7, 100), document(2, 8, 60),
              {.metrics = {"allocations", "real_time", "items_per_second"},
               .policy = parse_policy(R"({"rows": [{"match": "b", "limit": "20%"}]})"),
               .u_test = true});
  BOOST_TEST(comparison_table(comparison, false) ==
             R"(worse: 3 of 4 comparisons in 3 metrics by their limits

real_time
row     base      new  change          interval  visible from     pairs   limit  U test p  verdict
a    1.15 ms  2.29 ms  +100 %  [+100 %, +100 %]        +5.0 %  12 again  +5.0 %   3.5e-21  slower
b    1.15 ms  1.15 ms   0.0 %    [0.0 %, 0.0 %]         +20 %        12   +20 %         1  same

allocations, compared exactly
row  base  new  change  interval  visible from  pairs  U test p  verdict
a       7    8   +14 %     exact             -      -   1.1e-27  worse

items_per_second, more is better, limit +5.0 %
row    base    new  change        interval  visible from     pairs  U test p  verdict
a    100 /s  60 /s   -40 %  [-40 %, -40 %]        -4.8 %  12 again   1.1e-27  slower

2 slower, 1 worse, 1 same
Decided by a sign test on the ratios of pairs, confirmed by a second batch; chance of any false )"
             "alarm at most 2 %.\n"
             "base, new: medians of all samples; the change is the median over the pairs that "
             "decided, and may go the other way\n"
             "interval: of that median; each holds with 95 %\n"
             "exact: all samples of a side are equal and compared as numbers\n"
             "visible from: the smallest change for the worse that samples like these would show\n"
             "control: a fixed piece of work took 0.0 % beside NEW, and +9.1 % over the run\n");
}

BOOST_AUTO_TEST_CASE(says_what_a_run_of_pairs_is_worth) {
  const auto side = [](double milliseconds, double control) {
    return made_side_of_pairs(
        {made_blocks("a", milliseconds), made_blocks("control/work", control)}, "program");
  };
  const Comparison contaminated = compare(side(1, 1), side(1.2, 1.1), {});
  BOOST_TEST(
      comparison_table(contaminated, false)
          .starts_with("contaminated: a fixed piece of work took +10 % beside NEW, in 60 "
                       "pairs: the machine treated the sides unequally\n"
                       "warning: A/A: the same program on both sides: the same file, libraries "
                       "and arguments; what it opens by itself may still differ\n"));
  const auto json = nlohmann::json::parse(comparison_json(contaminated));
  BOOST_TEST(json["verdict"] == "cannot tell");
  BOOST_TEST(json["rows_verdict"] == "cannot tell");
  BOOST_TEST(json["design"] == "pairs");
  BOOST_TEST(json["contaminated"] == true);
  BOOST_TEST(json["same_program"] == true);
  BOOST_TEST(json["control"]["pairs"] == 60);
  BOOST_TEST(json["control"]["ratio"].get<double>() == 1.1, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(json["rows"][0]["verdict"] == "cannot tell");
  BOOST_TEST(json["rows"][0]["verdict_of_samples"] == "worse");
  BOOST_TEST(json["rows"][0]["batch"] == 2);
  BOOST_TEST(json["rows"][0]["bound"].get<double>() > 1.0);
}

BOOST_AUTO_TEST_CASE(says_that_a_run_of_pairs_was_interrupted) {
  const Document base = made_side_of_pairs({made_blocks("a", 1)});
  Document contender = made_side_of_pairs({made_blocks("a", 1.001)});
  contender.context["alertsage.partial"] = "interrupted after 60 pairs";
  contender.context["alertsage.broken_off"] = "interrupted";
  BOOST_TEST(
      comparison_table(compare(base, contender, {}), false)
          .starts_with("cannot tell: the run of pairs was interrupted\n"
                       "warning: the run of pairs ended early: interrupted after 60 pairs\n"));
}

// Below "cannot be compared fairly" stood rows that were "slower".
BOOST_AUTO_TEST_CASE(calls_no_row_slower_where_the_comparison_is_none) {
  const Document base = made_document({made_series("a", steady(100)), made_series("b", steady(9))});
  Document slower = base;
  slower.series[0] = made_series("a", steady(200));
  const Comparison unfair = compare(base, slower, {});
  Comparison copy = compare_unpaired(base, slower);
  copy.same_samples = true;
  for (const auto* comparison : std::initializer_list<const Comparison*>{&unfair, &copy}) {
    BOOST_TEST((comparison->rows[0].change == Change::slower));
    BOOST_TEST(comparison_table(*comparison, true).find("slower\033") == std::string::npos);
    BOOST_TEST(comparison_table(*comparison, false).find("  cannot tell\n") != std::string::npos);
    BOOST_TEST(comparison_markdown(*comparison).find("| cannot tell |\n") != std::string::npos);
    BOOST_TEST(comparison_markdown(*comparison).find("| slower |") == std::string::npos);
    const auto json = nlohmann::json::parse(comparison_json(*comparison));
    BOOST_TEST(json["rows"][0]["verdict"] == "cannot tell");
    BOOST_TEST(json["rows"][0]["verdict_of_samples"] == "worse");
    BOOST_TEST(json["rows"][1]["verdict"] == "cannot tell");
  }
}

BOOST_AUTO_TEST_CASE(says_where_changes_are_of_values_plus_one) {
  const auto faults = [](double count) {
    return made_side_of_pairs({made_blocks("a", 1 + count / 1000, {{"major_faults", count}})});
  };
  const auto text = [&](double base, double contender) {
    return comparison_table(compare(faults(base), faults(contender), {.metrics = {"major_faults"}}),
                            false);
  };
  BOOST_TEST(text(0, 9).find("+900 % (n+1)") != std::string::npos);
  BOOST_TEST(text(0, 9).find("\n(n+1): some values are 0") != std::string::npos);
  BOOST_TEST(text(0, 0).find("(n+1)") == std::string::npos);
  BOOST_TEST(text(4, 9).find("(n+1)") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(warns_of_a_policy_for_rows_that_are_not_there) {
  const CompareOptions options{
      .policy = parse_policy(R"({"rows": [{"match": "mmpa"}, {"match": "mmap"}]})")};
  const Document base = made_document({made_series("load/mmap", steady(50e3))});
  const Document contender = made_document({made_series("load/mmap", steady(50.1e3))});
  const std::string text = comparison_table(compare_unpaired(base, contender, options), false);
  BOOST_TEST(text.find("warning: the policy's \"match\": \"mmpa\" is found in no row\n") !=
             std::string::npos);
  BOOST_TEST(text.find("\"mmap\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_the_verdict_again_below_a_long_table) {
  std::vector<Series> base;
  std::vector<Series> contender;
  for (int i = 0; i < 21; ++i) {
    base.push_back(made_series("row" + std::to_string(i), steady(50e3)));
    contender.push_back(made_series("row" + std::to_string(i), steady(80e3)));
  }
  const std::string text =
      comparison_table(compare_unpaired(made_document(base), made_document(contender)), false);
  const std::string head = "slower: 21 of 21 rows by +5.0 % or more\n";
  BOOST_TEST(text.starts_with(head));
  BOOST_TEST(text.ends_with("\n\n" + head));
}

BOOST_AUTO_TEST_CASE(says_how_many_of_a_rows_runs_failed) {
  const Document base = made_document({made_series("process/a/warm", steady(50e3))});
  Document contender = base;
  contender.notes = {
      {NoteKind::failed, "process/a/warm", "exited with 1", "new.json", "3 of 34 runs"}};
  BOOST_TEST(comparison_table(compare_unpaired(base, contender, {}), false)
                 .find("warning: NEW failed: process/a/warm (3 of 34 runs: exited with 1)\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(colours_verdicts_where_asked_and_nothing_else) {
  std::string coloured = comparison_table(everything(), true);
  BOOST_TEST(coloured.find("\033[31mslower\033[0m\n") != std::string::npos);
  for (const std::string code : {"\033[31m", "\033[32m", "\033[33m", "\033[0m"}) {
    for (std::size_t at = 0; (at = coloured.find(code)) != std::string::npos;) {
      coloured.erase(at, code.size());
    }
  }
  BOOST_TEST(coloured == comparison_table(everything(), false));
}

BOOST_AUTO_TEST_CASE(prints_json) {
  const auto json = nlohmann::json::parse(comparison_json(everything()));
  BOOST_TEST(json["verdict"] == "worse");
  BOOST_TEST(json["exit_code"] == 1);
  BOOST_TEST(json["rows"].size() == 3U);
  BOOST_TEST(json["rows"][0]["ratio"].get<double>() == 1.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(json["rows"][0]["verdict"] == "worse");
  BOOST_TEST(json["rows"][2]["ratio_low"].is_null());
  BOOST_TEST(json["rows"][2]["new_samples"] == 3);
  BOOST_TEST(json["environment"][0]["base"] == "a\nb");
  BOOST_TEST(json["only_in_base"][0] == "load/gone/a/warm");
  BOOST_TEST(json["unmeasured_in_new"][0]["reason"] == "no such model");
}

BOOST_AUTO_TEST_CASE(states_the_verdict_first) {
  BOOST_TEST(comparison_table(nothing(), false).starts_with("not slower: none of 1 row by +5.0 %"));
  Comparison incomplete = nothing();
  incomplete.unmeasured_in_new = {{NoteKind::truncated, "", "the file ends in the middle", "n"}};
  BOOST_TEST(
      comparison_table(incomplete, false)
          .starts_with("cannot tell: NEW is truncated\n"
                       "warning: accepted, one side was measured after the other: drift of the "
                       "machine looks like a change\n"
                       "warning: NEW truncated: the document (the file ends in the middle)"));
  Comparison unclear = nothing();
  unclear.rows[0].change = Change::cannot_tell;
  BOOST_TEST(comparison_table(unclear, false)
                 .starts_with("cannot tell: 1 of 1 row may be slower by +5.0 % or more\n"));
}

// Rows that are gone once stood behind those that are undecided, and were not seen.
BOOST_AUTO_TEST_CASE(the_headline_names_all_that_is_undecided) {
  Comparison comparison = nothing();
  comparison.unfairness.push_back(
      {Doubt::missing, std::string(words_of(Doubt::missing)), {"a", "b"}, false});
  BOOST_TEST(headline(comparison) ==
             "cannot tell: 2 rows missing in NEW (--accept missing passes that)");
  comparison.rows[0].change = Change::cannot_tell;
  comparison.unmeasured_in_new = {{NoteKind::failed, "c", "boom", "n"},
                                  {NoteKind::failed, "d", "boom", "n"}};
  comparison.unmeasured_in_base = {{NoteKind::failed, "d", "boom", "b"}};
  BOOST_TEST(headline(comparison) ==
             "cannot tell: 1 of 1 row may be slower by +5.0 % or more, 2 rows missing in NEW "
             "(--accept missing passes that), 1 row failed in NEW, 1 row failed in both (--filter "
             "or a --policy that ignores it passes that)");
}

BOOST_AUTO_TEST_CASE(the_headline_of_the_same_program_speaks_of_alarms) {
  Comparison comparison = nothing();
  comparison.same_program = true;
  BOOST_TEST(headline(comparison) == "A/A: the same program on both sides: no alarm in 1 row");
  BOOST_TEST(comparison_table(comparison, false).find("warning: A/A") != std::string::npos);
  comparison.rows[0].change = Change::cannot_tell;
  BOOST_TEST(headline(comparison) ==
             "A/A: the same program on both sides: no alarm (1 of 1 row undecided)");
  comparison.rows[0].change = Change::slower;
  BOOST_TEST(headline(comparison) ==
             "A/A: the same program on both sides, and 1 of 1 row called slower by +5.0 % "
             "or more: a false alarm, or what it opens differs");
}

// Of counters in which nothing could be told stood that they may be slower.
BOOST_AUTO_TEST_CASE(has_the_word_of_the_metrics_that_it_is_about) {
  const auto headline_of = [](double time, double faults, double scatter) {
    const auto document = [&](double time_factor, double faults_factor) {
      Series series = made_series("a", steady(1e6 * time_factor));
      double place = 0;
      for (Row& row : series.rows) {
        place += scatter;
        row.counters = {{"faults", faults_factor * (1000 + place)}};
      }
      return made_document({series});
    };
    const std::string text =
        comparison_table(compare_unpaired(document(1, 1), document(time, faults),
                                          {.metrics = {"real_time", "faults"}}),
                         false);
    return text.substr(0, text.find('\n'));
  };
  const std::string all = " of 2 comparisons in 2 metrics ";
  const std::string limit = "by +5.0 % or more";
  BOOST_TEST(headline_of(1.001, 1, 200) == "cannot tell: 1" + all + "may be worse " + limit);
  BOOST_TEST(headline_of(1.5, 1, 1) == "slower: 1" + all + limit);
  BOOST_TEST(headline_of(1.001, 1.5, 1) == "worse: 1" + all + limit);
  BOOST_TEST(headline_of(1.5, 1.5, 1) == "worse: 2" + all + limit);
  BOOST_TEST(headline_of(1.001, 1, 1) == "not worse: none" + all + limit);
}

BOOST_AUTO_TEST_CASE(says_how_exact_numbers_were_decided) {
  const auto document = [](double allocations) {
    Series series{.name = "a", .run_name = "a"};
    for (int i = 0; i < 3; ++i) series.rows.push_back({.counters = {{"allocations", allocations}}});
    return made_document({series});
  };
  const std::string text =
      comparison_table(compare(document(7), document(8), {.metrics = {"allocations"}}), false);
  BOOST_TEST(
      text.ends_with("\n1 worse\nDecided by the numbers as they are.\n"
                     "exact: all samples of a side are equal and compared as numbers\n"));
}

BOOST_AUTO_TEST_CASE(shortens_names_of_rows_where_the_terminal_is_narrow) {
  const std::string name = "load/mmap/a-model-with-a-long-name/of-ümläuts/and-日本/warm";
  const Comparison comparison = compare_unpaired(
      made_document({made_series(name, steady(1e6)), made_series("b", steady(1e6))}),
      made_document({made_series(name, steady(2e6)), made_series("b", steady(1e6))}));
  const auto lines = [&](std::size_t width) {
    const std::string text = comparison_table(comparison, false, false, width);
    std::vector<std::string> table;
    for (std::size_t at = text.find("\nrow ") + 1; table.size() < 3;) {
      const std::size_t end = text.find('\n', at);
      table.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return table;
  };
  const std::vector<std::string> whole = lines(0);
  BOOST_TEST(whole[1].starts_with(name + "  1.00 ms"));
  BOOST_TEST((lines(200) == whole));
  for (const std::size_t width : {90U, 100U, 110U}) {
    const std::vector<std::string> narrow = lines(width);
    BOOST_TEST(columns(narrow[1]) <= width);
    BOOST_TEST(narrow[1].starts_with("load/"));
    BOOST_TEST(narrow[1].find("…") < narrow[1].find("warm  "));
    // Columns still stand below each other.
    const auto place = [](const std::string& line, std::string_view cell) {
      return columns(line.substr(0, line.find(cell)));
    };
    BOOST_TEST(place(narrow[1], "1.00 ms") == place(narrow[2], "1.00 ms"));
  }
  // The figures stay, however narrow.
  BOOST_TEST(lines(20)[1].find("+100 %") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
