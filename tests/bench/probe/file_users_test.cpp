#include "bench/probe/file_users.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "bench/probe/optional_file.hpp"
#include "core/base/memory.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

std::optional<FileUser> user_of(const std::filesystem::path& path, Scope scope) {
  return FileUsers(scope).find(maps_key_of(open_for_reading(path), path));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file_users)

BOOST_AUTO_TEST_CASE(a_file_that_nobody_has_mapped_has_no_user) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", "bytes");
  BOOST_TEST(!user_of(path, Scope::all_processes).has_value());
}

BOOST_AUTO_TEST_CASE(a_mapping_is_found_under_any_name_of_the_file_and_gone_with_it) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", "bytes");
  const auto other_name = directory.path() / "hard link";
  std::filesystem::create_hard_link(path, other_name);
  {
    const MappedFile held(path);
    const auto user = user_of(other_name, Scope::this_process);
    BOOST_TEST_REQUIRE(user.has_value());
    BOOST_TEST(user->process == ::getpid());
    BOOST_TEST(user->name == read_line("/proc/self/comm").value());
  }
  BOOST_TEST(!user_of(other_name, Scope::this_process).has_value());
}

BOOST_AUTO_TEST_CASE(another_file_of_the_same_directory_is_not_mistaken_for_it) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const MappedFile held(directory.write("held", "bytes"));
  BOOST_TEST(!user_of(directory.write("model", "bytes"), Scope::this_process).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe
