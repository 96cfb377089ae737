// Compressed files: bombs, ends that are missing, headers that lie.
#include <cstring>

#include "tests/core/format/compressors.hpp"
#include "tests/core/format/hostile_files.hpp"
#include "tests/core/format/hostile_model_parts.hpp"
#include "tests/core/format/pickle_assembler.hpp"

namespace alertsage::testing {
namespace {

constexpr std::size_t kMega = std::size_t{1} << 20;
constexpr int kFast = 1;

// A payload that is whole before the compressed data is damaged or ends.
std::string payload() {
  return kProto4 + global("os", "system") + text("echo harm") + kTuple1 + kReduce + kStop;
}

// The header of LZMA data: properties, a dictionary's size, the content's size.
std::string lzma_of_dictionary(std::uint32_t size) {
  std::string file = compressed(payload(), Container::lzma);
  std::memcpy(file.data() + 1, &size, sizeof size);
  return file;
}

}  // namespace

std::vector<HostileFile> hostile_containers() {
  const std::string zeros(64 * kMega, '\0');
  const std::string opcodes = kProto4 + times(23 * kMega, kNone);
  const std::string too_large = "no more are taken: decompress it first";
  std::vector<HostileFile> files;
  for (const Container container : kCompressed) {
    const std::string name(name_of(container));
    files.push_back({"bomb_of_zeros_" + name, compressed(zeros, container, kFast), too_large, {}});
    files.push_back({"bomb_of_opcodes_" + name,
                     compressed(opcodes, container, kFast),
                     "more values than the file's size accounts for",
                     {}});
    const std::string small = compressed(payload(), container);
    files.push_back({"payload_in_" + name, small, "not on the allow-list: 'os.system'",
                     payload().find('\x93')});
    files.push_back({"truncated_" + name, small.substr(0, small.size() - 5), name + " data: ", {}});
    files.push_back({"twice_compressed_" + name, compressed(small, container),
                     "not a pickle of protocol 2 or later", 0});
  }
  const std::string gzip = compressed(zeros.substr(0, 16 * kMega), Container::gzip);
  const std::string lz4 = times(66, compressed(zeros, Container::lz4, kFast)).substr(0, 4'400'000);
  const std::string zlib = compressed(payload(), Container::zlib);
  const std::vector<HostileFile> more = {
      {"bomb_of_many_streams", times(16, gzip), too_large, {}},
      {"bomb_of_megabytes_lz4", lz4, too_large, {}},
      {"xz_with_a_dictionary_of_4_GiB",
       xz_declaring_dictionary(payload(), 40),
       "its dictionary is larger than 64 MiB",
       {}},
      {"lzma_with_a_dictionary_of_3_GiB",
       lzma_of_dictionary(0xC0000000),
       "its dictionary is larger than 64 MiB",
       {}},
      {"lz4_of_declared_exabytes",
       lz4_declaring_size(payload(), std::uint64_t{1} << 60),
       "lz4 data: damaged",
       {}},
      {"zlib_with_a_preset_dictionary",
       zlib_with_dictionary(payload(), payload()),
       "zlib data: ",
       {}},
      hostile_after("zlib_with_a_second_stream", zlib, zlib, "bytes behind its end"),
      hostile_after("joblib_before_0.10", "", "ZF0x10000000000      harm",
                    "written by joblib before 0.10"),
  };
  files.insert(files.end(), more.begin(), more.end());
  return files;
}

}  // namespace alertsage::testing
