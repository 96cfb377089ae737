#define BOOST_TEST_MODULE python_regex
#include "core/text/python_regex.hpp"

#include <malloc.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

using Items = std::vector<std::string>;

Items found(std::string_view pattern, std::string_view text) {
  PythonRegex::Scratch scratch;
  Items items;
  PythonRegex(pattern).for_each_match(text, scratch,
                                      [&](std::string_view item) { items.emplace_back(item); });
  return items;
}

void check(std::string_view pattern, std::string_view text, const Items& expected) {
  BOOST_TEST_CONTEXT(pattern)
  BOOST_TEST(found(pattern, text) == expected, boost::test_tools::per_element());
}

struct Refusal {
  std::string_view pattern;
  ErrorKind kind;
  std::optional<std::uint64_t> offset;  // none where PCRE2 refuses the whole
  std::string_view piece;
};

void check_refused(const Refusal& refusal) {
  BOOST_TEST_CONTEXT(refusal.pattern) {
    try {
      const PythonRegex regex(refusal.pattern);
      BOOST_ERROR("not refused");
    } catch (const Error& error) {
      BOOST_TEST((error.kind() == refusal.kind), error.what());
      BOOST_TEST((error.place().offset == refusal.offset), error.what());
      BOOST_TEST(error.place().piece == refusal.piece);
    }
  }
}

