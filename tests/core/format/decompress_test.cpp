#define BOOST_TEST_MODULE decompress
#include "core/format/decompress.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>

#include "core/base/error.hpp"
#include "tests/core/format/compressors.hpp"

using namespace alertsage;
using testing::compressed;
using testing::kCompressed;

namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

// Compresses about as well as a model does.
std::string sample(std::size_t size) {
  std::string text;
  std::uint32_t random = 1;
  while (text.size() < size) {
    random = random * 1664525 + 1013904223;
    text += "word" + std::to_string(random >> 20) + ' ';
  }
  text.resize(size);
  return text;
}

std::string decompressed(std::string_view file, Container container,
                         const DecompressLimits& limits = {}) {
  return std::string(as_text(decompress(as_bytes(file), container, limits).bytes()));
}

// The error that a file gives; a kind of io where it gives none.
Error refusal(std::string_view file, Container container, const DecompressLimits& limits = {}) {
  try {
    static_cast<void>(decompress(as_bytes(file), container, limits));
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::io, "accepted");
}

// The data, an error, or where nothing checks it anything.
void check_damaged(const std::string& file, Container container, std::string_view data) {
  const bool checked = container != Container::lzma;
  try {
    const std::string result = decompressed(file, container);
    if (checked) BOOST_TEST((result == data), name_of(container) << " gives other data");
  } catch (const Error& error) {
    BOOST_TEST((error.kind() == ErrorKind::format || error.kind() == ErrorKind::unsupported));
    BOOST_TEST(error.place().offset.value() <= file.size());
  }
}

std::uint64_t status_bytes(const std::string& field) {
  std::ifstream status("/proc/self/status");
  std::string name;
  std::uint64_t kib = 0;
  while (status >> name) {
    if (name == field && status >> kib) return kib * 1024;
  }
  BOOST_FAIL("/proc/self/status has no " << field);
  return 0;
}

// What `work` had in memory at most, beyond what was there before (proc(5): clear_refs).
template <typename Work>
std::uint64_t peak_bytes(const Work& work) {
  std::ofstream clear("/proc/self/clear_refs");
  clear << 5 << std::flush;
  BOOST_REQUIRE(clear.good());
  const std::uint64_t before = status_bytes("VmRSS:");
  work();
  const std::uint64_t peak = status_bytes("VmHWM:");
  return peak < before ? 0 : peak - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(decompression)

BOOST_AUTO_TEST_CASE(containers_are_known_by_their_first_bytes) {
  for (const Container container : kCompressed) {
    BOOST_TEST(name_of(container_of(as_bytes(compressed("data", container)))) ==
               name_of(container));
  }
  for (const std::string_view raw : {"", "\x80\x04\x95", "\x1f", "B", "\x5d", "\xfd\x37zX", "Z"}) {
    BOOST_TEST(name_of(container_of(as_bytes(raw))) == "raw");
  }
}

// Each with a word on what to do.
BOOST_AUTO_TEST_CASE(what_is_given_by_mistake_is_refused) {
  const auto header = [](std::string_view begins, std::uint64_t length) {
    std::string file(reinterpret_cast<const char*>(&length), sizeof length);
    file += begins;
    file.resize(sizeof length + length, ' ');
    return file;
  };
  // The first bytes of these are those of a pickle and of zlib data.
  const std::string as_pickle = header("{\"__metadata__\":{", 0x0580);
  const std::string as_zlib = header("{\"__metadata__\":{", 0x0578);
  for (const auto& [file, cause] :
       {std::pair<std::string, std::string>{"ZF0x10", "dump it again"},
        {"PK\x03\x04\x14", "a zip archive"},
        {"\x93NUMPY\x01", "an array that numpy.save wrote"},
        {"version https://git-lfs.github.com/spec/v1\n", "`git lfs pull`"},
        {as_pickle, "a safetensors file"},
        {as_zlib, "a safetensors file"}}) {
    try {
      container_of(as_bytes(file));
      BOOST_ERROR("accepted: " + cause);
    } catch (const Error& error) {
      BOOST_TEST((error.kind() == ErrorKind::unsupported));
      BOOST_TEST(error.cause().find(cause) != std::string::npos, error.cause());
    }
  }
  BOOST_TEST((container_of(as_bytes(as_zlib).first(as_zlib.size() - 1)) == Container::zlib));
  BOOST_TEST((container_of(as_bytes(header("no braces", 0x0578))) == Container::zlib));
}

BOOST_AUTO_TEST_CASE(gives_back_what_was_compressed) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{65'536}, std::size_t{65'537}, 5 * kMiB}) {
    const std::string data = sample(size);
    for (const Container container : kCompressed) {
      const std::string file = compressed(data, container, 1);
      BOOST_TEST((decompressed(file, container) == data), name_of(container) << " of " << size);
    }
  }
}

