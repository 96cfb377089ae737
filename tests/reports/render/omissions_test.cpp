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
  BOOST_TEST(all.dropped[0].words(9) == "a: 2 of 31 samples: no proof");
  BOOST_REQUIRE(all.left_out.size() == 1U);
  BOOST_TEST(all.left_out[0].words(9) == "b: too slow");
  BOOST_REQUIRE(all.remarks.size() == 2U);
  BOOST_TEST(all.remarks[0].words(9) == "c: failed: no such model");
  BOOST_TEST(all.remarks[1].words(9) == "f: truncated: the file ends in the middle");
}

// A report on 138 rows once listed 552 aggregates, and between them one failure.
BOOST_AUTO_TEST_CASE(makes_one_remark_of_all_aggregates_of_all_files) {
  const Omissions all = omissions_of(with_notes({aggregate("a", "mean"),
                                                 aggregate("a", "cv"),
                                                 {NoteKind::failed, "c", "no such model", "a.json"},
                                                 aggregate("b", "mean"),
                                                 aggregate("b", "mean", "b.json")}));
  BOOST_REQUIRE(all.remarks.size() == 2U);
  BOOST_TEST(all.remarks[0].subjects.front() == "c");
  BOOST_TEST(all.remarks[1].words(9) ==
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

BOOST_AUTO_TEST_CASE(gives_rows_with_the_same_reason_one_entry) {
  std::vector<Note> notes;
  for (const char row : std::string("abcdef")) {
    notes.push_back({NoteKind::left_out, {row}, "tmpfs cannot be evicted", "f"});
  }
  notes.insert(notes.begin() + 1, {NoteKind::left_out, "x", "too slow", "f"});
  const std::vector<Omission> left_out = omissions_of(with_notes(notes)).left_out;
  BOOST_REQUIRE(left_out.size() == 2U);
  BOOST_TEST(left_out[0].words(6) == "a, b, c, d, e and f: tmpfs cannot be evicted");
  BOOST_TEST(left_out[0].words(5) == "a, b, c, d, e and f: tmpfs cannot be evicted");
  BOOST_TEST(left_out[0].words(4) == "a, b, c, d and 2 others: tmpfs cannot be evicted");
  BOOST_TEST(left_out[0].words(1) == "a and 5 others: tmpfs cannot be evicted");
  BOOST_TEST(left_out[1].words(1) == "x: too slow");
}

BOOST_AUTO_TEST_CASE(says_how_often_a_row_failed) {
  const Note failed{NoteKind::failed, "a", "no such model", "f"};
  const std::vector<Omission> remarks =
      omissions_of(with_notes({failed, failed, {NoteKind::failed, "b", "no such model", "f"}}))
          .remarks;
  BOOST_REQUIRE(remarks.size() == 1U);
  BOOST_TEST(remarks[0].words(9) == "a (2 times) and b: failed: no such model");
}

BOOST_AUTO_TEST_CASE(has_nothing_to_say_of_a_document_without_notes) {
  const Omissions none = omissions_of(Document{});
  BOOST_TEST(none.dropped.empty());
  BOOST_TEST(none.left_out.empty());
  BOOST_TEST(none.remarks.empty());
}

BOOST_AUTO_TEST_CASE(reasons_that_differ_in_figures_share_one_where_there_is_little_room) {
  const std::vector<Omission> fewer = in_ranges({{{"a", "b"}, "takes 0.2 s: 30 do not fit"},
                                                 {{"c"}, "tmpfs"},
                                                 {{"d"}, "takes 51 s: 30 do not fit"}});
  BOOST_REQUIRE(fewer.size() == 2U);
  BOOST_TEST(fewer[0].words(5) == "a, b and d: takes 0.2 to 51 s: 30 do not fit");
  BOOST_TEST(fewer[1].words(5) == "c: tmpfs");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
