#define BOOST_TEST_MODULE term_table
#include "core/text/term_table.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"

namespace alertsage {
namespace {

std::vector<std::string> made_terms(std::size_t count) {
  std::vector<std::string> terms;
  for (std::size_t i = 0; i < count; ++i) terms.push_back("term " + std::to_string(i));
  return terms;
}

std::vector<std::string_view> views(const std::vector<std::string>& strings) {
  return {strings.begin(), strings.end()};
}

bool names_one_as_a_mismatch(const Error& error) {
  return error.kind() == ErrorKind::mismatch && error.place().piece == "one";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(term_table)

BOOST_AUTO_TEST_CASE(finds_each_term_in_its_row_and_no_other) {
  for (const std::size_t count : {1U, 2U, 3U, 64U, 1000U, 10'000U}) {
    const auto terms = made_terms(count);
    const TermTableBuilder builder(views(terms));
    const TermTable table = builder.table();
    BOOST_REQUIRE(table.size() == count);
    for (std::size_t row = 0; row < count; ++row) {
      BOOST_REQUIRE(table[row] == terms[row]);
      BOOST_REQUIRE((table.find(terms[row]) == row));
    }
    for (const std::string& absent : made_terms(2 * count)) {
      const auto row = table.find(absent + "x");
      BOOST_REQUIRE(!row.has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(an_empty_table_finds_nothing) {
  BOOST_TEST(!TermTable{}.find("").has_value());
  BOOST_TEST(!TermTableBuilder({}).table().find("term").has_value());
  BOOST_TEST(TermTable{}[0] == "");
}

BOOST_AUTO_TEST_CASE(the_empty_string_and_nul_are_terms) {
  constexpr std::string_view kTerms[] = {"", std::string_view("\0", 1), std::string_view("\0a", 2)};
  const TermTableBuilder builder(kTerms);
  for (std::uint32_t row = 0; row < 3; ++row) BOOST_TEST(*builder.table().find(kTerms[row]) == row);
}

// The layout is part of the model file's format.
BOOST_AUTO_TEST_CASE(slots_are_laid_out_as_the_format_says) {
  const auto terms = made_terms(100);
  const TermTableBuilder builder(views(terms));
  const TermTable table = builder.table();
  const auto slots = table.slots();
  BOOST_TEST(slots.size() == 256U);
  BOOST_TEST(std::ranges::count(slots, 0U) == 156);
  std::uint32_t longest = 0;
  for (std::size_t row = 0; row < terms.size(); ++row) {
    const std::uint64_t hash = hash64(terms[row]);
    const std::uint64_t slot = (hash & ~std::uint64_t{0xFFFFFFFF}) | (row + 1);
    const auto at = static_cast<std::size_t>(std::ranges::find(slots, slot) - slots.begin());
    BOOST_REQUIRE(at < slots.size());
    std::uint32_t probes = 1;
    for (std::size_t home = hash & 255; home != at; home = (home + 1) & 255, ++probes) {
      BOOST_REQUIRE(slots[home] != 0U);
    }
    longest = std::max(longest, probes);
  }
  BOOST_TEST(table.probe_limit() == longest);
}

BOOST_AUTO_TEST_CASE(a_term_that_is_there_twice_is_refused_by_name) {
  constexpr std::string_view kTerms[] = {"one", "two", "one"};
  BOOST_CHECK_EXCEPTION(TermTableBuilder{kTerms}, Error, names_one_as_a_mismatch);
}

// Anyone can find terms with one home slot. A search among them would take as long as there are
// terms, and building a table the square of it.
BOOST_AUTO_TEST_CASE(terms_that_were_made_to_collide_are_refused) {
  std::vector<std::string> terms;
  for (int i = 0; terms.size() < 1025; ++i) {
    std::string term = std::to_string(i);
    if (hash64(term) % 4096 == 7) terms.push_back(std::move(term));
  }
  auto colliding = views(terms);
  BOOST_CHECK_EXCEPTION(TermTableBuilder{colliding}, Error, [&](const Error& error) {
    return error.kind() == ErrorKind::unsupported && error.place().piece == terms.back();
  });
  colliding.pop_back();
  BOOST_TEST(TermTableBuilder(colliding).table().probe_limit() <= kMaxProbes);
}

BOOST_AUTO_TEST_CASE(offsets_that_lie_give_empty_strings) {
  const std::uint32_t backwards[] = {2, 1, 3};
  const StringTable table("abc", backwards);
  BOOST_TEST(table[0] == "");
  BOOST_TEST(table[1] == "bc");
  BOOST_TEST(table[2] == "");
  const std::uint32_t beyond[] = {0, 4};
  BOOST_TEST(StringTable("abc", beyond)[0] == "");
  const std::uint32_t lone[] = {0};
  BOOST_TEST(StringTable("abc", lone).size() == 0U);
}

BOOST_AUTO_TEST_CASE(slots_that_lie_give_a_row_in_range_or_none) {
  const auto terms = made_terms(50);
  const TermTableBuilder builder(views(terms));
  std::mt19937_64 random(3);
  for (int i = 0; i < 200; ++i) {
    std::vector<std::uint64_t> slots(builder.table().slots().begin(),
                                     builder.table().slots().end());
    for (std::uint64_t& slot : slots) {
      if (random() % 4 == 0) slot = random();
      if (random() % 4 == 0) slot |= 0xFFFFFFFF;  // the highest row there can be
    }
    const TermTable table(builder.table().strings(), slots,
                          static_cast<std::uint32_t>(slots.size()));
    for (const std::string& term : terms) {
      const auto row = table.find(term);
      BOOST_REQUIRE((!row || (*row < table.size() && table[*row] == term)));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_table_without_an_empty_slot_ends_its_search) {
  const std::uint64_t full[] = {1ULL << 32 | 1, 2ULL << 32 | 1, 3ULL << 32 | 1, 4ULL << 32 | 1};
  const std::uint32_t offsets[] = {0, 1};
  BOOST_TEST(!TermTable(StringTable("a", offsets), full, 4).find("b").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
