#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "bench/probe/page_cache.hpp"
#include "core/base/error.hpp"
#include "core/base/memory.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

// What PageCache says of the file; empty where it takes it.
std::string refusal_of(const std::filesystem::path& path) {
  try {
    const PageCache cache(path);
    return "";
  } catch (const Error& error) {
    BOOST_TEST(error.place().file == path.native());
    return error.cause();
  }
}

// Files are checked against the effective user, and root may become any.
class AsNobody {
 public:
  AsNobody() { BOOST_TEST_REQUIRE(::seteuid(65534) == 0); }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (::seteuid(0) != 0) std::abort();
  }
};

boost::test_tools::assertion_result is_root(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result root(::geteuid() == 0);
  root.message() << "only root can act as another user";
  return root;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_cache_refusal)

BOOST_AUTO_TEST_CASE(a_file_on_tmpfs_is_refused_by_name) {
  const FreshDirectory directory("/dev/shm");
  BOOST_TEST(refusal_of(directory.write("model", "bytes")) ==
             "cannot be made cold: it is on tmpfs, which has no place but memory");
}

BOOST_AUTO_TEST_CASE(what_is_no_file_with_bytes_is_refused) {
  const FreshDirectory directory;
  BOOST_TEST(refusal_of(directory.write("model", "")) ==
             "is empty, so it is neither cold nor warm");
  BOOST_TEST(refusal_of(directory.path()) == "is a directory");
  BOOST_TEST(refusal_of("/dev/null") == "is not a regular file");
  BOOST_TEST(refusal_of(directory.path() / "absent").find("No such file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_that_this_process_has_mapped_is_refused) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", noise(100'000));
  const MappedFile held(path);
  BOOST_TEST(refusal_of(path) == "cannot be made cold: this process has it mapped");
}

BOOST_AUTO_TEST_CASE(a_file_that_another_process_has_mapped_is_refused_naming_it) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", noise(100'000));
  const FileHolder holder(path);
  BOOST_TEST(refusal_of(path).starts_with("cannot be made cold: process " +
                                          std::to_string(holder.process()) + " ("));
}

BOOST_AUTO_TEST_CASE(a_process_that_maps_the_file_later_is_found_when_eviction_fails) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", noise(100'000));
  const PageCache cache(path);
  const FileHolder holder(path);
  BOOST_CHECK_EXCEPTION(
      cache.make_cold(std::chrono::milliseconds(20)), Error, [&](const Error& error) {
        return error.cause().find(std::to_string(holder.process())) != std::string::npos;
      });
}

// As every process that starts has ld.so.cache.
BOOST_AUTO_TEST_CASE(a_process_that_maps_the_file_for_a_moment_is_waited_for) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", noise(100'000));
  const PageCache cache(path);
  std::optional<FileHolder> holder(path);
  const std::jthread letting_go([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    holder.reset();
  });
  BOOST_TEST(cache.make_cold(std::chrono::minutes(20)).succeeded());
}

// To such a user mincore says that everything is resident, also right after an eviction that
// worked.
BOOST_AUTO_TEST_CASE(mincore_is_not_believed_by_a_user_who_may_not_write_the_file,
                     *boost::unit_test::precondition(is_root)) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", noise(100'000));
  ::chmod(directory.path().c_str(), 0755);
  ::chmod(path.c_str(), 0644);
  const AsNobody nobody;
  if (::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) != 0) {
    BOOST_TEST_MESSAGE("the build directory is closed to others: nothing to see");
    return;
  }
  try {
    BOOST_TEST((PageCache(path).instrument() == ResidencyInstrument::cachestat));
  } catch (const Error& error) {
    BOOST_TEST((error.kind() == ErrorKind::environment));
    BOOST_TEST(error.cause().find("mincore answers everything-resident") != std::string::npos);
    BOOST_TEST(error.cause().find("; cachestat ") != std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe
