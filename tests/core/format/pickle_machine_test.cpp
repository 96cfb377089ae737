#define BOOST_TEST_MODULE pickle_machine
#include "core/format/pickle_machine.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/core/format/pickle_runner.hpp"

using namespace alertsage;
using namespace alertsage::testing;
using pickle::Global;
using pickle::Kind;
using pickle::Value;

namespace {

// A pickle with one of everything that files of models have.
std::string everything() {
  return sequence(kEmptyDict + kMemoize + kMark +  //
                  text("list") + kMemoize + kEmptyList + kMark + "N\x88\x89" + kAppends +
                  text("numbers") + kMark + integer(std::uint8_t{7}) + "M\x01\x02" + integer(-5) +
                  std::string("\x8A\x02\x00\x80", 4) +
                  std::string("G\x3F\xF8\x00\x00\x00\x00\x00\x00", 9) + kTuple + text("set") +
                  "\x8F" + kMark + text("a") + get(1) + "\x90" +     //
                  text("frozen") + kMark + text("b") + "\x91" +      //
                  text("bytes") + std::string("C\x02\x00\xFF", 4) +  //
                  text("type") + dtype("i8") +                       //
                  text("pair") + kNone + kNone + kTuple2 + kSetitems);
}

}  // namespace

BOOST_AUTO_TEST_CASE(builds_every_kind_of_value) {
  const Parsed parsed(everything());
  const Value root = parsed.value();

  std::vector<Kind> kinds;
  for (const Value item : root.find("list")->items()) kinds.push_back(item.kind());
  BOOST_TEST((kinds == std::vector{Kind::none, Kind::boolean, Kind::boolean}));

  std::vector<Value> numbers;
  for (const Value item : root.find("numbers")->items()) numbers.push_back(item);
  BOOST_REQUIRE_EQUAL(numbers.size(), 5);
  BOOST_TEST(numbers[0].integer() == 7);
  BOOST_TEST(numbers[1].integer() == 0x201);
  BOOST_TEST(numbers[2].integer() == -5);
  BOOST_TEST(numbers[3].integer() == -0x8000);
  BOOST_TEST(numbers[4].real() == 1.5);

  std::vector<std::string_view> words;
  for (const char* set : {"set", "frozen"}) {
    for (const Value item : root.find(set)->items()) words.push_back(item.text());
  }
  BOOST_TEST(words == (std::vector<std::string_view>{"a", "list", "b"}),
             boost::test_tools::per_element());
  BOOST_TEST(as_text(root.find("bytes")->bytes()) == std::string("\x00\xFF", 2));
  BOOST_TEST(root.find("type")->is_record(Global::dtype));
  BOOST_TEST(root.find("type")->state()->items().size() == 8);
  BOOST_TEST(root.find("pair")->items().size() == 2);
  BOOST_TEST(!root.find("nothing"));
}

BOOST_AUTO_TEST_CASE(a_container_that_grows_in_batches_keeps_their_order) {
  std::string pickle = kEmptyList;
  for (std::uint8_t batch = 0; batch < 5; ++batch) {
    pickle += kMark + integer(batch) + integer(batch) + kAppends + integer(batch) + kAppend;
  }
  const Parsed parsed(sequence(pickle));
  std::vector<std::int64_t> items;
  for (const Value item : parsed.value().items()) items.push_back(item.integer());
  BOOST_TEST(items == (std::vector<std::int64_t>{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4}),
             boost::test_tools::per_element());
  BOOST_TEST(parsed.value().items().size() == 15);
}

BOOST_AUTO_TEST_CASE(a_value_of_another_kind_is_an_error_where_it_lies) {
  const Parsed parsed(sequence(text("seven")));
  try {
    parsed.value().integer();
    BOOST_ERROR("text is no integer");
  } catch (const Error& error) {
    BOOST_TEST(error.what() == "at byte 2: expected an integer, found text");
  }
}

BOOST_AUTO_TEST_CASE(refuses_every_other_opcode_by_name_and_offset) {
  const std::pair<char, std::string_view> refused[] = {{'\x80', "PROTO"},
                                                       {'0', "POP"},
                                                       {'1', "POP_MARK"},
                                                       {'2', "DUP"},
                                                       {'F', "FLOAT"},
                                                       {'I', "INT"},
                                                       {'L', "LONG"},
                                                       {'\x8B', "LONG4"},
                                                       {'S', "STRING"},
                                                       {'T', "BINSTRING"},
                                                       {'U', "SHORT_BINSTRING"},
                                                       {'V', "UNICODE"},
                                                       {'l', "LIST"},
                                                       {'d', "DICT"},
                                                       {'g', "GET"},
                                                       {'p', "PUT"},
                                                       {'P', "PERSID"},
                                                       {'Q', "BINPERSID"},
                                                       {'i', "INST"},
                                                       {'o', "OBJ"},
                                                       {'\x82', "EXT1"},
                                                       {'\x83', "EXT2"},
                                                       {'\x84', "EXT4"},
                                                       {'\x92', "NEWOBJ_EX"},
                                                       {'\x97', "NEXT_BUFFER"},
                                                       {'\x98', "READONLY_BUFFER"}};
  for (const auto& [code, name] : refused) {
    BOOST_TEST(refusal(kProto4 + kNone + code) ==
               "at byte 3: a pickle opcode that models do not use: '" + std::string(name) + "'");
  }
  BOOST_TEST(refusal(kProto4 + '\xFF') == "at byte 2: not a pickle opcode: '0xff'");
}

