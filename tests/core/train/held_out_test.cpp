#define BOOST_TEST_MODULE held_out
#include "core/train/held_out.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

using namespace alertsage;

namespace {

std::vector<std::string_view> labels_of(std::initializer_list<std::pair<const char*, int>> counts) {
  std::vector<std::string_view> labels;
  for (const auto& [label, count] : counts) {
    labels.insert(labels.end(), static_cast<std::size_t>(count), label);
  }
  return labels;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(held_out_suite)

BOOST_AUTO_TEST_CASE(keeps_the_asked_share_back) {
  const auto labels = labels_of({{"a", 600}, {"b", 400}});
  for (const std::uint32_t percent : {0u, 1u, 10u, 33u, 50u}) {
    const auto held_out = draw_held_out(labels, percent, 1);
    BOOST_TEST_REQUIRE(held_out.size() == labels.size());
    BOOST_TEST(std::ranges::count(held_out, true) == percent * 10);
  }
}

BOOST_AUTO_TEST_CASE(the_same_seed_draws_the_same_texts_and_another_one_others) {
  const auto labels = labels_of({{"a", 500}, {"b", 500}});
  BOOST_TEST((draw_held_out(labels, 10, 1) == draw_held_out(labels, 10, 1)));
  BOOST_TEST((draw_held_out(labels, 10, 1) != draw_held_out(labels, 10, 2)));
}

BOOST_AUTO_TEST_CASE(draws_from_all_parts_of_the_corpus) {
  const auto labels = labels_of({{"a", 1000}, {"b", 1000}});
  const auto held_out = draw_held_out(labels, 10, 3);
  for (int part = 0; part < 4; ++part) {
    const auto begin = held_out.begin() + part * 500;
    const auto count = std::count(begin, begin + 500, true);
    BOOST_TEST(count > 20);  // hypergeometric: mean 50, standard deviation 6
    BOOST_TEST(count < 80);
  }
}

BOOST_AUTO_TEST_CASE(a_text_of_every_label_is_left_to_learn_from) {
  const auto labels = labels_of({{"common", 50}, {"twice", 2}, {"once", 1}, {"also once", 1}});
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto held_out = draw_held_out(labels, 90, seed);
    for (const std::string_view label : {"common", "twice", "once", "also once"}) {
      bool learned = false;
      for (std::size_t i = 0; i < labels.size(); ++i) {
        learned |= labels[i] == label && !held_out[i];
      }
      BOOST_TEST(learned, label << ", seed " << seed);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
