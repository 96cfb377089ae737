#include "reports/render/omissions.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

Document with_notes(std::vector<Note> notes) {
  Document document;
  document.notes = std::move(notes);
  return document;
}

Note aggregate(std::string row, std::string name, std::string source = "a.json") {
  return {NoteKind::aggregate, std::move(row), std::move(name), std::move(source)};
}

BOOST_AUTO_TEST_SUITE(omissions)

BOOST_AUTO_TEST_CASE(puts_each_note_where_it_belongs) {
  const Omissions all =
      omissions_of(with_notes({{NoteKind::dropped, "a", "no proof", "f", "2 of 31 samples"},
                               {NoteKind::left_out, "b", "too slow", "f"},
                               {NoteKind::failed, "c", "no such model", "f"},
                               {NoteKind::truncated, "", "the file ends in the middle", "f"}}));
  BOOST_REQUIRE(all.dropped.size() == 1U);
  BOOST_TEST(all.dropped[0].words() == "a: 2 of 31 samples: no proof");
  BOOST_REQUIRE(all.left_out.size() == 1U);
  BOOST_TEST(all.left_out[0].words() == "b: too slow");
  BOOST_REQUIRE(all.remarks.size() == 2U);
  BOOST_TEST(all.remarks[0].words() == "c: failed: no such model");
  BOOST_TEST(all.remarks[1].words() == "f: truncated: the file ends in the middle");
}

// A report on 138 rows once listed 552 aggregates, and between them one failure.
BOOST_AUTO_TEST_CASE(makes_one_remark_of_all_aggregates_of_all_files) {
  const Omissions all = omissions_of(with_notes({aggregate("a", "mean"),
                                                 aggregate("a", "cv"),
                                                 {NoteKind::failed, "c", "no such model", "a.json"},
                                                 aggregate("b", "mean"),
                                                 aggregate("b", "mean", "b.json")}));
  BOOST_REQUIRE(all.remarks.size() == 2U);
  BOOST_TEST(all.remarks[0].subject == "c");
  BOOST_TEST(all.remarks[1].words() ==
             "4 aggregate rows of the library (mean, cv) are passed over: all statistics here are "
             "computed from the raw rows");
}

BOOST_AUTO_TEST_CASE(speaks_of_one_aggregate_and_cuts_a_long_list_of_their_names) {
  BOOST_TEST(omissions_of(with_notes({aggregate("a", "cv")}))
                 .remarks[0]
                 .reason.starts_with("1 aggregate row of the library (cv) is passed over"));
  std::vector<Note> notes;
  for (const char name : std::string("abcdefgh")) notes.push_back(aggregate("x", {name}));
  BOOST_TEST(omissions_of(with_notes(notes))
                 .remarks[0]
                 .reason.starts_with(
                     "8 aggregate rows of the library (a, b, c, d, e, f, …) are passed over"));
}

BOOST_AUTO_TEST_CASE(has_nothing_to_say_of_a_document_without_notes) {
  const Omissions none = omissions_of(Document{});
  BOOST_TEST(none.dropped.empty());
  BOOST_TEST(none.left_out.empty());
  BOOST_TEST(none.remarks.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
