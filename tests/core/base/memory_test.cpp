#define BOOST_TEST_MODULE memory
#include "core/base/memory.hpp"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <fstream>
#include <new>
#include <sstream>
#include <string>

#include "core/base/error.hpp"
#include "core/base/publish.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

namespace {

// What the kernel says of the mapping that starts at `address`: proc(5), VmFlags in smaps.
std::string flags_of_mapping(const void* address) {
  std::ostringstream start;
  start << std::hex << reinterpret_cast<std::uintptr_t>(address) << '-';
  std::ifstream smaps("/proc/self/smaps");
  std::string line;
  while (std::getline(smaps, line) && !line.starts_with(start.str())) {
  }
  while (std::getline(smaps, line) && !line.starts_with("VmFlags:")) {
  }
  return line + ' ';
}

}  // namespace

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(maps_a_file_and_moves_the_mapping) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "a", "bytes");
  MappedFile first(directory / "a");
  MappedFile second = std::move(first);
  BOOST_TEST(as_text(second.bytes()) == "bytes");
  BOOST_TEST(first.bytes().empty());  // NOLINT(bugprone-use-after-move): what is asked
  second.populate();
  BOOST_TEST(reinterpret_cast<std::uintptr_t>(second.bytes().data()) % 4096 == 0u);
}

BOOST_AUTO_TEST_CASE(tells_the_kernel_of_random_access_and_of_no_other) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "a", "bytes");
  const MappedFile normal(directory / "a");
  const MappedFile random(directory / "a", Access::random);
  BOOST_TEST(as_text(random.bytes()) == "bytes");
  BOOST_TEST(flags_of_mapping(normal.bytes().data()).find(" rd ") != std::string::npos);
  BOOST_TEST(flags_of_mapping(normal.bytes().data()).find(" rr ") == std::string::npos);
  BOOST_TEST(flags_of_mapping(random.bytes().data()).find(" rr ") != std::string::npos);
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

BOOST_AUTO_TEST_CASE(a_page_buffer_keeps_its_bytes_when_it_grows_and_shrinks) {
  PageBuffer buffer(0);
  constexpr std::size_t kSizes[] = {1, 4096, 4097, 10000, 300'000, 5'000'000, 4'999'999, 6'000'000};
  std::size_t written = 0;  // all before it is counted up, from 0
  for (const std::size_t size : kSizes) {
    buffer.resize(size);
    BOOST_REQUIRE(buffer.bytes().size() == size);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(buffer.bytes().data()) % 4096 == 0u);
    for (std::size_t at = 0; at < size; ++at) {
      const bool kept = at < written && at != 4'999'999;  // that one was cut off
      BOOST_REQUIRE((buffer.bytes()[at] == static_cast<std::byte>(kept ? at % 251 + 1 : 0)));
    }
    for (std::size_t at = 0; at < size; ++at) {
      buffer.writable()[at] = static_cast<std::byte>(at % 251 + 1);
    }
    written = size;
  }
  buffer.resize(0);
  BOOST_TEST(buffer.bytes().empty());
}

BOOST_AUTO_TEST_CASE(bytes_that_a_page_buffer_had_cut_off_are_zero_again) {
  PageBuffer buffer(6000);
  for (std::byte& byte : buffer.writable()) byte = std::byte{7};
  buffer.resize(5000);
  PageBuffer moved(std::move(buffer));
  moved.resize(20'000);
  for (std::size_t at = 0; at < 20'000; ++at) {
    BOOST_REQUIRE((moved.bytes()[at] == std::byte{at < 5000 ? std::uint8_t{7} : std::uint8_t{0}}));
  }
}

BOOST_AUTO_TEST_CASE(a_page_buffer_that_cannot_grow_stays_as_it_was) {
  PageBuffer buffer(5000);
  buffer.writable()[4999] = std::byte{7};
  BOOST_CHECK_THROW(buffer.resize(std::size_t{1} << 60), std::bad_alloc);
  BOOST_CHECK_THROW(buffer.resize(~std::size_t{0}), std::bad_alloc);
  BOOST_TEST(buffer.bytes().size() == 5000u);
  BOOST_TEST((buffer.bytes()[4999] == std::byte{7}));
}

BOOST_AUTO_TEST_CASE(a_page_buffer_that_shrinks_gives_its_pages_back) {
  const auto resident = [] {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t all = 0;
    std::uint64_t in_memory = 0;
    statm >> all >> in_memory;
    return in_memory * 4096;
  };
  PageBuffer buffer(1000);
  const std::uint64_t before = resident();
  buffer.resize(64 << 20);
  BOOST_TEST(resident() >= before + (60 << 20));
  buffer.resize(1000);
  BOOST_TEST(resident() <= before + (4 << 20));
}

BOOST_AUTO_TEST_SUITE_END()
