#include "bench/coldstart/shell_words.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "core/base/error.hpp"

namespace alertsage::coldstart {
namespace {

using Words = std::vector<std::string>;

// What a shell makes of it.
Words by_sh(const std::string& text) {
  const std::string script = "printf '%s\\0' " + text;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(script.c_str(), "r"),
                                                             &::pclose);
  Words words(1);
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
    if (c == '\0') {
      words.emplace_back();
    } else {
      words.back() += static_cast<char>(c);
    }
  }
  words.pop_back();
  return words;
}

const Words kTexts = {"a",
                      "  a   b\tc ",
                      "'a b' \"c d\" e\\ f",
                      "'it'\\''s'",
                      "\"a \\\" b \\\\ c \\x\"",
                      "a'b'\"c\"d",
                      "'' \"\" x",
                      "python3 -c 'print(\"x\"); import json'",
                      "awk '{print $1}' /dev/null",
                      "\"$ALERTSAGE_TEST_WORD\" $ALERTSAGE_TEST_WORD '$ALERTSAGE_TEST_WORD'",
                      "~/model ${ALERTSAGE_TEST_WORD}x",
                      "/etc/host[n]ame no-such-[f]ile*",
                      "a=b --x=1 -- -",
                      "é 'ü'"};

const Words kNeedShell = {"a | b", "a; b", "a & b", "a > b", "a < b", "(a)", "{ a", "a\nb"};

}  // namespace

BOOST_AUTO_TEST_SUITE(shell_words_test)

BOOST_DATA_TEST_CASE(words_are_those_of_a_shell, kTexts, text) {
  ::setenv("ALERTSAGE_TEST_WORD", "two words", 1);
  BOOST_TEST(shell_words(text) == by_sh(text), boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(what_needs_a_shell_is_refused_and_shell_named, kNeedShell, text) {
  BOOST_CHECK_EXCEPTION(shell_words(text), Error, [](const Error& error) {
    return error.kind() == ErrorKind::usage && error.cause().find("--shell") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(other_refusals_say_why) {
  const auto cause_of = [](const std::string& text) {
    try {
      shell_words(text);
    } catch (const Error& error) {
      BOOST_TEST(error.place().piece == text);
      return error.cause();
    }
    return std::string();
  };
  BOOST_TEST(cause_of("a $(b)").find("command substitution") != std::string::npos);
  BOOST_TEST(cause_of("a `b`").find("command substitution") != std::string::npos);
  BOOST_TEST(cause_of("a 'b").find("not closed") != std::string::npos);
  BOOST_TEST(cause_of("a \"b").find("not closed") != std::string::npos);
  BOOST_TEST(cause_of("$ALERTSAGE_NOT_SET").find("not set") != std::string::npos);
  BOOST_TEST(cause_of("   ").find("no command") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::coldstart
