#define BOOST_TEST_MODULE hash
#include "core/base/hash.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

using namespace alertsage;

BOOST_AUTO_TEST_SUITE(hash)

// The values of `xxhsum -H3` and `xxhsum -H2` 0.8.1 for the same bytes.
BOOST_AUTO_TEST_CASE(is_xxh3_as_xxhsum_prints_it) {
  BOOST_TEST(hash64("") == 0x2d06800538d394c2u);
  BOOST_TEST(hash64("one two") == 0xe711d9ae071dd050u);
  BOOST_TEST(content_id(std::array{as_bytes("")}) == "99aa06d3014798d86001c324468d497f");
  BOOST_TEST(content_id(std::array{as_bytes("one two")}) == "0e8fa0ea5fd6fe4ce8eb1460b6a93ffe");
}

BOOST_AUTO_TEST_CASE(parts_hash_as_one) {
  BOOST_TEST(content_id(std::array{as_bytes("one "), as_bytes("two")}) ==
             content_id(std::array{as_bytes("one two")}));
  BOOST_TEST(content_id(std::array{as_bytes("one two")}) !=
             content_id(std::array{as_bytes("one twp")}));
}

BOOST_AUTO_TEST_SUITE_END()
