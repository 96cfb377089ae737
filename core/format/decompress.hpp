// Compressed files into memory: what `joblib.dump(…, compress=…)` writes, and what gzip, bzip2, xz
// and lz4 write as well. The output grows with the data, so that what a file claims about its size
// allocates nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/file.hpp"
#include "core/base/memory.hpp"

namespace alertsage {

// xz is the container of xz(1), lzma the older one of LZMA data alone, lz4 the frame format.
enum class Container { raw, zlib, gzip, bz2, xz, lzma, lz4 };

std::string_view name_of(Container container) noexcept;

// By the first bytes, as joblib tells them apart (joblib/compressor.py,
// joblib/numpy_pickle_utils.py); like there, one byte is enough for zlib, as no pickle of protocol
// 2 or later starts with 'x'. Throws Error (unsupported) for files of joblib before 0.10, and for
// those that are given by mistake: safetensors, zip, a pointer of Git LFS. O(1).
Container container_of(Bytes file);

// Data may become `free_bytes` large whatever the file's size, and beyond that `ratio` times as
// large as the file. Most models compress by 2 to 10, sparse weights and naive Bayes of many
// classes by 50; bombs by 1000, and more than that with bzip2 and xz.
struct DecompressLimits {
  std::uint64_t free_bytes = std::uint64_t{24} << 20;
  std::uint64_t ratio = 12;
};

// All of a compressed file. Streams may follow each other, as in Python's readers, but in zlib
// data, where joblib has no reader for that; zeros may follow gzip data, and in fours xz data.
// Anything else behind a stream is refused, where Python ignores it (bzip2, xz, lzma) or waits
// forever (zlib).
//
// Damage is found by the container's checksums: zlib, gzip and bzip2 have them; xz and lz4 may, and
// joblib writes them without; lzma has none. Without, damage may give other bytes.
//
// Throws Error (format), with the offset in the compressed file: damaged, truncated, bytes behind
// the end. Throws Error (unsupported): larger than the limits, or than 4 GiB less a byte; LZMA data
// that needs more memory than the largest preset (-9); an option that the library does not know.
// Memory: the output and at most 4 MiB more, and the library's state, which is below 10 MiB but for
// LZMA data with a large dictionary, where as much of that is used as has been written, at most
// 64 MiB. O(file + output). Thread-safe. REQUIRES: `container` is not raw.
PageBuffer decompress(Bytes file, Container container, const DecompressLimits& limits = {});

}  // namespace alertsage
