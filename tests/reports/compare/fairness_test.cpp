#include "reports/compare/fairness.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "core/base/error.hpp"
#include "reports/compare/comparison.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/made_pairs.hpp"

namespace alertsage::reports {
namespace {

using Context = std::map<std::string, std::string>;

Document document(double median, Context context = {}, std::size_t samples = 31) {
  Document made = made_document({made_series("a", steady(median, samples))});
  made.context = std::move(context);
  return made;
}

// The doubts of a comparison, and what of each is known, but for the order of measurement.
std::string doubts(const Document& base, const Document& contender) {
  std::string text;
  for (const Unfairness& found : compare(base, contender, {}).unfairness) {
    if (found.doubt == Doubt::block_order) continue;
    for (const std::string& detail : found.details) {
      text += std::string(name_of(found.doubt)) + ": " + detail + "\n";
    }
  }
  return text;
}

std::string doubts_of(Context base, Context contender) {
  return doubts(document(1, std::move(base)), document(1.001, std::move(contender)));
}

BOOST_AUTO_TEST_SUITE(fairness)

BOOST_AUTO_TEST_CASE(names_doubts_as_the_command_line_does) {
  for (const Doubt doubt : kDoubts) BOOST_TEST((doubt_named(name_of(doubt)) == doubt));
  BOOST_CHECK_THROW(doubt_named("order"), Error);
}

BOOST_AUTO_TEST_CASE(doubts_two_machines) {
  for (const std::string key :
       {"host_name", "num_cpus", "caches", "aslr_enabled", "cpu_scaling_enabled", "alertsage.cpu",
        "alertsage.cpus", "alertsage.kernel", "alertsage.governor", "alertsage.memory_bytes",
        "alertsage.virtualised", "alertsage.aslr", "alertsage.turbo", "alertsage.cpu_quota",
        "alertsage.memory_limit_bytes"}) {
    BOOST_TEST(doubts_of({{key, "x"}}, {{key, "y"}}) ==
               "machine: " + key + " is 'x' in BASE, 'y' in NEW\n");
    BOOST_TEST(doubts_of({{key, "x"}}, {{key, "x"}}) == "");
    BOOST_TEST(doubts_of({{key, "x"}}, Context{}) == "");  // nobody knows
  }
  for (const std::string key : {"date", "mhz_per_cpu", "load_avg", "alertsage.load_average",
                                "alertsage.commit", "alertsage.os", "library_version"}) {
    BOOST_TEST(doubts_of({{key, "x"}}, {{key, "y"}}) == "");
  }
}

// A document that another tool has rewritten.
BOOST_AUTO_TEST_CASE(takes_lists_with_other_space_for_the_same) {
  BOOST_TEST(doubts_of({{"caches", "[{\"size\": 1},\n  {\"size\": 2}]"}},
                       {{"caches", "[{\"size\":1},{\"size\":2}]"}}) == "");
}

BOOST_AUTO_TEST_CASE(doubts_a_side_whose_files_are_of_two_machines) {
  Document base = document(1);
  base.notes = {{NoteKind::context_differs, "host_name", "'b' here, 'a' in 1.json", "2.json"}};
  BOOST_TEST(doubts(base, document(1.001)) ==
             "machine: host_name of 2.json is 'b' here, 'a' in 1.json\n");
}

BOOST_AUTO_TEST_CASE(doubts_builds_that_differ_or_are_for_debugging) {
  const std::string release = "-O3 -DNDEBUG";
  const auto ours = [](std::string flags, std::string sanitizers) {
    return Context{{"alertsage.flags", std::move(flags)},
                   {"alertsage.sanitizers", std::move(sanitizers)},
                   {"library_build_type", "debug"}};  // as Debian's library says of itself
  };
  BOOST_TEST(doubts_of(ours(release, "none"), ours(release, "none")) == "");
  BOOST_TEST(doubts_of(ours("-O2 -DNDEBUG", "none"), ours(release, "none")) ==
             "build: alertsage.flags is '-O2 -DNDEBUG' in BASE, '-O3 -DNDEBUG' in NEW\n");
  BOOST_TEST(doubts_of(ours("-O0", "none"), ours("-O0", "none")) ==
             "build: BASE is a build for debugging\nbuild: NEW is a build for debugging\n");
  BOOST_TEST(doubts_of(ours(release, "address"), ours(release, "address")) ==
             "build: BASE is a build for debugging\nbuild: NEW is a build for debugging\n");
  BOOST_TEST(doubts_of({{"library_build_type", "debug"}}, {{"library_build_type", "release"}}) ==
             "build: library_build_type is 'debug' in BASE, 'release' in NEW\n");
}

BOOST_AUTO_TEST_CASE(doubts_two_compilers) {
  BOOST_TEST(doubts_of({{"alertsage.compiler", "GNU 12"}}, {{"alertsage.compiler", "Clang 14"}}) ==
             "compiler: alertsage.compiler is 'GNU 12' in BASE, 'Clang 14' in NEW\n");
}

BOOST_AUTO_TEST_CASE(doubts_the_order_of_unpaired_samples_alone) {
  const auto in_doubt = [](const Comparison& comparison) {
    return !comparison.unfairness.empty() && comparison.unfairness[0].doubt == Doubt::block_order;
  };
  BOOST_TEST(in_doubt(compare(document(1), document(1.001), {})));
  BOOST_TEST(!in_doubt(compare(made_side_of_pairs({made_blocks("a", 1)}),
                               made_side_of_pairs({made_blocks("a", 1.001)}), {})));

  const auto dated = [](double median, const std::vector<std::string>& seconds) {
    Document several = document(median);
    several.sources.clear();
    for (const std::string& second : seconds) {
      several.sources.push_back(second + ".json");
      several.dates.push_back("2026-05-06T07:08:" + second);
    }
    return several;
  };
  const Comparison base_first = compare(dated(1, {"00", "02"}), dated(1.001, {"01", "03"}), {});
  BOOST_TEST_REQUIRE(in_doubt(base_first));
  BOOST_TEST(base_first.unfairness[0].details.back().find("base, new, new, base") !=
             std::string::npos);
  BOOST_TEST(compare(document(1), document(1.001), {}).unfairness[0].details.size() == 1U);
  const Comparison unequal = compare(dated(1, {"00", "03"}), dated(1.001, {"01"}), {});
  BOOST_TEST_REQUIRE(in_doubt(unequal));
  BOOST_TEST(unequal.unfairness[0].words == "not as many files a side, so no pairs");
  BOOST_TEST(unequal.unfairness[0].details.back().starts_with("BASE has 2 files, NEW has 1 file;"));
  BOOST_TEST(base_first.unfairness[0].words == "one side was measured after the other");
  const Comparison in_turn = compare(dated(1, {"00", "03"}), dated(1.001, {"01", "02"}), {});
  BOOST_TEST(!in_doubt(in_turn));

  Document counted = document(1);
  for (Row& row : counted.series[0].rows) row.counters["allocations"] = 7;
  Document again = document(1.001);
  for (Row& row : again.series[0].rows) row.counters["allocations"] = 7;
  const Comparison exact = compare(counted, again, {.metrics = {"allocations"}});
  BOOST_TEST(!in_doubt(exact));
  BOOST_TEST((exact.verdict() == ExitCode::good));
}

BOOST_AUTO_TEST_CASE(doubts_rows_with_too_few_samples) {
  BOOST_TEST(doubts(document(1, {}, 8), document(1.001, {}, 7)) ==
             "samples: 1 of 1 rows: fewer than the 8 samples a side that a verdict needs\n");
  BOOST_TEST(doubts(document(1, {}, 8), document(1.001, {}, 8)) == "");

  // Accepted, they do not stop the others.
  const auto with_few = [](double median) {
    Document made = document(median);
    made.series.push_back(made_series("few", {median, median}));
    return made;
  };
  const Comparison undecided =
      compare(with_few(1), with_few(1.001), {.accept = {Doubt::block_order}});
  BOOST_TEST((undecided.verdict() == ExitCode::undecided));
  const Comparison passed =
      compare(with_few(1), with_few(1.001), {.accept = {Doubt::block_order, Doubt::samples}});
  BOOST_TEST((passed.verdict() == ExitCode::good));
  BOOST_TEST((passed.rows[1].change == Change::cannot_tell));
  const Comparison worse = compare(with_few(1), with_few(2), {.accept = {Doubt::block_order}});
  BOOST_TEST((worse.verdict() == ExitCode::verdict_bad));
}

BOOST_AUTO_TEST_CASE(doubts_rows_that_are_gone_and_nobody_says_why) {
  Document base = document(1);
  base.series.push_back(made_series("gone", steady(1)));
  Document contender = document(1.001);
  BOOST_TEST(doubts(base, contender) == "missing: gone\n");
  BOOST_TEST(doubts(contender, base) == "");
  const auto verdict = [&](std::vector<Doubt> accept) {
    return compare(base, contender, {.accept = std::move(accept)}).verdict();
  };
  BOOST_TEST((verdict({Doubt::block_order}) == ExitCode::undecided));
  BOOST_TEST((verdict({Doubt::block_order, Doubt::missing}) == ExitCode::good));
  contender.notes = {{NoteKind::left_out, "gone", "it takes too long", "new.json"}};
  BOOST_TEST((verdict({Doubt::block_order}) == ExitCode::good));
}

BOOST_AUTO_TEST_CASE(stops_a_bad_verdict_too_until_it_is_accepted) {
  const Document here = document(1, {{"host_name", "a"}});
  const Document there = document(2, {{"host_name", "b"}});
  const Comparison unfair = compare(here, there, {.accept = {Doubt::block_order}});
  BOOST_TEST(unfair.is_unfair());
  BOOST_TEST((unfair.rows[0].change == Change::slower));
  BOOST_TEST((unfair.verdict() == ExitCode::undecided));
  BOOST_TEST((compare(here, there, {.accept = {Doubt::block_order, Doubt::machine}}).verdict() ==
              ExitCode::verdict_bad));
}

BOOST_AUTO_TEST_CASE(tells_nothing_from_a_copy_or_a_truncated_base) {
  const CompareOptions options{.accept = {Doubt::block_order}};
  BOOST_TEST(compare(document(1), document(1), options).same_samples);
  BOOST_TEST((compare(document(1), document(1), options).verdict() == ExitCode::undecided));
  Document cut = document(1);
  cut.notes = {{NoteKind::truncated, "", "the file ends in the middle", "base.json"}};
  BOOST_TEST((compare(cut, document(1.001), options).verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(passes_nothing_where_nothing_was_compared) {
  const CompareOptions options{
      .policy = parse_policy(R"({"rows": [{"match": "", "ignore": true}]})"),
      .accept = {Doubt::block_order}};
  BOOST_TEST((compare(document(1), document(1.001), options).verdict() == ExitCode::undecided));
}

// Commands are started and timed from outside.
BOOST_AUTO_TEST_CASE(how_the_instrument_was_built_does_not_matter_to_whole_processes) {
  const auto side = [](const std::string& row, const std::string& flags, double median) {
    Document made = made_document({made_series(row, steady(median))});
    made.context = {{"alertsage.flags", flags}, {"alertsage.compiler", "for " + flags}};
    return made;
  };
  for (const std::string row : {"process/ls/warm", "process/a command/cold"}) {
    BOOST_TEST(doubts(side(row, "-O0", 1), side(row, "-O2 -DNDEBUG", 1.001)) == "");
  }
  const std::string loaded_here = "load/mmap/small/warm";
  BOOST_TEST(doubts(side(loaded_here, "-O0", 1), side(loaded_here, "-O2 -DNDEBUG", 1.001)) != "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
