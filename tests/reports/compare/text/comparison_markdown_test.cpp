#define BOOST_TEST_MODULE reports_compare_text
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "core/base/numbers.hpp"
#include "reports/compare/text/comparison_text.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/unpaired.hpp"

namespace alertsage::reports {
namespace {

struct Times {
  std::string name;
  double base;
  double contender;
};

Comparison compared(const std::vector<Times>& rows) {
  std::vector<Series> base;
  std::vector<Series> contender;
  for (const Times& row : rows) {
    base.push_back(made_series(row.name, steady(row.base)));
    contender.push_back(made_series(row.name, steady(row.contender)));
  }
  return compare_unpaired(made_document(base), made_document(contender));
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; ++at) ++found;
  return found;
}

BOOST_AUTO_TEST_SUITE(markdown_of_comparisons)

BOOST_AUTO_TEST_CASE(begins_with_the_verdict_and_folds_what_is_unchanged) {
  const std::string expected =
      R"(**slower: 2 of 4 rows by +5.0 % or more**

2 slower, 2 same. Decided by ratios of medians and their intervals, which all hold at once with 98 % confidence (99.5 % each).

- warning: accepted, one side was measured after the other: drift of the machine looks like a change

| row | base | new | change | interval | visible from | verdict |
|:---|---:|---:|---:|:---:|---:|:---|
| d | 50.0 us | 100 us | +100 % | [+96 %, +104 %] | +1.8 % | slower |
| b | 50.0 us | 75.0 us | +50 % | [+47 %, +53 %] | +1.8 % | slower |

<details><summary>2 rows unchanged</summary>

| row | base | new | change | interval | visible from | verdict |
|:---|---:|---:|---:|:---:|---:|:---|
| a | 3.00 ms | 3.00 ms | 0.0 % | [-1.8 %, +1.8 %] | +1.8 % | same |
| c | 3.00 ms | 3.00 ms | 0.0 % | [-1.8 %, +1.8 %] | +1.8 % | same |

</details>

<details><summary>What the columns mean</summary>

- visible from: the smallest change for the worse that samples like these would show

</details>
)";
  BOOST_TEST(comparison_markdown(compared(
                 {{"a", 3e6, 3e6}, {"b", 5e4, 7.5e4}, {"c", 3e6, 3e6}, {"d", 5e4, 1e5}})) ==
             expected);
}

BOOST_AUTO_TEST_CASE(shows_names_from_outside_as_they_are) {
  Comparison comparison = compared({{"</td><script>|`x`|@user#12", 5e4, 7e4}});
  const std::string harmless = "&lt;/td&gt;&lt;script&gt;\\|\\`x\\`\\|@&#8203;user\\#&#8203;12";
  BOOST_TEST(comparison_markdown(comparison).find("\n| " + harmless + " | 50.0 us |") !=
             std::string::npos);
  comparison.only_in_base = {"</details>@user"};
  comparison.unmeasured_in_new = {{NoteKind::failed, "<i>`", "@user", "new.json"}};
  const std::string text = comparison_markdown(comparison);
  BOOST_TEST(text.find("- only in BASE: &lt;/details&gt;@&#8203;user\n") != std::string::npos);
  BOOST_TEST(text.find("- warning: NEW failed: &lt;i&gt;\\` (@&#8203;user)\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(folds_lists_that_are_long) {
  Comparison comparison = compared({{"a", 5e4, 7e4}});
  for (int i = 0; i < 15; ++i) {
    comparison.cautions.push_back("caution " + std::to_string(i));
    comparison.only_in_new.push_back("row" + std::to_string(i));
  }
  const std::string text = comparison_markdown(comparison);
  BOOST_TEST(text.find("<summary>6 more warnings</summary>\n\n- warning: caution 9\n") !=
             std::string::npos);
  BOOST_TEST(text.find("<summary>15 rows not compared</summary>\n\n- only in NEW: row0\n") !=
             std::string::npos);
}

// GitHub refuses a comment of more than 65,536 characters.
BOOST_AUTO_TEST_CASE(fits_into_a_comment_and_says_what_did_not) {
  std::vector<Times> rows;
  for (int i = 0; i < 900; ++i) {
    const double factor = i % 3 == 0 ? 1 : 1 + 0.1 * (i % 7 + 1);
    rows.push_back({std::to_string(i) + std::string(150, '<'), 5e4, 5e4 * factor});
  }
  Comparison comparison = compared(rows);
  for (int i = 0; i < 900; ++i) comparison.only_in_base.push_back(std::string(150, '|'));
  const std::string text = comparison_markdown(comparison);
  BOOST_TEST(text.size() <= 65'536U);
  BOOST_TEST(text.size() > 60'000U);
  BOOST_TEST(count(text, "<details>") == count(text, "</details>"));
  const std::size_t shown = count(text, "| slower |") + count(text, "| same |");
  BOOST_TEST(count(text, "| slower |") == shown);  // the worst alone have room
  const std::size_t left_out =
      900 - shown + 900 - count(text, "- only in BASE") + 1 - count(text, "- visible from");
  BOOST_TEST(text.find("\n" + with_commas(left_out) +
                       " lines left out, as a comment has at most 65,536") != std::string::npos);
  BOOST_TEST(text.ends_with("`--format html` has all.\n"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
