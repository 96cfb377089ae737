#define BOOST_TEST_MODULE incident_generator
#include "core/train/incident_generator.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cctype>
#include <map>
#include <set>
#include <string>

#include "core/base/hash.hpp"
#include "core/train/incident_entities.hpp"
#include "core/train/incident_phrases.hpp"
#include "core/train/term_counts.hpp"

using namespace alertsage;

namespace {

std::string json_lines(std::uint64_t seed, int count) {
  IncidentGenerator generator(seed);
  std::string lines;
  for (int i = 0; i < count; ++i) lines += json_line(generator.next());
  return lines;
}

std::string id_of(std::string_view text) {
  return content_id(std::array{as_bytes(text)});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(incident_generator_suite)

// A change of words, of their order or of the numbers changes every trained model and every figure
// that names one: it has to be meant.
BOOST_AUTO_TEST_CASE(the_first_thousand_incidents_have_the_same_bytes_everywhere) {
  BOOST_TEST(id_of(json_lines(1, 1000)) == "62b2e8d550342edbb9b0970e70ca736a");
  BOOST_TEST(id_of(json_lines(2, 1000)) == "ef35adaf692de7ffbefaa9aad036812e");
}

BOOST_AUTO_TEST_CASE(an_incident_does_not_depend_on_how_many_are_asked_for) {
  const std::string longer = json_lines(7, 300);
  BOOST_TEST(longer.starts_with(json_lines(7, 200)));

  IncidentGenerator in_order(7);
  const IncidentGenerator by_index(7);
  std::vector<std::string> forwards;
  for (int i = 0; i < 50; ++i) forwards.push_back(in_order.next().text);
  for (std::uint64_t i = 50; i-- > 0;) BOOST_TEST(by_index.at(i).text == forwards[i]);
}

BOOST_AUTO_TEST_CASE(ids_are_numbered_from_zero) {
  IncidentGenerator generator(1);
  BOOST_TEST(generator.next().id == "incident-000000");
  BOOST_TEST(generator.next().id == "incident-000001");
  BOOST_TEST(generator.at(1'234'567).id == "incident-1234567");
}

BOOST_AUTO_TEST_CASE(classes_are_those_of_alertsage_and_equally_frequent) {
  constexpr int kCount = 20'000;
  std::map<std::string_view, int> labels;
  IncidentGenerator generator(3);
  for (int i = 0; i < kCount; ++i) ++labels[generator.next().label];
  const std::set<std::string_view> expected = {
      "access_abuse",      "benign_activity",  "credential_compromise",
      "data_exfiltration", "insider_threat",   "malware",
      "phishing",          "policy_violation", "suspicious_network_activity",
      "web_attack"};
  BOOST_TEST_REQUIRE(labels.size() == expected.size());
  for (const auto& [label, count] : labels) {
    BOOST_TEST(expected.contains(label));
    // Binomial: mean 2,000, standard deviation 42.
    BOOST_TEST(std::abs(count - 2000) < 5 * 42, label << ": " << count);
  }
}

BOOST_AUTO_TEST_CASE(the_documented_share_of_labels_is_wrong) {
  constexpr int kCount = 20'000;
  int wrong = 0;
  std::set<std::pair<std::string_view, std::string_view>> confusions;
  IncidentGenerator generator(4);
  for (int i = 0; i < kCount; ++i) {
    const Incident incident = generator.next();
    if (incident.label == incident.described) continue;
    ++wrong;
    confusions.emplace(incident.described, incident.label);
  }
  // Binomial: mean 600, standard deviation 24.
  BOOST_TEST(std::abs(wrong - kCount * static_cast<int>(kLabelNoisePercent) / 100) < 5 * 24);
  BOOST_TEST(confusions.size() == 90u);  // every class is taken for every other one
}

BOOST_AUTO_TEST_CASE(narratives_are_about_300_bytes_of_one_line) {
  constexpr int kCount = 5000;
  std::size_t bytes = 0;
  IncidentGenerator generator(5);
  for (int i = 0; i < kCount; ++i) {
    const std::string text = generator.next().text;
    bytes += text.size();
    BOOST_TEST_REQUIRE(text.size() >= 60u, text);
    const bool printable = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
    BOOST_TEST_REQUIRE(printable, text);
    // What an unfinished expansion or a phrase with a slip would leave behind.
    for (const std::string_view slip : {"{", "}", "[", "]", "|", "  ", " ,", " . ", ",,", ".."}) {
      BOOST_TEST_REQUIRE(text.find(slip) == std::string::npos, "'" << slip << "' in " << text);
    }
    BOOST_TEST_REQUIRE((text.ends_with('.') && !text.ends_with(" .")), text);
  }
  const double average = static_cast<double>(bytes) / kCount;
  BOOST_TEST(average > 280.0);
  BOOST_TEST(average < 340.0);
}

BOOST_AUTO_TEST_CASE(every_phrase_names_entities_that_there_are) {
  const auto check = [](std::string_view phrase) {
    BOOST_TEST(std::ranges::count(phrase, '[') == std::ranges::count(phrase, ']'), phrase);
    for (std::size_t at = phrase.find('{'); at != phrase.npos; at = phrase.find('{', at + 1)) {
      const std::string_view name = phrase.substr(at + 1, phrase.find('}', at) - at - 1);
      BOOST_TEST(incident_entity(name).name == name);
    }
  };
  for (const IncidentClass& each : incident_classes()) {
    for (const std::string_view phrase : each.phrases) check(phrase);
  }
  for (const std::string_view phrase : shared_phrases()) check(phrase);
}

// The default corpus of `alertsage train` is larger still.
BOOST_AUTO_TEST_CASE(sixty_thousand_incidents_hold_sixty_thousand_distinct_tokens_after_cleaning) {
  TermCounts tokens({.cleaning = Cleaning::alertsage,
                     .lowercase = true,
                     .token_pattern = TokenPattern::kAsciiLetter,
                     .ngram_min = 1,
                     .ngram_max = 1},
                    {});
  IncidentGenerator generator(1);
  for (int i = 0; i < 60'000; ++i) tokens.add(generator.next().text);
  BOOST_TEST(tokens.terms().size() >= 60'000u);
}

BOOST_AUTO_TEST_CASE(a_json_line_escapes_what_json_demands) {
  const Incident incident{
      .id = "incident-000042",
      .label = "malware",
      .described = "malware",
      .text = "a \"quote\", C:\\Temp\\x.exe,\ttab, line\nfeed, \x01, Zo\xC3\xAB"};
  BOOST_TEST(json_line(incident) ==
             R"({"id":"incident-000042","label":"malware","text":"a \"quote\", C:\\Temp\\x.exe,)"
             R"(\ttab, line\nfeed, \u0001, Zo)"
             "\xC3\xAB\"}\n");
}

BOOST_AUTO_TEST_SUITE_END()
