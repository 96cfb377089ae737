#define BOOST_TEST_MODULE cleaning
#include "core/text/cleaning.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/core/text/reference.hpp"

namespace alertsage {
namespace {

using namespace std::string_view_literals;
using testing::clean_by_chain;

std::string cleaned(std::string_view text) {
  std::string out;
  std::string scratch;
  clean_alertsage(text, out, scratch);
  return out;
}

// Says what differs only where something does: there are too many texts to report each.
void check_equals_the_chain(const std::string& text) {
  const std::string fast = cleaned(text);
  if (const std::string slow = clean_by_chain(text); fast != slow) {
    BOOST_TEST_CONTEXT("text '" << text << "'") BOOST_TEST(fast == slow);
  }
  if (fast.size() > 3 * text.size() + 2) BOOST_ERROR("longer than it may be: " << text);
}

struct Case {
  std::string_view name;
  std::string_view text;
  std::string_view cleaned;
};

// The right answers are Python's (scripts/lib/text_chain.py).
constexpr Case kCases[] = {
    {"words are lowered and kept", "User Reported A Server", "user reported a server"},
    {"google drive over any white space", "Google \t\n\u2003 DRIVE", "googledrive"},
    {"google drive only as two words", "google driver, xgoogle drive, google-drive",
     "google driver xgoogle drive google drive"},
    {"google drive twice in a row", "google drive.google drive", "googledrive googledrive"},
    {"google is cut off its run", "a.google drive,b", "a googledrive b"},
    {"gdrive only as a word", "gdrive gdrives my-gdrive _gdrive",
     "googledrive gdrives my googledrive gdrive"},
    {"box.com", "box.com box.community mybox.com box.com.", "box box community mybox com box"},
    {"dropbox", "Dropbox dropboxes drop-box dropbox.com", "dropbox dropboxes drop box dropbox com"},
    {"box.com splits a URL", "https://app.box.com/s/x1", "url box filepath"},
    {"dropbox splits a URL", "http://www.dropbox.com", "url dropbox com"},
    {"www. before a name is no URL", "www.dropbox.com www.google drive",
     "www dropbox com www googledrive"},
    {"a URL may start within a word", "seehttps://x.y and awww.b", "see url and a url"},
    {"http alone is no URL", "http www. https", "http www url"},
    {"an address ends where a URL starts", "1.2.3.4http://x 1.2.3.4www.x 1.2.3.4www.",
     "ipaddr url ipaddr url 4www"},
    {"addresses", "10.0.0.1, 999.999.999.999; 1.2.3.4.5 1234.1.2.3.4",
     "ipaddr ipaddr ipaddr ipaddr"},
    {"no addresses", "1.2.3 1.2.3.4567 v1.2.3.4 1.2.3.4_ 1.2..3.4", "v1"},
    {"addresses in digits of any script", "١.٢.٣.٤ 1.2.3.४", "ipaddr ipaddr"},
    {"drive paths", "C:\\Users\\bob c:\\ cc:\\x ä:\\x 1:\\x c:\\c:\\ ",
     "filepath c c filepath x x filepath"},
    {"a drive path ends at an address", "c:\\1.2.3.4 c:\\logs-1.2.3.4\\x",
     "c ipaddr filepath ipaddr x"},
    {"slash paths", "/etc/passwd a/b / // a/", "filepath a filepath filepath a"},
    {"a drive path in a slash path", "/c:\\x /share/c:\\x /c:\\ ",
     "filepath filepath filepath filepath"},
    {"twenty characters are encoded",
     "d41d8cd98f00b204e9800998ecf8427e aaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaa dGVzdA==",
     "encoded aaaaaaaaaaaaaaaaaaa encoded dgvzda"},
    {"a slash at the end counts as encoded", "aaaaaaaaaaaaaaaaaaa/ aaaaaaaaaaaaaaaaaa/",
     "encoded aaaaaaaaaaaaaaaaaa"},
    {"numbers go, words with digits stay", "on port 8443 of 50gb 3d 0x1f 2024-01-02",
     "on port of 50gb 3d 0x1f"},
    {"no boundary beside a foreign word character", "égdrive gdriveé gdrive\u0301 1.2.3.4é",
     "gdrive gdrive googledrive"},
    {"two foreign characters are lowered to ASCII", "\u0130stanbul 20\u212A", "i stanbul 20k"},
    {"foreign characters go", "Größe ПАРОЛЬ password サーバー up", "gr e password up"},
    {"what is white space to Python",
     "http:\x1Cx google\x1D"
     "drive google\u0085drive google\u3000drive",
     "url x googledrive googledrive googledrive"},
    {"what is not", "google\u200Bdrive http\u200B", "google drive url"},
    {"NUL and controls are characters", "http\0x a\0b \x01"sv, "url a b"},
    {"nothing is left of nothing", "", ""},
    {"nothing is left of white space", " \t\u2028 ", ""},
    {"bytes that are not UTF-8 are characters",
     "http\xFF a\xC3 \xE2\x82"
     "b 1.2.3.4\xED\xA0\x80",
     "url a b ipaddr"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cleaning)

BOOST_AUTO_TEST_CASE(gives_what_python_gives) {
  for (const Case& row : kCases) {
    BOOST_TEST_CONTEXT(row.name) {
      BOOST_TEST(cleaned(row.text) == row.cleaned);
      BOOST_TEST(clean_by_chain(row.text) == row.cleaned);
    }
  }
}

BOOST_AUTO_TEST_CASE(equals_the_chain_on_all_sequences_of_what_rules_look_for) {
  constexpr std::string_view kPieces[] = {
      "google", "drive", "gdrive", "box.com", "dropbox", "http", "www.", "1.2.3.4",
      "c:\\",   "/",     " ",      "_",       "a",       "-",    "é",    "0123456789abcdef"};
  testing::for_each_sequence(kPieces, 4, check_equals_the_chain);
}

BOOST_AUTO_TEST_CASE(equals_the_chain_on_all_short_texts_of_paths) {
  constexpr std::string_view kPieces[] = {"c", ":", "\\", "/", "1", " ", "\u0663"};
  testing::for_each_sequence(kPieces, 6, check_equals_the_chain);
}

BOOST_AUTO_TEST_CASE(equals_the_chain_on_all_short_texts_of_addresses) {
  constexpr std::string_view kPieces[] = {"1", ".", "12", "a"};
  testing::for_each_sequence(kPieces, 8, check_equals_the_chain);
}

BOOST_AUTO_TEST_CASE(equals_the_chain_on_random_texts) {
  constexpr std::string_view kPieces[] = {"Google", "DRIVE",    "google drive",
                                          "gDrive", "box.com",  "box",
                                          ".com",   "DropBox",  "http",
                                          "www.",   "w",        "10.0.0.1",
                                          "1",      ".",        "1234",
                                          "C:\\",   ":\\",      "/",
                                          "//",     "+",        "=",
                                          "_",      "-",        "aaaaaaaaaaaaaaaaaaa",
                                          " ",      "\t",       "\x1F",
                                          "\u0085", "\u00A0",   "\u2028",
                                          "\u200B", "\u0301",   "\u0130",
                                          "\u212A", "\u0663",   "\U0001D7D7",
                                          "é",      "Σ",        "日",
                                          "\xFF",   "\xE2\x82", "\xED",
                                          "ab",     "Z"};
  std::mt19937 random(20240517);
  for (int i = 0; i < 20'000; ++i) {
    check_equals_the_chain(testing::random_sequence(kPieces, 12, random));
  }
}

// Each of these is a rule's worst case: it makes a scanner that looks ahead again and again, or
// that starts over after a failure, take days.
BOOST_AUTO_TEST_CASE(long_hostile_texts_take_linear_time) {
  constexpr std::string_view kPieces[] = {
      "1.", "1",      "1.2.3.",  "/",       "/ ",     "c:\\", "c:\\ ", ":\\", "http", "www.", "h",
      "w",  "google", "google ", "-google", "gdrive", "box.", "a",     "a/",  "=",    " "};
  constexpr std::size_t kSize = 1 << 20;
  for (const std::string_view piece : kPieces) {
    std::string text;
    while (text.size() < kSize) text += piece;
    BOOST_TEST_CONTEXT(piece) BOOST_TEST(cleaned(text).size() <= 3 * text.size() + 2);
  }
  BOOST_TEST(cleaned("google" + std::string(kSize, ' ') + "driver") == "google driver");
  BOOST_TEST(cleaned("google" + std::string(kSize, ' ') + "drive") == "googledrive");
}

BOOST_AUTO_TEST_CASE(what_out_and_scratch_held_does_not_matter) {
  std::string out = "earlier";
  std::string scratch = "google drive and more that is longer than the text";
  clean_alertsage("google", out, scratch);
  BOOST_TEST(out == "google");
}

const char* artifacts() {
  return std::getenv("ALERTSAGE_ARTIFACTS");
}

boost::test_tools::assertion_result artifacts_are_there(boost::unit_test::test_unit_id /*unused*/) {
  boost::test_tools::assertion_result result(artifacts() != nullptr);
  result.message() << "ALERTSAGE_ARTIFACTS is not set";
  return result;
}

BOOST_AUTO_TEST_CASE(equals_what_alertsage_made_of_real_incidents,
                     *boost::unit_test::precondition(artifacts_are_there)) {
  std::ifstream file(std::string(artifacts()) + "/expected.json");
  const auto expected = nlohmann::json::parse(file);
  BOOST_TEST(expected.size() == 30U);
  for (const auto& row : expected) {
    BOOST_TEST(cleaned(row.at("text").get<std::string>()) == row.at("cleaned").get<std::string>());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
