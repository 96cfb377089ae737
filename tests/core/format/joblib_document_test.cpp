#define BOOST_TEST_MODULE joblib_document
#include "core/format/joblib_document.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "core/format/class_labels.hpp"
#include "tests/core/format/pickle_assembler.hpp"

using namespace alertsage;
using namespace alertsage::testing;
using pickle::Value;

namespace {

std::string refusal(const std::string& file) {
  try {
    const JoblibDocument document(as_bytes(file));
    return "";
  } catch (const Error& error) {
    BOOST_TEST(error.place().offset.has_value());
    return error.what();
  }
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string one_dimension(std::uint8_t length) {
  return integer(length) + kTuple1;
}

std::string doubles(std::initializer_list<double> values) {
  std::string bytes;
  for (const double value : values) bytes += little_endian(value);
  return bytes;
}

// A file that is one array.
std::string array_file(const std::string& dtype_opcodes, const std::string& shape,
                       const std::string& bytes) {
  return kProto4 + wrapper(dtype_opcodes, shape) + bytes + kStop;
}

numpy::Array root_array(const JoblibDocument& document) {
  return document.array(document.root());
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_raw_bytes_after_the_wrapper_and_then_opcodes_again) {
  const std::string bytes = doubles({1.5, -2.25, 1e300});
  const std::string file = kProto4 + kEmptyList + wrapper(dtype("f8"), one_dimension(3)) + bytes +
                           kAppend + text("after") + kAppend + kStop;
  const JoblibDocument document(as_bytes(file));
  std::vector<Value> items;
  for (const Value item : document.root().items()) items.push_back(item);
  BOOST_TEST(numpy::reals(document.array(items[0])) == (std::vector{1.5, -2.25, 1e300}),
             boost::test_tools::per_element());
  BOOST_TEST(document.array(items[0]).offset == file.find(bytes));
  BOOST_TEST(items[1].text() == "after");
}

BOOST_AUTO_TEST_CASE(an_alignment_says_how_much_padding_there_is) {
  std::string opcodes = wrapper(dtype("f8"), one_dimension(1));
  opcodes.insert(opcodes.size() - 2,
                 text("numpy_array_alignment_bytes") + integer(std::uint8_t{16}));
  for (const std::size_t padding : {0U, 1U, 16U}) {
    const std::string file = kProto4 + opcodes + std::string(1, static_cast<char>(padding)) +
                             std::string(padding, '\xFF') + doubles({2.5}) + kStop;
    const JoblibDocument document(as_bytes(file));
    BOOST_TEST(numpy::reals(root_array(document)).at(0) == 2.5);
  }
  const std::string over = kProto4 + opcodes + '\x11' + std::string(17, '\xFF') + doubles({2.5});
  BOOST_TEST(contains(refusal(over + kStop), "more padding than alignment needs"));
  BOOST_TEST(contains(refusal(kProto4 + opcodes), "the file ends"));
}

BOOST_AUTO_TEST_CASE(an_array_is_never_within_a_frame) {
  const std::string opcodes = wrapper(dtype("f8"), one_dimension(1));
  BOOST_TEST(refusal(kProto4 + frame(opcodes) + doubles({1}) + frame(kStop)) == "");
  BOOST_TEST(contains(refusal(kProto4 + frame(opcodes + doubles({1}) + kStop)),
                      "an array within a frame"));
}

BOOST_AUTO_TEST_CASE(declared_shapes_do_not_allocate) {
  const std::string huge = "\x8A\x08" + little_endian(std::uint64_t{1} << 62);
  const std::string many = kMark + huge + huge + kTuple;
  BOOST_TEST(contains(refusal(array_file(dtype("f8"), huge + kTuple1, "12345678")),
                      "the file ends within an array of shape (4611686018427387904)"));
  BOOST_TEST(contains(refusal(array_file(dtype("f8"), many, "12345678")), "more than 2^64 items"));
  // The items fit 64 bits, their bytes do not.
  BOOST_TEST(contains(refusal(array_file(dtype("U99999999"), huge + kTuple1, "12345678")),
                      "the file ends within an array"));
  BOOST_TEST(
      contains(refusal(array_file(dtype("f8"), integer(-1) + kTuple1, "")), "a negative length"));
  BOOST_TEST(contains(refusal(array_file(dtype("f8"), one_dimension(2), "12345678901234")),
                      "the file ends within an array of shape (2)"));
  std::string five = kMark;
  for (int i = 0; i < 5; ++i) five += integer(std::uint8_t{1});
  BOOST_TEST(contains(refusal(array_file(dtype("f8"), five + kTuple, "12345678")),
                      "more than 4 dimensions"));
}

BOOST_AUTO_TEST_CASE(refuses_element_types_that_models_do_not_use) {
  for (const std::string_view code : {"V8", "c16", "f2", "f16", "M8", "m8", "S3", "i3", "b2", "f0",
                                      "U0", "i", "", "8", "f8x", "U999999999"}) {
    BOOST_TEST(contains(refusal(array_file(dtype(code), one_dimension(1), std::string(64, 'x'))),
                        "an element type that models do not use"),
               code);
  }
  BOOST_TEST(
      contains(refusal(array_file(dtype("f8", ">"), one_dimension(1), "12345678")), "big-endian"));
  BOOST_TEST(contains(refusal(array_file(dtype("f8", "!"), one_dimension(1), "12345678")),
                      "not a byte order"));
  BOOST_TEST(
      contains(refusal(array_file(text("f8"), one_dimension(1), "12345678")), "expected a dtype"));
}

BOOST_AUTO_TEST_CASE(rows_of_a_matrix_are_read_in_either_order) {
  const std::string shape = integer(std::uint8_t{2}) + integer(std::uint8_t{3}) + kTuple2;
  for (const bool fortran : {false, true}) {
    std::string file = array_file(
        dtype("f8"), shape, fortran ? doubles({1, 4, 2, 5, 3, 6}) : doubles({1, 2, 3, 4, 5, 6}));
    if (fortran) file.replace(file.find(text("order") + text("C")), 10, text("order") + text("F"));
    const JoblibDocument document(as_bytes(file));
    std::vector<double> out(4, 0);
    numpy::copy_row(root_array(document), 1, 1, {.first = out.data(), .stride = 2, .count = 2});
    BOOST_TEST(out == (std::vector<double>{5, 0, 6, 0}), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(classes_are_text_integers_or_booleans) {
  const auto names = [](const std::string& file) {
    const JoblibDocument document(as_bytes(file));
    return sklearn::class_labels(root_array(document)).names;
  };
  using Names = std::vector<std::string>;
  const std::string wide(
      "a\0\0\0\xF6\0\0\0\0\0\0\0"
      "b\0\0\0\0\0\0\0\x25\xF5\x01\0",
      24);
  BOOST_TEST(names(array_file(dtype("U3"), one_dimension(2), wide)) ==
                 (Names{"a\xC3\xB6", std::string("b\0\xF0\x9F\x94\xA5", 6)}),
             boost::test_tools::per_element());
  BOOST_TEST(names(array_file(dtype("i2"), one_dimension(2), std::string("\x07\0\xFF\xFF", 4))) ==
                 (Names{"7", "-1"}),
             boost::test_tools::per_element());
  BOOST_TEST(names(array_file(dtype("b1", "|"), one_dimension(2), std::string("\0\1", 2))) ==
                 (Names{"False", "True"}),
             boost::test_tools::per_element());
  BOOST_CHECK_THROW(names(array_file(dtype("f8"), one_dimension(1), doubles({1}))), Error);
  const std::string surrogate("\x00\xD8\0\0", 4);
  BOOST_CHECK_THROW(names(array_file(dtype("U1"), one_dimension(1), surrogate)), Error);
  const std::string beyond("\x00\x00\x11\0", 4);
  BOOST_CHECK_THROW(names(array_file(dtype("U1"), one_dimension(1), beyond)), Error);
}

BOOST_AUTO_TEST_CASE(an_object_array_is_a_pickle_under_the_same_allow_list) {
  const auto objects = [](const std::string& items) {
    return kProto4 + global("numpy.core.multiarray", "_reconstruct") + kMark +
           global("numpy", "ndarray") + integer(std::uint8_t{0}) + kTuple1 +
           "C\x01"
           "b" +
           kTuple + kReduce + kMark + integer(std::uint8_t{1}) + one_dimension(2) +
           dtype("O8", "|") + "\x89" + kEmptyList + kMark + items + kAppends + kTuple + kBuild +
           kStop;
  };
  const auto file = [&](const std::string& items) {
    return array_file(dtype("O8", "|"), one_dimension(2), objects(items));
  };
  const std::string good = file(text("x") + text("y"));
  const JoblibDocument document(as_bytes(good));
  BOOST_TEST(
      sklearn::class_labels(root_array(document)).names == (std::vector<std::string>{"x", "y"}),
      boost::test_tools::per_element());

  const std::string evil =
      file(text("x") + global("os", "system") + text("true") + kTuple1 + kReduce);
  BOOST_TEST(refusal(evil) ==
             "at byte " + std::to_string(evil.find(text("system")) + 8) +
                 ": a class or function that is not on the allow-list: 'os.system'");
  BOOST_TEST(contains(refusal(file(text("x"))), "1 objects in an array of shape (2)"));
  BOOST_TEST(contains(refusal(file(text("x") + wrapper(dtype("f8"), one_dimension(1)))),
                      "an array within an object array"));
  BOOST_TEST(contains(refusal(array_file(dtype("O8", "|"), one_dimension(2), "N.")),
                      "not a pickle of protocol 2"));
  BOOST_TEST(contains(refusal(array_file(dtype("O8", "|"), one_dimension(2), kProto4 + "N.")),
                      "expected an array"));
}

BOOST_AUTO_TEST_CASE(a_payload_after_an_array_is_seen) {
  const std::string file = kProto4 + kEmptyList + wrapper(dtype("f8"), one_dimension(1)) +
                           doubles({1}) + kAppend + global("os", "system") + kStop;
  BOOST_TEST(contains(refusal(file), "'os.system'"));
}

BOOST_AUTO_TEST_CASE(nothing_follows_the_pickle) {
  BOOST_TEST(refusal(kProto4 + kNone + kStop) == "");
  BOOST_TEST(refusal(kProto4 + kNone + kStop + kProto4 + kNone + kStop) ==
             "at byte 4: bytes after the end of the pickle; one object a file is read");
}
