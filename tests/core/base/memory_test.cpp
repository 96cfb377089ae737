#define BOOST_TEST_MODULE memory
#include "core/base/memory.hpp"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <cstdint>

#include "core/base/error.hpp"
#include "core/base/publish.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(maps_a_file_and_moves_the_mapping) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "a", "bytes");
  MappedFile first(directory / "a");
  MappedFile second = std::move(first);
  BOOST_TEST(as_text(second.bytes()) == "bytes");
  BOOST_TEST(first.bytes().empty());
  second.populate();
  BOOST_TEST(reinterpret_cast<std::uintptr_t>(second.bytes().data()) % 4096 == 0u);
}

BOOST_AUTO_TEST_CASE(reads_a_whole_file_that_others_may_then_write) {
  const testing::TemporaryDirectory directory;
  const std::string content(10000, 'x');
  publish_file(directory / "a", content);
  const PageBuffer read = read_whole_file(directory / "a");
  std::filesystem::resize_file(directory / "a", 0);
  BOOST_TEST(as_text(read.bytes()) == content);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_file_with_content) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "empty", "");
  BOOST_REQUIRE(::mkfifo((directory / "fifo").c_str(), 0600) == 0);
  const auto message = [&](const auto& open, const std::filesystem::path& path) {
    try {
      static_cast<void>(open(path));
    } catch (const Error& error) {
      BOOST_TEST(error.place().file == path.native());
      return error.cause();
    }
    return std::string("opened");
  };
  const auto check = [&](const auto& open) {
    BOOST_TEST(message(open, directory / "empty") == "the file is empty");
    BOOST_TEST(message(open, directory.path()) == "is a directory");
    BOOST_TEST(message(open, directory / "fifo") ==
               "is not a regular file");  // and does not wait for a writer
    BOOST_TEST(message(open, directory / "missing") == "cannot open: No such file or directory");
  };
  check([](const std::filesystem::path& path) { return MappedFile(path); });
  check([](const std::filesystem::path& path) { return read_whole_file(path); });
}

BOOST_AUTO_TEST_CASE(a_page_buffer_is_zero_and_page_aligned) {
  PageBuffer buffer(10000);
  BOOST_TEST(buffer.bytes().size() == 10000u);
  for (const std::byte byte : buffer.bytes()) BOOST_REQUIRE((byte == std::byte{0}));
  BOOST_TEST(reinterpret_cast<std::uintptr_t>(buffer.bytes().data()) % 4096 == 0u);
  buffer.writable()[9999] = std::byte{7};
  const PageBuffer moved = std::move(buffer);
  BOOST_TEST((moved.bytes()[9999] == std::byte{7}));
  BOOST_TEST(PageBuffer(0).bytes().empty());
}

BOOST_AUTO_TEST_SUITE_END()
