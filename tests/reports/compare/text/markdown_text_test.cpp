#include "reports/compare/text/markdown_text.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(markdown_text)

BOOST_AUTO_TEST_CASE(makes_markup_harmless_in_a_table_cell) {
  BOOST_TEST(markdown_escaped("a|b") == "a\\|b");
  BOOST_TEST(markdown_escaped("first_prediction") == "first\\_prediction");
  BOOST_TEST(markdown_escaped("<b>*`[x](y)") == "&lt;b&gt;\\*\\`\\[x\\](y)");
  BOOST_TEST(markdown_escaped("</td><script>") == "&lt;/td&gt;&lt;script&gt;");
  BOOST_TEST(markdown_escaped("a\nb") == "a\\\\x0ab");  // shown as a\x0ab
}

// A zero-width space after the sign is what bots write to mention nobody.
BOOST_AUTO_TEST_CASE(mentions_nobody_and_no_issue) {
  BOOST_TEST(markdown_escaped("@user") == "@&#8203;user");
  BOOST_TEST(markdown_escaped("owner/name#123") == "owner/name\\#&#8203;123");
  BOOST_TEST(markdown_escaped("a @ b # c @") == "a @ b \\# c @");
}

BOOST_AUTO_TEST_CASE(leaves_what_is_printable_already_as_it_is) {
  BOOST_TEST(markdown_of_printable("a\\x0ab") == "a\\\\x0ab");
  BOOST_TEST(markdown_of_printable("größe") == "größe");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
