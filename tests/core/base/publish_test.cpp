#define BOOST_TEST_MODULE publish
#include "core/base/publish.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "core/base/memory.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

namespace {

std::size_t entries(const std::filesystem::path& directory) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(directory), {}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(publish)

BOOST_AUTO_TEST_CASE(writes_all_parts_and_leaves_no_temporary_file) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "a", std::array{as_bytes("one "), as_bytes("two")});
  BOOST_TEST(read_text_file(directory / "a") == "one two");
  BOOST_TEST(entries(directory.path()) == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_published_leaves_nothing_and_harms_nothing) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "a", "old");
  {
    FilePublisher abandoned(directory / "a");
    abandoned.write(as_bytes("new"));
  }
  BOOST_TEST(read_text_file(directory / "a") == "old");
  BOOST_TEST(entries(directory.path()) == 1u);
}

// Not every file system has files without a name (open(2), O_TMPFILE).
boost::test_tools::assertion_result files_here_need_no_name(boost::unit_test::test_unit_id) {
  const testing::TemporaryDirectory directory;
  const FileDescriptor file(::open(directory.path().c_str(), O_TMPFILE | O_WRONLY, 0600));
  return file.get() >= 0;
}

BOOST_AUTO_TEST_CASE(a_process_that_is_killed_while_writing_leaves_nothing,
                     *boost::unit_test::precondition(files_here_need_no_name)) {
  const testing::TemporaryDirectory directory;
  const pid_t child = ::fork();
  if (child == 0) {
    FilePublisher publisher(directory / "a");
    publisher.write(as_bytes("half of it"));
    ::raise(SIGKILL);
  }
  BOOST_REQUIRE(::waitpid(child, nullptr, 0) == child);
  BOOST_TEST(std::filesystem::is_empty(directory.path()));
}

BOOST_AUTO_TEST_CASE(a_mapping_of_the_old_file_keeps_its_bytes) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "a", "old bytes");
  const MappedFile old(directory / "a");
  publish_file(directory / "a", "new");
  BOOST_TEST(as_text(old.bytes()) == "old bytes");
  BOOST_TEST(read_text_file(directory / "a") == "new");
}

BOOST_AUTO_TEST_CASE(honours_the_umask) {
  const testing::TemporaryDirectory directory;
  const mode_t before = ::umask(027);
  publish_file(directory / "a", "x");
  ::umask(before);
  struct stat status {};
  BOOST_REQUIRE(::stat((directory / "a").c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777) == 0640u);
}

BOOST_AUTO_TEST_CASE(names_the_directory_that_is_not_there) {
  const testing::TemporaryDirectory directory;
  BOOST_CHECK_EXCEPTION(
      publish_file(directory / "missing" / "a", "x"), Error, [](const Error& error) {
        return error.kind() == ErrorKind::not_found && error.place().file.ends_with("missing/a");
      });
}

BOOST_AUTO_TEST_CASE(writes_into_a_device_instead_of_replacing_it) {
  publish_file("/dev/null", "x");
  BOOST_TEST(std::filesystem::is_character_file("/dev/null"));
}

BOOST_AUTO_TEST_SUITE_END()