void check_given_up(std::string_view pattern, std::string_view text) {
  BOOST_TEST_CONTEXT(pattern) {
    try {
      found(pattern, text);
      BOOST_ERROR("matched to the end");
    } catch (const Error& error) {
      BOOST_TEST((error.kind() == ErrorKind::unsupported), error.what());
      BOOST_TEST(error.place().piece == pattern);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(python_regex)

BOOST_AUTO_TEST_CASE(a_pattern_is_kept_as_it_was_given) {
  BOOST_TEST(PythonRegex("(?u)\\b\\w\\w+\\b").pattern() == "(?u)\\b\\w\\w+\\b");
  const PythonRegex original("a+");
  const PythonRegex copy = original;  // NOLINT(performance-unnecessary-copy-initialization): tried
  BOOST_TEST(copy.pattern() == "a+");
}

BOOST_AUTO_TEST_CASE(items_are_whole_matches_where_no_group_captures) {
  check("(?u)\\b\\w\\w+\\b", "a Größe, x1 and _b", {"Größe", "x1", "and", "_b"});
  check("(?:a|b)c", "ac bc", {"ac", "bc"});
  check("x", "", {});
  check("a", {}, {});
}

BOOST_AUTO_TEST_CASE(items_are_what_the_one_group_captured) {
  check("#(\\w+)", "#tag no #other", {"tag", "other"});
  check("(?P<token>a)|b", "ab", {"a", ""});
  check("(?P<c>\\w)(?P=c)", "aab bb", {"a", "b"});
}

BOOST_AUTO_TEST_CASE(empty_matches_are_those_of_python) {
  check("x*", "axb", {"", "x", "", ""});
  check("", "ab", {"", "", ""});
  check("", "é", {"", ""});
  check("a|", "ab", {"a", "", ""});
  check("(?m)^", "a\n", {"", ""});
  check("(?m)$", "a\n", {"", ""});
  check("\\B", "", {});
  check("\\Z", "a\n", {""});
}

BOOST_AUTO_TEST_CASE(white_space_words_and_digits_are_those_of_python) {
  check("\\S+",
        "a\x1c"
        "b\xc2\x85"
        "c\xe1\xa0\x8e"
        "d\xe3\x80\x80"
        "e",
        {"a", "b",
         "c\xe1\xa0\x8e"
         "d",
         "e"});
  check("[\\S\\n]+",
        "a\n\xe3\x80\x80"
        "b",
        {"a\n", "b"});
  check("\\d", "1\xd9\xa3\xc2\xb2", {"1", "\xd9\xa3"});
  check("(?a)\\w+", "aé_", {"a", "_"});
  check("\\v", "\v\n", {"\v"});
}

BOOST_AUTO_TEST_CASE(letters_that_share_a_case_are_equal_where_case_is_ignored) {
  check("(?i)k", "kK\u212a", {"k", "K", "\u212a"});
  check("(?i)[h-j]", "I\u0130\u0131", {"I", "\u0130", "\u0131"});
  check("(?i)\ufb05", "\ufb06", {"\ufb06"});
  check("(?ai)k", "K\u212a", {"K"});
  check("(?i:a)A", "aA aa", {"aA"});
}

BOOST_AUTO_TEST_CASE(what_pcre2_would_read_otherwise_is_read_as_python_does) {
  check("[[:alpha:]]+", "a:] :]", {":]", ":]"});
  check("x{,2}y", "xxy y x{,2}y", {"xxy", "y", "y"});
  check("x{1", "x{1 x", {"x{1"});
  check("\\103", "C", {"C"});
  check("(?x) a # b\n c", "ac", {"ac"});
  check("(?:\\ .|\\ )(?s:.+){2}", "b bb", {" bb"});  // PCRE2 10.42's compiled code: none
}

BOOST_AUTO_TEST_CASE(what_is_no_expression_is_refused_where_it_is_wrong) {
  const auto kind = ErrorKind::format;
  for (const Refusal& refusal : std::initializer_list<Refusal>{
           {"a(b", kind, 1, "(b"},      {"ab)", kind, 2, ")"},
           {"x[a", kind, 1, "[a"},      {"[b-a]", kind, 1, "b-a"},
           {"*a", kind, 0, "*"},        {"a**", kind, 2, "*"},
           {"^*", kind, 1, "*"},        {"\\q", kind, 0, "\\q"},
           {"é\\p{L}", kind, 2, "\\p"}, {"a\\", kind, 1, "\\"},
           {"\\x4", kind, 0, "\\x4"},   {"\\1", kind, 0, "\\1"},
           {"(a\\1)", kind, 2, "\\1"},  {"a{2,1}", kind, 1, "{2,1}"},
           {"a(?i)", kind, 1, "(?i)"},  {"(?R)", kind, 0, "(?R"},
           {"(?P>a)", kind, 0, "(?P>"}, {"(?(1)a|b)", kind, 0, "(?(1)a|b)"},
           {"(?#", kind, 0, "(?#"},     {"\\400", kind, 0, "\\400"},
           {"a\xff", kind, 1, "\xff"},  {"(?au)", kind, 0, "(?au"},
       }) {
    check_refused(refusal);
  }
}

BOOST_AUTO_TEST_CASE(what_we_do_not_have_is_refused_by_name) {
  const auto kind = ErrorKind::unsupported;
  for (const Refusal& refusal : std::initializer_list<Refusal>{
           {"(a)(b)", kind, 3, "("},
           {"\\N{DIGIT ONE}", kind, 0, "\\N"},
           {"\\ud800", kind, 0, "\\ud800"},
           {"(?L)a", kind, 0, "(?L"},
           {"(?a:b)", kind, 0, "(?a:"},
           {"(?i)(a)\\1", kind, 7, "\\1"},
           {"(?i)\U00010400", kind, 4, "\U00010400"},
           {"(?P<é>a)", kind, 0, "(?P<é>"},
           {"a{70000}", kind, 1, "{70000}"},
           {"(?:a?){2}", kind, 6, "{2}"},
           {"(?:a|)*", kind, 6, "*"},
           {"(a)++", kind, 3, "++"},
       }) {
    check_refused(refusal);
  }
  check_refused({"(?<=a+)b", kind, {}, "(?<=a+)b"});
}

BOOST_AUTO_TEST_CASE(groups_may_be_nested_and_not_too_deep) {
  const auto nested = [](std::size_t depth) {
    std::string pattern;
    for (std::size_t i = 0; i < depth; ++i) pattern += "(?:";
    return pattern + "a" + std::string(depth, ')');
  };
  check(nested(200), "a", {"a"});
  BOOST_CHECK_THROW(PythonRegex(nested(100'000)), Error);
}

BOOST_AUTO_TEST_CASE(backtracking_without_end_is_given_up) {
  const auto begin = std::chrono::steady_clock::now();
  const std::string text = std::string(200, 'a') + "!b";
  check_given_up("(a+)+$", text);                                   // interpreted
  check_given_up("a*a*a*a*a*a*a*a*a*a*b", text);                    // compiled
  check_given_up("(?:a|b)*c", std::string(1'000'000, 'a') + "!c");  // for its memory
  // Twenty times what it takes here: a hang is what this would see.
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(60)));
}

// PCRE2's limit is one of each place in the text, of which there may be a million.
BOOST_AUTO_TEST_CASE(a_pattern_that_is_slow_everywhere_is_given_up) {
  const auto begin = std::chrono::steady_clock::now();
  check_given_up("(?:a|a){16}[bc]", std::string(100'000, 'a'));
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(60)));
}

BOOST_AUTO_TEST_CASE(an_expression_has_a_longest_length) {
  BOOST_CHECK_THROW(PythonRegex(std::string(17'000, 'a')), Error);
  PythonRegex(std::string(16'000, 'a'));
}

// Matches are looked for a stretch at a time.
BOOST_AUTO_TEST_CASE(matches_far_apart_are_found) {
  for (const std::size_t gap : {0u, 1u, 62u, 63u, 64u, 65u, 127u, 128u, 1000u}) {
    for (const std::string_view filler : {" ", "\u00e9", "\u4e00", "\U0001F525"}) {
      std::string text;
      for (int i = 0; i < 3; ++i) {
        for (std::size_t at = 0; at < gap; ++at) text += filler;
        text += "ab";
      }
      check("ab", text, {"ab", "ab", "ab"});
      check("(?<!x)a(?=b)", text, {"a", "a", "a"});
      check("(?:ab)$", text, {"ab"});
    }
  }
}

BOOST_AUTO_TEST_CASE(long_texts_are_matched) {
  const std::string text(1'000'000, 'a');
  check("a+", text, {text});
  BOOST_TEST(found("\\w", text).size() == text.size());
}

BOOST_AUTO_TEST_CASE(a_scratch_serves_any_expression_and_grows_once) {
  const PythonRegex plain("\\w+");
  const PythonRegex grouped("(?:a|b)*(c)?");
  const std::string text = std::string(500, 'a') + " abc";
  PythonRegex::Scratch scratch;
  std::size_t count = 0;
  const auto match = [&] {
    for (const PythonRegex* regex : {&plain, &grouped}) {
      regex->for_each_match(text, scratch, [&](std::string_view) { ++count; });
    }
  };
  match();
  const auto grown = mallinfo2().uordblks;
  match();
  BOOST_TEST(mallinfo2().uordblks == grown);
  PythonRegex::Scratch moved = std::move(scratch);
  BOOST_TEST(count > 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
