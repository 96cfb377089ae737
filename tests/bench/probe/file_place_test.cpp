#include "bench/probe/file_place.hpp"

#include <boost/test/unit_test.hpp>

#include "bench/probe/launcher.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {

BOOST_AUTO_TEST_SUITE(file_place)

BOOST_AUTO_TEST_CASE(a_mount_is_found_by_its_number_whatever_optional_fields_it_has) {
  const std::string_view mountinfo =
      "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 propagate_from:2 - ext3 /dev/root rw\n"
      "361 36 0:31 / /data rw - btrfs /dev/my\\040disk\\0111 rw,subvolid=256\n"
      "37 35 0:5 / /tmp rw shared:2 - tmpfs none rw\n"
      "40 35 torn line\n";
  BOOST_TEST(find_mount(mountinfo, 36)->file_system == "ext3");
  BOOST_TEST(find_mount(mountinfo, 36)->source == "/dev/root");
  BOOST_TEST(find_mount(mountinfo, 361)->file_system == "btrfs");
  BOOST_TEST(find_mount(mountinfo, 361)->source == "/dev/my disk\t1");
  BOOST_TEST(find_mount(mountinfo, 37)->file_system == "tmpfs");
  BOOST_TEST(!find_mount(mountinfo, 3));
  BOOST_TEST(!find_mount(mountinfo, 40));
  BOOST_TEST(!find_mount("", 36));
}

BOOST_AUTO_TEST_CASE(file_system_and_device_are_those_that_df_names) {
  const FreshDirectory disk(TEST_DISK_DIRECTORY);
  const FreshDirectory memory("/dev/shm");
  Launcher launcher(TEST_LAUNCHER);
  for (const auto& path : {disk.write("model", "x"), memory.write("model", "x")}) {
    const FilePlace place = place_of(open_for_reading(path), path);
    const ProcessSample df =
        launcher.run({.arguments = {"df", "--output=source,fstype", path.native()}});
    const std::string expected = df.kept_stdout.substr(df.kept_stdout.find('\n') + 1);
    BOOST_TEST_REQUIRE(place.device.has_value());
    BOOST_TEST(expected.starts_with(*place.device + " "));
    BOOST_TEST(expected.ends_with(" " + place.file_system.value() + "\n"));
  }
}

BOOST_AUTO_TEST_CASE(memory_has_no_read_ahead_to_tell) {
  const FreshDirectory memory("/dev/shm");
  const auto path = memory.write("model", "x");
  BOOST_TEST(!place_of(open_for_reading(path), path).read_ahead_kb.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe
