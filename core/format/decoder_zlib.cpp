// zlib (RFC 1950) and gzip (RFC 1952) streams, by zlib. Its manual is zlib.h.
#define ZLIB_CONST  // next_in is const
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

#include "core/format/decoder.hpp"

namespace alertsage {
namespace {

constexpr int kZlibWindow = MAX_WBITS;
constexpr int kGzipWindow = MAX_WBITS + 16;  // 16 asks for a gzip header instead of zlib's

class ZlibDecoder final : public Decoder {
 public:
  explicit ZlibDecoder(int window) {
    if (::inflateInit2(&stream_, window) != Z_OK) throw std::bad_alloc();
  }
  ~ZlibDecoder() override { ::inflateEnd(&stream_); }

  Step step(Bytes in, std::span<std::byte> out) override {
    const auto in_size = clamped(in.size());
    const auto out_size = clamped(out.size());
    stream_.next_in = reinterpret_cast<const Bytef*>(in.data());
    stream_.avail_in = in_size;
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = out_size;
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    return {.taken = in_size - stream_.avail_in,
            .made = out_size - stream_.avail_out,
            .state = state_of(result),
            .why = why(result)};
  }

 private:
  static uInt clamped(std::size_t size) noexcept {
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
  }

  static State state_of(int result) noexcept {
    if (result == Z_STREAM_END) return State::ended;
    if (result == Z_NEED_DICT) return State::unsupported;
    return result == Z_OK || result == Z_BUF_ERROR ? State::more : State::damaged;
  }

  std::string_view why(int result) const noexcept {
    if (result == Z_NEED_DICT) return "it needs a dictionary that is not in the file";
    return stream_.msg != nullptr ? stream_.msg : "";
  }

  z_stream stream_ = {};
};

}  // namespace

std::unique_ptr<Decoder> zlib_decoder() {
  return std::make_unique<ZlibDecoder>(kZlibWindow);
}

std::unique_ptr<Decoder> gzip_decoder() {
  return std::make_unique<ZlibDecoder>(kGzipWindow);
}

}  // namespace alertsage