BOOST_AUTO_TEST_CASE(reads_every_preset) {
  const std::string data = sample(3000);
  for (int level = 1; level <= 9; ++level) {
    for (const Container container : kCompressed) {
      BOOST_TEST((decompressed(compressed(data, container, level), container) == data));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_output_starts_on_a_page_and_has_its_size) {
  const std::string file = compressed(sample(100'000), Container::zlib);
  const PageBuffer output = decompress(as_bytes(file), Container::zlib);
  BOOST_TEST(output.bytes().size() == 100'000u);
  BOOST_TEST(reinterpret_cast<std::uintptr_t>(output.bytes().data()) % 4096 == 0u);
}

BOOST_AUTO_TEST_CASE(reads_what_joblib_wrote) {
  for (const Container container : kCompressed) {
    if (container == Container::lz4) continue;  // joblib has it from another package
    const std::string path =
        JOBLIB_FIXTURES "/compressed/" + std::string(name_of(container)) + ".joblib";
    const std::string file = read_text_file(path);
    BOOST_TEST(name_of(container_of(as_bytes(file))) == name_of(container));
    const std::string pickle = decompressed(file, container);
    BOOST_TEST(pickle.starts_with("\x80"));
    BOOST_TEST(pickle.ends_with("."));
  }
}

BOOST_AUTO_TEST_CASE(streams_may_follow_each_other_but_in_zlib_data) {
  for (const Container container : kCompressed) {
    const std::string first = compressed("one ", container);
    const std::string file = first + compressed("two", container);
    if (container == Container::zlib) {
      const Error error = refusal(file, container);
      BOOST_TEST(error.cause() == "zlib data: 11 bytes behind its end");
      BOOST_TEST(error.place().offset.value() == first.size());
    } else {
      BOOST_TEST(decompressed(file, container) == "one two");
    }
  }
}

BOOST_AUTO_TEST_CASE(bytes_behind_the_end_are_refused_with_their_offset) {
  for (const Container container : kCompressed) {
    const std::string file = compressed("data", container);
    for (const std::string_view behind : {"x", "garbage"}) {
      const Error error = refusal(file + std::string(behind), container);
      BOOST_TEST((error.kind() == ErrorKind::format));
      BOOST_TEST(error.cause().ends_with("bytes behind its end"));
      BOOST_TEST(error.place().offset.value() == file.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(zeros_behind_gzip_and_xz_data_are_padding) {
  const std::string zeros(5, '\0');
  for (const Container container : kCompressed) {
    const std::string file = compressed("data", container);
    const bool gzip = container == Container::gzip;
    const bool xz = container == Container::xz;
    const auto accepted = [&](const std::string& padded) {
      return refusal(padded, container).kind() == ErrorKind::io;
    };
    BOOST_TEST(accepted(file + zeros) == gzip);
    BOOST_TEST(accepted(file + zeros.substr(1)) == (gzip || xz));
    BOOST_TEST(accepted(std::string(file).append(zeros, 1).append(file)) == (gzip || xz));
  }
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_truncated) {
  for (const Container container : kCompressed) {
    const Error error = refusal("", container);
    BOOST_TEST((error.kind() == ErrorKind::format));
    BOOST_TEST(error.cause().ends_with("data: truncated"));
  }
}

BOOST_AUTO_TEST_CASE(a_file_cut_anywhere_is_refused) {
  const std::string data = sample(2000);
  for (const Container container : kCompressed) {
    const std::string file = compressed(data, container);
    for (std::size_t size = 0; size < file.size(); ++size) {
      const Error error = refusal(std::string_view(file).substr(0, size), container);
      BOOST_TEST((error.kind() == ErrorKind::format), name_of(container) << " cut at " << size);
      BOOST_TEST(error.place().offset.value() <= size);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_changed_byte_gives_an_error_or_the_data) {
  const std::string data = sample(2000);
  for (const Container container : kCompressed) {
    const std::string file = compressed(data, container);
    for (std::size_t at = 0; at < file.size(); ++at) {
      for (const int flip : {1 << (at % 8), 0xff}) {
        std::string damaged = file;
        damaged[at] = static_cast<char>(damaged[at] ^ flip);
        check_damaged(damaged, container, data);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(damage_is_located) {
  // Level 0 stores: behind two bytes of header, blocks of a byte, a size, its complement, and data.
  std::string file = compressed(sample(200'000), Container::zlib, 0);
  constexpr std::size_t kFirst = 2;
  std::uint16_t size = 0;
  std::memcpy(&size, file.data() + kFirst + 1, sizeof size);
  const std::size_t second = kFirst + 5 + size;
  file.at(second + 3) ^= 1;
  const Error error = refusal(file, Container::zlib);
  BOOST_TEST(error.cause() == "zlib data: damaged (invalid stored block lengths)");
  BOOST_TEST(error.place().offset.value() == second + 5);
}

BOOST_AUTO_TEST_CASE(limits_are_limits_to_the_byte) {
  const std::string data = sample(70'000);
  for (const Container container : kCompressed) {
    const std::string file = compressed(data, container);
    BOOST_TEST((decompressed(file, container, {.free_bytes = 70'000, .ratio = 0}) == data));
    const Error error = refusal(file, container, {.free_bytes = 69'999, .ratio = 0});
    BOOST_TEST((error.kind() == ErrorKind::unsupported));
    BOOST_TEST(error.cause().find("more than 69999 bytes come of a file of " +
                                  std::to_string(file.size())) != std::string::npos);
    BOOST_TEST(error.cause().find("decompress it first") != std::string::npos);

    const std::uint64_t ratio = data.size() / file.size();
    const auto by_ratio = [&](std::uint64_t most) {
      return refusal(file, container, {.free_bytes = 0, .ratio = most}).kind();
    };
    BOOST_TEST((by_ratio(ratio + 1) == ErrorKind::io));
    BOOST_TEST((by_ratio(ratio) == ErrorKind::unsupported));
    BOOST_TEST((by_ratio(~std::uint64_t{0}) == ErrorKind::io));
  }
}

BOOST_AUTO_TEST_CASE(a_bomb_is_refused_before_it_takes_memory) {
  for (const Container container : kCompressed) {
    const std::string file = compressed(std::string(160 * kMiB, '\0'), container, 1);
    const std::uint64_t peak = peak_bytes(
        [&] { BOOST_TEST((refusal(file, container).kind() == ErrorKind::unsupported)); });
    BOOST_TEST(peak < 64 * kMiB, name_of(container) << " took " << peak << " bytes");
  }
}

// Of LZMA alone any size can be declared, and 64 MiB and 59,904 bytes used to be allocated.
BOOST_AUTO_TEST_CASE(a_dictionary_of_more_than_64_mib_is_refused) {
  const auto lzma_declaring = [](std::uint32_t dictionary) {
    std::string file = compressed("data", Container::lzma);
    std::memcpy(file.data() + 1, &dictionary, sizeof dictionary);
    return file;
  };
  const std::pair<Container, std::string> files[] = {
      {Container::lzma, lzma_declaring(0xFFFFFF00)},
      {Container::lzma, lzma_declaring(64 * kMiB + 59'904)},
      {Container::lzma, lzma_declaring(64 * kMiB + 1)},
      {Container::xz, testing::xz_declaring_dictionary("data", 40)},
      {Container::xz, testing::xz_declaring_dictionary("data", 29)}};  // 96 MiB
  for (const auto& [container, file] : files) {
    const Error error = refusal(file, container);
    BOOST_TEST((error.kind() == ErrorKind::unsupported));
    BOOST_TEST(error.cause().ends_with("its dictionary is larger than 64 MiB"), error.what());
  }
  BOOST_TEST(decompressed(testing::xz_declaring_dictionary("data", 28), Container::xz) == "data");
  BOOST_TEST(decompressed(lzma_declaring(64 * kMiB), Container::lzma) == "data");
}

BOOST_AUTO_TEST_CASE(a_declared_size_allocates_nothing) {
  const std::string file = testing::lz4_declaring_size("data", std::uint64_t{1} << 50);
  const std::uint64_t peak =
      peak_bytes([&] { BOOST_TEST((refusal(file, Container::lz4).kind() == ErrorKind::format)); });
  BOOST_TEST(peak < 4 * kMiB);
  BOOST_TEST(decompressed(testing::lz4_declaring_size("data", 4), Container::lz4) == "data");
}

BOOST_AUTO_TEST_CASE(zlib_data_for_a_dictionary_is_refused) {
  const Error error = refusal(testing::zlib_with_dictionary("data", "dictionary"), Container::zlib);
  BOOST_TEST((error.kind() == ErrorKind::unsupported));
  BOOST_TEST(error.cause() == "zlib data: it needs a dictionary that is not in the file");
}

BOOST_AUTO_TEST_SUITE_END()
