#define BOOST_TEST_MODULE reports_render
#include "reports/render/escape.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(escape)

BOOST_AUTO_TEST_CASE(makes_html_harmless_in_text_and_attributes) {
  BOOST_TEST(html_escaped("<a href=\"x\">R&D</a>") ==
             "&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;");
  BOOST_TEST(html_escaped("mmap ≈ 2 ms") == "mmap ≈ 2 ms");
  BOOST_TEST(html_escaped("a\n\xff") == "a\\x0a\\xff");
}

// RFC 4648, section 10.
BOOST_AUTO_TEST_CASE(encodes_the_test_vectors_of_the_standard) {
  BOOST_TEST(base64("") == "");
  BOOST_TEST(base64("f") == "Zg==");
  BOOST_TEST(base64("fo") == "Zm8=");
  BOOST_TEST(base64("foo") == "Zm9v");
  BOOST_TEST(base64("foob") == "Zm9vYg==");
  BOOST_TEST(base64("fooba") == "Zm9vYmE=");
  BOOST_TEST(base64("foobar") == "Zm9vYmFy");
  BOOST_TEST(base64(std::string_view("\xfb\xff\xfe", 3)) == "+//+");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
