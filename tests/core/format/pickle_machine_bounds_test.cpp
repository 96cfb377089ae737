// What the machine refuses so that time, memory and meaning have bounds.
#define BOOST_TEST_MODULE pickle_machine_bounds
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "core/format/pickle_machine.hpp"
#include "tests/core/format/pickle_runner.hpp"

using namespace alertsage;
using namespace alertsage::testing;
using pickle::Value;

BOOST_AUTO_TEST_CASE(an_opcode_does_not_cross_the_end_of_a_frame) {
  BOOST_TEST(refusal(kProto4 + frame(text("inside")) + kStop) == "");
  BOOST_TEST(refusal(kProto4 + frame("") + frame("N") + kStop) == "");
  const std::string crossing = frame(text("inside").substr(0, 4));
  BOOST_TEST(refusal(kProto4 + crossing + "side" + kStop) ==
             "at byte 11: a frame ends within an opcode");
  BOOST_TEST(refusal(kProto4 + frame(frame("N")) + kStop) == "at byte 11: a frame within a frame");
  BOOST_TEST(refusal(kProto4 + frame("N").substr(0, 9) + "") ==
             "at byte 2: a frame is longer than the file");
}

BOOST_AUTO_TEST_CASE(the_stack_does_not_underflow) {
  for (const std::string& opcodes :
       {kTuple1, kNone + kTuple2, kAppend, kEmptyList + kAppend, kSetitem,
        kEmptyDict + kNone + kSetitem, kReduce, kNewobj, kBuild, kMemoize, std::string("\x93"),
        kStop, kEmptyList + kMark + kNone + kAppend, kMark + kStop}) {
    BOOST_TEST(refusal(sequence(opcodes)) != "");
  }
  for (const std::string& opcodes : {kTuple, kAppends, kSetitems, std::string("\x90\x91")}) {
    BOOST_TEST(refusal(sequence(kEmptyList + opcodes)) ==
               "at byte 3: an opcode asks for a mark that is not there");
  }
  BOOST_TEST(refusal(sequence(kNone + kNone)) ==
             "at byte 4: the pickle ends with 2 values on its stack");
  BOOST_TEST(
      refusal(sequence(kEmptyDict + kMark + text("key") + kSetitems)).find("without a value") !=
      std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_memo_has_no_gaps_and_no_unknown_entries) {
  BOOST_TEST(refusal(sequence(kNone + "q" + std::string(1, '\0'))) == "");
  BOOST_TEST(refusal(sequence(kNone + "q\x01")) == "at byte 3: memo entry 1 follows 0");
  BOOST_TEST(refusal(sequence(kNone + "r\xFF\xFF\xFF\xFF")) ==
             "at byte 3: memo entry 4294967295 follows 0");
  BOOST_TEST(refusal(sequence(get(0))) == "at byte 2: memo entry 0 of 0");
  BOOST_TEST(refusal(sequence(kNone + kMemoize + "j\x01" + std::string(3, '\0'))) ==
             "at byte 4: memo entry 1 of 1");
}

BOOST_AUTO_TEST_CASE(there_are_no_cycles) {
  const std::string itself = "a value that refers to itself, or changes after another has it";
  // A list in itself; a dict in itself; a record in its state.
  BOOST_TEST(refusal(sequence(kEmptyList + kMemoize + get(0) + kAppend)) == "at byte 6: " + itself);
  BOOST_TEST(
      refusal(sequence(kEmptyDict + kMemoize + text("k") + get(0) + kSetitem)).find(itself) !=
      std::string::npos);
  BOOST_TEST(refusal(sequence(global("numpy", "dtype") + kEmptyTuple + kReduce + kMemoize + get(0) +
                              kTuple1 + kBuild))
                 .find(itself) != std::string::npos);
  // A list that is in a tuple already, fetched again to take that tuple.
  BOOST_TEST(
      refusal(sequence(kEmptyList + kMemoize + kTuple1 + kMemoize + get(0) + get(1) + kAppend))
          .find(itself) != std::string::npos);
  // A state that arrives after the record has become part of something.
  BOOST_TEST(refusal(sequence(global("numpy", "dtype") + kEmptyTuple + kReduce + kMemoize +
                              kTuple1 + get(0) + kEmptyTuple + kBuild))
                 .find(itself) != std::string::npos);
  // Sharing is no cycle, also within one batch: scikit-learn's averaged SGDClassifier has one array
  // as two fields. The second reference used to be taken for a cycle.
  BOOST_TEST(refusal(sequence(kEmptyDict + kMark + text("a") + kEmptyList + kMemoize + text("b") +
                              get(0) + kSetitems)) == "");
  BOOST_TEST(refusal(sequence(kEmptyList + kMemoize + kTuple1 + get(0) + kTuple2)) == "");
}

BOOST_AUTO_TEST_CASE(nesting_has_a_limit) {
  const auto nested = [](int depth) {
    std::string pickle = kNone;
    for (int i = 0; i < depth; ++i) pickle += kTuple1;
    return sequence(pickle);
  };
  BOOST_TEST(refusal(nested(pickle::kMaxDepth - 1)) == "");
  BOOST_TEST(refusal(nested(pickle::kMaxDepth + 1)).find("nested deeper than 64") !=
             std::string::npos);
  BOOST_TEST(refusal(sequence(std::string(100'000, ']') + std::string(99'999, 'a')))
                 .find("nested deeper than 64") != std::string::npos);
  BOOST_TEST(refusal(sequence(std::string(100'000, '(') + std::string(100'000, 't')))
                 .find("nested deeper than 64") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_dict_has_no_key_twice) {
  const auto dict = [](const std::string& entries) {
    return sequence(kEmptyDict + kMark + entries + kSetitems);
  };
  BOOST_TEST(refusal(dict(text("a") + kNone + text("b") + kNone)) == "");
  BOOST_TEST(refusal(dict(text("a") + kNone + text("a") + kNone)) ==
             "at byte 2: a dict has a key twice: 'a'");
  BOOST_TEST(refusal(dict(text("a") + kMemoize + kNone + get(0) + kNone)) ==
             "at byte 2: a dict has a key twice: 'a'");
  BOOST_TEST(refusal(dict(integer(-1) + kNone + "M\x01" + std::string(1, '\0') + kNone +
                          std::string("\x8A\x01\xFF", 3) + kNone)) ==
             "at byte 2: a dict has a key twice: '-1'");
  // In two batches, and in a large dict.
  BOOST_TEST(refusal(sequence(kEmptyDict + text("a") + kNone + kSetitem + text("a") + kNone +
                              kSetitem)) == "at byte 2: a dict has a key twice: 'a'");
  std::string many;
  for (int i = 0; i < 5000; ++i) many += text("key" + std::to_string(i)) + kNone;
  BOOST_TEST(refusal(dict(many)) == "");
  BOOST_TEST(refusal(dict(many + text("key4999") + kNone)) ==
             "at byte 2: a dict has a key twice: 'key4999'");
}

BOOST_AUTO_TEST_CASE(one_long_key_in_a_million_dicts_is_not_read_a_million_times) {
  const std::string key(60'000, 'k');
  std::string pickle = "X" + little_endian(std::uint32_t{60'000}) + key + kMemoize + kEmptyList;
  for (int i = 0; i < 100'000; ++i) pickle += kEmptyDict + get(0) + kNone + kSetitem + kAppend;
  BOOST_TEST(refusal(kProto4 + pickle + kTuple2 + kStop)
                 .find("dicts with more keys than the file's size accounts for") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_text_that_is_used_again_and_again_is_not_copied_without_bound) {
  const std::string pickle = sequence(text(std::string(200, 'w')));
  const Parsed parsed(pickle);
  parsed.value().check_text_size(pickle.size());
  BOOST_CHECK_EXCEPTION(parsed.value().check_text_size(pickle.size() + 1), Error,
                        [](const Error& error) { return error.kind() == ErrorKind::unsupported; });
}

BOOST_AUTO_TEST_CASE(text_is_utf8) {
  BOOST_TEST(refusal(sequence(text("gr\xC3\xB6\xC3\x9F\x65 \xEF\xBF\xBD \xF0\x9F\x94\xA5"))) == "");
  for (const std::string_view wrong : {"\xC3", "ab\xFFgh", "12345678\xC0\xAF", "\xED\xA0\x80",
                                       "\xE2\x82\x41", "\xF4\x90\x80\x80"}) {
    BOOST_TEST(refusal(sequence(text(wrong))) == "at byte 2: text that is not UTF-8");
  }
}

BOOST_AUTO_TEST_CASE(integers_have_at_most_64_bits) {
  const auto long1 = [](std::string_view bytes) {
    return sequence('\x8A' + std::string(1, static_cast<char>(bytes.size())) + std::string(bytes));
  };
  BOOST_TEST(Parsed(long1("")).value().integer() == 0);
  BOOST_TEST(Parsed(long1("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F")).value().integer() == INT64_MAX);
  BOOST_TEST(Parsed(long1("\xFE\xFF")).value().integer() == -2);
  BOOST_TEST(refusal(long1("123456789")) == "at byte 2: an integer of more than 64 bits");
}
