#define BOOST_TEST_MODULE numpy_scalar
#include "core/format/numpy_scalar.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "core/format/joblib_document.hpp"
#include "tests/core/format/pickle_assembler.hpp"

using namespace alertsage;
using namespace alertsage::testing;
using namespace std::string_literals;
using pickle::Kind;

namespace {

std::string scalar(const std::string& type, std::string_view bytes) {
  return kProto4 + global("numpy._core.multiarray", "scalar") + type + 'C' +
         std::string(1, static_cast<char>(bytes.size())) + std::string(bytes) + kTuple2 + kReduce +
         kStop;
}

// Protocol 2 has no bytes: Latin-1 text, and a call that Python would make of it.
std::string protocol_2(const std::string& type, std::string_view latin_1) {
  return kProto4 + global("numpy.core.multiarray", "scalar") + type + global("_codecs", "encode") +
         text(latin_1) + text("latin1") + kTuple2 + kReduce + kTuple2 + kReduce + kStop;
}

template <typename Reader>
auto read(const std::string& file, Reader reader) {
  const JoblibDocument document(as_bytes(file));
  return reader(document.root());
}

std::int64_t integer_in(const std::string& file) {
  return read(file, numpy::integer);
}
bool boolean_in(const std::string& file) {
  return read(file, numpy::boolean);
}
double real_in(const std::string& file) {
  return read(file, numpy::real);
}
std::string text_in(const std::string& file) {
  return read(file, numpy::text);
}
Kind kind_in(const std::string& file) {
  return read(file, numpy::plain_kind);
}

const std::string kTrue = kProto4 + "\x88" + kStop;

}  // namespace

BOOST_AUTO_TEST_CASE(integers) {
  BOOST_TEST(integer_in(kProto4 + integer(-3) + kStop) == -3);
  BOOST_TEST(integer_in(scalar(dtype("i8"), little_endian(std::int64_t{-7}))) == -7);
  BOOST_TEST(integer_in(scalar(dtype("u2"), "\xFF\xFF")) == 65535);
  BOOST_TEST(integer_in(protocol_2(dtype("i2"), "\xC3\xBF\x01")) == 0x1FF);
  for (const std::string& wrong :
       {protocol_2(dtype("i2"), "\xC4\x80\x01"), protocol_2(dtype("i2"), "a"),
        protocol_2(dtype("i2"), "abc"), protocol_2(dtype("i2"), "abcdefghijk"),
        scalar(dtype("i8"), "1234567"), scalar(dtype("i4"), "123456789"),
        scalar(dtype("f8"), "12345678"), scalar(dtype("b1"), "\x01"), kProto4 + text("3") + kStop,
        kTrue}) {
    BOOST_CHECK_THROW(integer_in(wrong), Error);
  }
}

BOOST_AUTO_TEST_CASE(booleans) {
  BOOST_TEST(boolean_in(kTrue));
  BOOST_TEST(boolean_in(scalar(dtype("b1", "|"), "\x01")));
  BOOST_TEST(!boolean_in(scalar(dtype("b1", "|"), "\0"s)));
  for (const std::string& wrong :
       {scalar(dtype("b1", "|"), "\x01\x01"), scalar(dtype("i1", "|"), "\x01"),
        kProto4 + integer(1) + kStop}) {
    BOOST_CHECK_THROW(boolean_in(wrong), Error);
  }
}

BOOST_AUTO_TEST_CASE(floats) {
  BOOST_TEST(real_in(scalar(dtype("f4"), little_endian(0.5F))) == 0.5);
  BOOST_TEST(real_in(scalar(dtype("f8"), little_endian(-1e300))) == -1e300);
  BOOST_TEST(real_in(kProto4 + integer(-3) + kStop) == -3.0);
  BOOST_CHECK_THROW(real_in(scalar(dtype("f8"), "1234")), Error);
  BOOST_TEST(real_in(scalar(dtype("i8"), little_endian(std::int64_t{-7}))) == -7.0);
  BOOST_CHECK_THROW(real_in(scalar(dtype("b1", "|"), "\x01")), Error);
  BOOST_CHECK_THROW(real_in(kTrue), Error);
}

BOOST_AUTO_TEST_CASE(text_is_ucs_4_and_loses_the_nuls_at_its_end) {
  BOOST_TEST(text_in(kProto4 + text("l2") + kStop) == "l2");
  BOOST_TEST(text_in(scalar(dtype("U3"), "l\0\0\0\xE9\0\0\0\0\0\0\0"s)) == "l\xC3\xA9");
  BOOST_TEST(text_in(scalar(dtype("U1"), "\0\xF6\x01\0"s)) == "\xF0\x9F\x98\x80");
  BOOST_TEST(text_in(protocol_2(dtype("U1"), "\xC3\xA9\0\0\0"s)) == "\xC3\xA9");
  for (const std::string& wrong :
       {scalar(dtype("U1"), "\0\xD8\0\0"s), scalar(dtype("U1"), "\0\0\x11\0"s),
        scalar(dtype("U2"), "l\0\0\0"s), scalar(dtype("U1"), "l\0\0\0\0\0\0\0"s),
        scalar(dtype("i4"), "l\0\0\0"s), kTrue}) {
    BOOST_CHECK_THROW(text_in(wrong), Error);
  }
}

BOOST_AUTO_TEST_CASE(kinds_are_of_what_the_scalar_stands_for) {
  BOOST_TEST((kind_in(scalar(dtype("u1", "|"), "\x01")) == Kind::integer));
  BOOST_TEST((kind_in(scalar(dtype("b1", "|"), "\x01")) == Kind::boolean));
  BOOST_TEST((kind_in(scalar(dtype("f4"), "1234")) == Kind::real));
  BOOST_TEST((kind_in(scalar(dtype("U1"), "1234")) == Kind::text));
  BOOST_TEST((kind_in(kProto4 + kNone + kStop) == Kind::none));
  BOOST_CHECK_THROW(kind_in(scalar(dtype("O8"), "12345678")), Error);
  const std::string no_arguments =
      kProto4 + global("numpy._core.multiarray", "scalar") + kEmptyTuple + kReduce + kStop;
  BOOST_CHECK_THROW(kind_in(no_arguments), Error);
}
