#include "bench/probe/sibling_program.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {

BOOST_AUTO_TEST_SUITE(sibling_program_test)

BOOST_AUTO_TEST_CASE(is_found_beside_the_running_one_or_in_libexec) {
  const FreshDirectory prefix;
  const auto programs = prefix.path() / "bin";
  BOOST_CHECK_EXCEPTION(
      sibling_program("alertsage-launcher", programs), Error, [&](const Error& error) {
        return error.kind() == ErrorKind::not_found &&
               error.cause().find((programs / "alertsage-launcher").native()) !=
                   std::string::npos &&
               error.cause().find("libexec/alertsage/alertsage-launcher") != std::string::npos;
      });
  const auto installed = prefix.write("libexec/alertsage/alertsage-launcher", "");
  std::filesystem::permissions(installed, std::filesystem::perms::owner_all);
  BOOST_TEST(sibling_program("alertsage-launcher", programs) == installed);
  const auto built = prefix.write("bin/alertsage-launcher", "");
  BOOST_TEST(sibling_program("alertsage-launcher", programs) ==
             installed);  // it may not be run yet
  std::filesystem::permissions(built, std::filesystem::perms::owner_all);
  BOOST_TEST(sibling_program("alertsage-launcher", programs) == built);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe
