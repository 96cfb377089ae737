#include "reports/render/text_layout.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(text_layout)

BOOST_AUTO_TEST_CASE(counts_characters_not_bytes) {
  BOOST_TEST(columns_of("mmap") == 4);
  BOOST_TEST(columns_of("≈ é") == 3);
}

BOOST_AUTO_TEST_CASE(aligns) {
  BOOST_TEST(right_aligned("≈", 3) == "  ≈");
  BOOST_TEST(left_aligned("ab", 4) == "ab  ");
  BOOST_TEST(right_aligned("long", 2) == "long");
}

BOOST_AUTO_TEST_CASE(breaks_lines_at_blanks) {
  BOOST_TEST(wrapped("one two three", 8) == "one two\nthree\n");
  BOOST_TEST(wrapped("one two three", 9, 2) == "  one two\n  three\n");
  BOOST_TEST(wrapped("a verylongword b", 5) == "a\nverylongword\nb\n");
  BOOST_TEST(wrapped("  a   b ", 9) == "a b\n");
  BOOST_TEST(wrapped("", 9).empty());
}

BOOST_AUTO_TEST_CASE(keeps_a_figure_and_its_unit_on_one_line) {
  BOOST_TEST(with_units_joined("takes 47.3 us, 2 MiB") == "takes 47.3\u00a0us, 2\u00a0MiB");
  BOOST_TEST(with_units_joined("9.9 million x") == "9.9\u00a0million x");
  BOOST_TEST(with_units_joined("+10 % beside") == "+10\u00a0% beside");
  BOOST_TEST(with_units_joined("100 incidents, 8 sets, a ms") == "100 incidents, 8 sets, a ms");
  BOOST_TEST(wrapped(with_units_joined("takes 47.3 us"), 11) == "takes\n47.3 us\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
