// Every hostile file is refused, at the right byte and for the right reason.
#define BOOST_TEST_MODULE hostile_files
#include "tests/core/format/hostile_files.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <new>
#include <set>

#include "core/base/error.hpp"
#include "core/format/joblib.hpp"
#include "tests/core/format/hostile_model_parts.hpp"
#include "tests/core/format/joblib_fixture.hpp"
#include "tests/core/format/pickle_assembler.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;
using namespace alertsage::testing;

namespace {

const std::vector<HostileFile>& files() {
  static const std::vector<HostileFile> all = hostile_files();
  return all;
}

void check_refusal(const HostileFile& file, const Error& error) {
  const std::string context = file.name + ": " + error.what();
  BOOST_TEST(contains(error.what(), file.says), context << "; wanted: " << file.says);
  BOOST_REQUIRE_MESSAGE(error.place().offset.has_value(), context);
  if (file.offset) {
    BOOST_TEST(*error.place().offset == *file.offset, context << "; wanted: " << *file.offset);
  }
}

// Any other exception, also of no memory, fails the test.
template <typename Read>
void expect_refusal(const HostileFile& file, const Read& read) {
  try {
    read();
    BOOST_ERROR(file.name << " is accepted");
  } catch (const Error& error) {
    check_refusal(file, error);
  } catch (const std::exception& other) {
    BOOST_ERROR(file.name << ": " << other.what());
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(names_are_distinct) {
  std::set<std::string> names;
  for (const HostileFile& file : files()) BOOST_TEST(names.insert(file.name).second, file.name);
  BOOST_TEST(names.size() >= 45u);
}

// What the hostile models are made of is a model: each is refused for its one change.
BOOST_AUTO_TEST_CASE(the_model_that_they_are_variants_of_is_imported) {
  const std::string good = hostile_pair(hostile_vectorizer(), hostile_classifier());
  BOOST_TEST(parse_joblib(as_bytes(good)).terms == std::vector<std::string>{"a"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_one_is_refused_in_memory) {
  for (const HostileFile& file : files()) {
    expect_refusal(file, [&] { parse_joblib(as_bytes(file.bytes)); });
  }
}

BOOST_AUTO_TEST_CASE(every_one_is_refused_as_a_file_whose_name_is_said) {
  const TemporaryDirectory directory;
  for (const HostileFile& file : files()) {
    const std::filesystem::path path = directory / (file.name + ".joblib");
    write_bytes(path, file.bytes);
    expect_refusal(file, [&] {
      try {
        read_joblib(std::array{path});
      } catch (const Error& error) {
        BOOST_TEST(error.place().file.starts_with(path.native()), error.what());
        throw;
      }
    });
    std::filesystem::remove(path);
  }
}
