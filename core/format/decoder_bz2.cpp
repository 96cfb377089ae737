// bzip2 streams, by libbz2 (https://sourceware.org/bzip2/manual/manual.html, "Low-level
// interface").
#include <bzlib.h>

#include <algorithm>
#include <limits>
#include <new>

#include "core/format/decoder.hpp"

namespace alertsage {
namespace {

class Bz2Decoder final : public Decoder {
 public:
  Bz2Decoder() {
    constexpr int kQuiet = 0;
    constexpr int kFast = 0;
    if (::BZ2_bzDecompressInit(&stream_, kQuiet, kFast) != BZ_OK) throw std::bad_alloc();
  }
  ~Bz2Decoder() override { ::BZ2_bzDecompressEnd(&stream_); }

  Step step(Bytes in, std::span<std::byte> out) override {
    const unsigned in_size = clamped(in.size());
    const unsigned out_size = clamped(out.size());
    // The library does not write there, and has no const.
    stream_.next_in = const_cast<char*>(reinterpret_cast<const char*>(in.data()));
    stream_.avail_in = in_size;
    stream_.next_out = reinterpret_cast<char*>(out.data());
    stream_.avail_out = out_size;
    const int result = ::BZ2_bzDecompress(&stream_);
    if (result == BZ_MEM_ERROR) throw std::bad_alloc();
    Step step = {.taken = in_size - stream_.avail_in, .made = out_size - stream_.avail_out};
    if (result == BZ_STREAM_END) {
      step.state = State::ended;
    } else if (result != BZ_OK) {
      step.state = State::damaged;
      step.why = result == BZ_DATA_ERROR_MAGIC ? "no bzip2 header" : "impossible data or checksum";
    }
    return step;
  }

 private:
  static unsigned clamped(std::size_t size) noexcept {
    return static_cast<unsigned>(std::min<std::size_t>(size, std::numeric_limits<unsigned>::max()));
  }

  bz_stream stream_ = {};
};

}  // namespace

std::unique_ptr<Decoder> bz2_decoder() {
  return std::make_unique<Bz2Decoder>();
}

}  // namespace alertsage
