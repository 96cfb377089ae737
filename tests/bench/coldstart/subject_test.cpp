#include "bench/coldstart/subject.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"

namespace alertsage::coldstart {
namespace {

std::vector<std::string> names_of(const Options& options) {
  std::vector<std::string> names;
  for (const Subject& subject : subjects_of(options)) names.push_back(subject.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(subject)

BOOST_AUTO_TEST_CASE(names_are_given_in_order_and_never_twice) {
  BOOST_TEST((names_of({.commands = {"a/x", "b/x", "x"}}) == Names{"x", "x (2)", "x (3)"}));
  BOOST_TEST((names_of({.commands = {"a", "b"}, .names = {"one"}}) == Names{"one", "b"}));
  BOOST_TEST((names_of({.commands = {"read-files"}}) == Names{"read-files (2)"}));
  BOOST_TEST((names_of({.commands = {"a"}, .reference = "r 1"}) == Names{"r 1", "a"}));
}

BOOST_AUTO_TEST_CASE(a_name_that_would_break_row_names_is_refused) {
  for (const char* name : {"", "a/b", "a\nb", "\xff"}) {
    BOOST_CHECK_EXCEPTION(names_of({.commands = {"a"}, .names = {name}}), Error,
                          [](const Error& error) { return error.kind() == ErrorKind::usage; });
  }
}

BOOST_AUTO_TEST_CASE(a_command_is_split_or_given_to_a_shell) {
  const Subject split = subjects_of({.commands = {"a 'b c'"}}).front();
  BOOST_TEST((split.command.arguments == Names{"a", "b c"}));
  const Subject script = subjects_of({.commands = {"a | b"}, .shell = true}).front();
  BOOST_TEST((script.command.arguments == Names{"/bin/sh", "-c", "a | b"}));
  for (const bool shell : {false, true}) {
    BOOST_CHECK_THROW(subjects_of({.commands = {" "}, .shell = shell}), Error);
  }
}

BOOST_AUTO_TEST_CASE(preparations_are_one_for_all_or_one_each) {
  const auto prepared = [](const Options& options) {
    Names programs;
    for (const Subject& subject : subjects_of(options)) {
      programs.push_back(subject.prepare ? subject.prepare->arguments.front() : "-");
    }
    return programs;
  };
  BOOST_TEST((prepared({.commands = {"a", "b"}}) == Names{"-", "-"}));
  BOOST_TEST((prepared({.commands = {"a", "b"}, .prepare = {"p"}}) == Names{"p", "p"}));
  BOOST_TEST((prepared({.commands = {"a", "b"}, .prepare = {"p", "q"}}) == Names{"p", "q"}));
  BOOST_TEST(
      (prepared({.commands = {"a"}, .reference = "r", .prepare = {"p"}}) == Names{"p", "p"}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::coldstart