BOOST_AUTO_TEST_CASE(refuses_every_other_global_by_name_and_offset) {
  const std::string prefix = "a class or function that is not on the allow-list";
  BOOST_TEST(refusal(sequence(global("os", "system"))) ==
             "at byte 14: " + prefix + ": 'os.system'");
  BOOST_TEST(refusal(sequence("cbuiltins\neval\n")) ==
             "at byte 2: " + prefix + ": 'builtins.eval'");
  BOOST_TEST(refusal(sequence(kEmptyDict + kMark + text("tokenizer") + global("a", "b"))) ==
             "at byte 21: " + prefix +
                 ", as 'tokenizer' (nothing is called; a token_pattern can be imported): 'a.b'");
  BOOST_TEST(refusal(sequence(kEmptyDict + kMark + text("trained_by") + global("a", "b"))) ==
             "at byte 22: " + prefix + ", as 'trained_by' (dump the model without it): 'a.b'");
  BOOST_TEST(refusal(sequence(kEmptyDict + kMark + text("key") + kNone + global("a", "b"))) ==
             "at byte 16: " + prefix + ": 'a.b'");
  BOOST_TEST(refusal(sequence(kEmptyList + kMark + text("item") + global("a", "b"))) ==
             "at byte 16: " + prefix + ": 'a.b'");
  BOOST_TEST(refusal(sequence(global("sklearn.svm", "SVC"))) ==
             "at byte 20: a part of scikit-learn that is not supported: 'sklearn.svm.SVC'");
  // What makes pickles dangerous beyond a call of os.system, all by name.
  for (const auto& [module, name] : {std::pair("builtins", "getattr"),
                                     {"builtins", "exec"},
                                     {"builtins", "__import__"},
                                     {"nt", "system"},
                                     {"posix", "system"},
                                     {"subprocess", "Popen"},
                                     {"runpy", "run_path"},
                                     {"importlib", "import_module"},
                                     {"operator", "attrgetter"},
                                     {"functools", "partial"},
                                     {"types", "FunctionType"},
                                     {"pickle", "loads"},
                                     {"joblib", "load"},
                                     {"numpy.testing._private.utils", "runstring"},
                                     {"copyreg", "_reconstructor"},
                                     {"numpy", "load"},
                                     {"numpy.core.multiarray", "fromfile"},
                                     {"codecs", "encode"}}) {
    BOOST_TEST(refusal(sequence(global(module, name))).find(prefix) != std::string::npos,
               module << '.' << name);
  }
}

BOOST_AUTO_TEST_CASE(a_global_may_be_called_only_as_the_allow_list_says) {
  BOOST_TEST(refusal(sequence(global("numpy", "ndarray") + kEmptyTuple + kReduce)) ==
             "at byte 20: a call of something that is not to be called: 'numpy.ndarray'");
  BOOST_TEST(refusal(sequence(global("numpy", "dtype") + kEmptyTuple + kNewobj)) ==
             "at byte 18: a call of something that is not to be called: 'numpy.dtype'");
  BOOST_TEST(refusal(sequence(global("sklearn.multiclass", "OneVsRestClassifier") + kEmptyTuple +
                              kReduce)) ==
             "at byte 45: a call of something that is not to be called: "
             "'sklearn.multiclass.OneVsRestClassifier'");
  BOOST_TEST(refusal(sequence(text("numpy.dtype") + kEmptyTuple + kReduce))
                 .find("not a function with arguments") != std::string::npos);
  BOOST_TEST(refusal(sequence(global("numpy", "dtype") + text("f8") + kReduce))
                 .find("not a function with arguments") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_pickle_that_ends_early_is_refused_at_every_length) {
  const std::string whole = everything();
  BOOST_TEST(refusal(whole) == "");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    BOOST_TEST(refusal(whole.substr(0, size)) != "", "cut to " << size);
  }
}

BOOST_AUTO_TEST_CASE(any_byte_may_be_any_other_without_a_fault) {
  const std::string whole = everything();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int other = 0; other < 256; ++other) {
      std::string changed = whole;
      changed[at] = static_cast<char>(other);
      refusal(changed);
    }
  }
  BOOST_TEST(refusal(whole) == "");
}

BOOST_AUTO_TEST_CASE(reads_protocols_2_to_5) {
  for (char protocol = 2; protocol <= 5; ++protocol) {
    BOOST_TEST(refusal(std::string("\x80") + protocol + "N.") == "");
  }
  BOOST_TEST(refusal("\x80\x01N.") == "at byte 0: pickle protocol 1");
  BOOST_TEST(refusal("\x80\x06N.") == "at byte 0: pickle protocol 6");
  BOOST_TEST(refusal("N.") == "at byte 0: not a pickle of protocol 2 or later");
  BOOST_TEST(refusal("") == "at byte 0: not a pickle of protocol 2 or later");
}
