#include "reports/render/note_list.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

using Texts = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(note_list)

BOOST_AUTO_TEST_CASE(says_each_text_once) {
  NoteList notes;
  BOOST_TEST(notes.add("a 1") == 0U);
  BOOST_TEST(notes.add("a 2") == 1U);
  BOOST_TEST(notes.add("a 1") == 0U);
  BOOST_TEST(notes.texts() == (Texts{"a 1", "a 2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(joins_texts_that_differ_in_their_figures) {
  NoteList notes;
  BOOST_TEST(notes.add_in_range("245760 bytes were read") == 0U);
  BOOST_TEST(notes.add_in_range("one takes 3 s: 30 of them do not fit") == 1U);
  BOOST_TEST(notes.add_in_range("16384 bytes were read") == 0U);
  BOOST_TEST(notes.add_in_range("24576 bytes were read") == 0U);
  BOOST_TEST(notes.add_in_range("one takes 1.6 s: 30 of them do not fit") == 1U);
  BOOST_TEST(notes.add_in_range("one takes 1.2e+02 s: 30 of them do not fit") == 1U);
  const Texts expected{"16384 to 245760 bytes were read",
                       "one takes 1.6 to 1.2e+02 s: 30 of them do not fit"};
  BOOST_TEST(notes.texts() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(takes_names_for_no_figures_and_other_words_for_another_text) {
  NoteList notes;
  for (const std::string_view text :
       {"no form in incidents-23MB", "no form in incidents-46MB", "json stops at 64MB",
        "json stops at 32MB", "5 bytes", "5 pages", "", "7"}) {
    notes.add_in_range(text);
  }
  BOOST_TEST(notes.texts().size() == 8U);
  BOOST_TEST(notes.texts().back() == "7");
}

BOOST_AUTO_TEST_CASE(keeps_apart_what_was_not_to_be_joined) {
  NoteList notes;
  notes.add("2 of 31 samples dropped: late");
  notes.add("1 of 82 samples dropped: late");
  notes.add_in_range("2 of 31 samples dropped: late");
  BOOST_TEST(notes.texts().size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
