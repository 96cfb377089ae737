#include "reports/render/junit.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/reports/charts/fixture.hpp"
#include "tests/reports/render/junit_tree.hpp"

namespace alertsage::reports {
namespace {

Tree suite_of(const Document& document) {
  return suite_in(leak_junit(document));
}

BOOST_AUTO_TEST_SUITE(junit)

BOOST_AUTO_TEST_CASE(has_a_case_for_each_test_and_counts_them) {
  const Tree suite = suite_of(fixture::leak_tests());
  BOOST_TEST(suite.get<int>("<xmlattr>.tests") == 6);
  BOOST_TEST(suite.get<int>("<xmlattr>.failures") == 1);
  BOOST_TEST(suite.get<int>("<xmlattr>.errors") == 1);
  BOOST_TEST(suite.get<int>("<xmlattr>.skipped") == 3);
  BOOST_TEST(suite.count("testcase") == 6U);
}

BOOST_AUTO_TEST_CASE(fails_a_leak_alone) {
  const Tree suite = suite_of(fixture::leak_tests());
  const Tree leak = case_named(suite, "plugin-tagger/alertsage/load-predict-drop");
  BOOST_TEST(leak.get<std::string>("<xmlattr>.classname") == "leaktest");
  BOOST_TEST(leak.get<std::string>("failure.<xmlattr>.message") ==
             "leak: Live bytes rise by 24 B and descriptors by 1 with every load.");
  const std::string out = leak.get<std::string>("system-out");
  BOOST_TEST(out.find("live bytes: leak, 24 B a cycle, at least 24 B; smallest leak seen: 8 B\n") !=
             std::string::npos);
  BOOST_TEST(out.find("leaked: 45 descriptors: /models/") != std::string::npos);
  BOOST_TEST(out.find("to find it: heaptrack ") != std::string::npos);
  const Tree clean = case_named(suite, "mmap/alertsage/load-predict-drop");
  BOOST_TEST(clean.get<std::string>("<xmlattr>.time") == "2.800");
  BOOST_TEST(!leak.get_optional<double>("<xmlattr>.time").has_value());
  BOOST_TEST(clean.count("failure") + clean.count("skipped") + clean.count("error") == 0U);
}

BOOST_AUTO_TEST_CASE(calls_neither_passed_nor_failed_what_is_undecided) {
  const Tree suite = suite_of(fixture::leak_tests());
  for (const char* name :
       {"joblib/alertsage/load-predict-drop", "process/worker (412)/at-intervals",
        "command/python3 serve.py/each-line"}) {
    const Tree undecided = case_named(suite, name);
    BOOST_TEST(undecided.count("skipped") == 1U, name);
    BOOST_TEST(undecided.count("failure") == 0U, name);
  }
}

// It once passed: nobody looked at how far the run came.
BOOST_AUTO_TEST_CASE(does_not_pass_what_is_clean_as_far_as_it_came) {
  Document document;
  document.leaks = {fixture::leak_section("mmap", "a", 0)};
  document.leaks[0].reason = "no quantity grows";
  document.leaks[0].partial = "interrupted after 12 of 60 cycles";
  const Tree suite = suite_of(document);
  BOOST_TEST(suite.get<int>("<xmlattr>.skipped") == 1);
  BOOST_TEST(
      case_named(suite, "mmap/a/load-predict-drop").get<std::string>("skipped.<xmlattr>.message") ==
      "clean, partial (interrupted after 12 of 60 cycles): no quantity grows");
  document.leaks[0].verdict = LeakVerdict::leak;
  BOOST_TEST(suite_of(document).get<int>("<xmlattr>.failures") == 1);
}

BOOST_AUTO_TEST_CASE(is_never_green_where_the_document_is_incomplete) {
  Document document;
  document.leaks = {fixture::leak_section("mmap", "a", 0)};
  BOOST_TEST(suite_of(document).get<int>("<xmlattr>.errors") == 0);
  const auto message = [](const Document& incomplete) {
    const Tree suite = suite_of(incomplete);
    BOOST_TEST(suite.get<int>("<xmlattr>.errors") == 1);
    BOOST_TEST(suite.get<int>("<xmlattr>.tests") == 2);
    return case_named(suite, "the whole document").get<std::string>("error.<xmlattr>.message");
  };
  Document partial = document;
  partial.context["alertsage.partial"] = "interrupted after 1 of 12 tests";
  BOOST_TEST(message(partial) == "partial: interrupted after 1 of 12 tests");
  Document cut = document;
  cut.notes = {
      {NoteKind::truncated, "leaktest", "the file ends inside a leak section", "made.json"},
      {NoteKind::truncated, "", "the file ends in the middle", "made.json"}};
  BOOST_TEST(message(cut) ==
             "truncated: the file ends inside a leak section; truncated: the file ends in the "
             "middle");
}

BOOST_AUTO_TEST_CASE(does_not_pass_over_what_could_not_be_tested) {
  const Tree failed =
      case_named(suite_of(fixture::leak_tests()), "json/alertsage/load-predict-drop");
  BOOST_TEST(failed.get<std::string>("error.<xmlattr>.message") == "no such form");
}

BOOST_AUTO_TEST_CASE(is_xml_whatever_the_texts) {
  Document document;
  LeakSection odd = fixture::leak_section("mmap", "a<&\"'>]]>\x01\xff", 5000);
  odd.reason = "\x1b[31m\n</system-out>";
  odd.next_steps = {odd.reason};
  odd.leaked = {{"mappings", std::string("\0\x0b", 2), 1}};
  document.leaks = {odd};
  const std::string xml = leak_junit(document);
  BOOST_TEST(xml.find('\x01') == std::string::npos);
  BOOST_TEST(xml.find('\x1b') == std::string::npos);
  const Tree read = case_named(suite_of(document), "mmap/a<&\"'>]]>\\x01\\xff/load-predict-drop");
  BOOST_TEST(read.get<std::string>("system-out").find("\\x1b[31m\\x0a</system-out>") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_an_empty_suite_where_nothing_was_tested) {
  BOOST_TEST(suite_of(Document{}).get<int>("<xmlattr>.tests") == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
