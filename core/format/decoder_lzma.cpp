// xz (https://tukaani.org/xz/xz-file-format.txt) and LZMA alone, by liblzma. Its manual is
// lzma/container.h and lzma/base.h.
#include <lzma.h>

#include <new>

#include "core/format/decoder.hpp"

namespace alertsage {
namespace {

// What the largest preset (-9) has. Four GiB can be asked for.
constexpr std::uint32_t kLargestDictionary = std::uint32_t{64} << 20;

// What a decoder with that dictionary takes, to the byte: LZMA alone can ask for any size.
std::uint64_t memory_limit() {
  lzma_options_lzma options = {};
  options.dict_size = kLargestDictionary;
  const lzma_filter filters[] = {{LZMA_FILTER_LZMA1, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  return ::lzma_raw_decoder_memusage(filters);
}

class LzmaDecoder final : public Decoder {
 public:
  using Start = lzma_ret (*)(lzma_stream*);

  explicit LzmaDecoder(Start start) {
    if (start(&stream_) != LZMA_OK) throw std::bad_alloc();
  }
  ~LzmaDecoder() override { ::lzma_end(&stream_); }

  Step step(Bytes in, std::span<std::byte> out) override {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream_.avail_out = out.size();
    const lzma_ret result = ::lzma_code(&stream_, LZMA_RUN);
    Step step = {.taken = in.size() - stream_.avail_in, .made = out.size() - stream_.avail_out};
    switch (result) {
      case LZMA_OK:
      case LZMA_BUF_ERROR:  // no progress, for the second time
        return step;
      case LZMA_STREAM_END:
        step.state = State::ended;
        return step;
      case LZMA_MEM_ERROR:
        throw std::bad_alloc();
      case LZMA_MEMLIMIT_ERROR:
        step.state = State::unsupported;
        step.why = "its dictionary is larger than 64 MiB";
        return step;
      case LZMA_OPTIONS_ERROR:
        step.state = State::unsupported;
        step.why = "options that liblzma does not know";
        return step;
      default:
        step.state = State::damaged;
        step.why = result == LZMA_FORMAT_ERROR ? "no such header" : "impossible data or checksum";
        return step;
    }
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

}  // namespace

// Not LZMA_CONCATENATED: what may follow a stream is decided in one place for all containers.
std::unique_ptr<Decoder> xz_decoder() {
  return std::make_unique<LzmaDecoder>([](lzma_stream* stream) {
    constexpr std::uint64_t kRoom = std::uint64_t{1} << 20;  // the next size it has is 96 MiB
    return ::lzma_stream_decoder(stream, memory_limit() + kRoom, 0);
  });
}

std::unique_ptr<Decoder> lzma_decoder() {
  return std::make_unique<LzmaDecoder>(
      [](lzma_stream* stream) { return ::lzma_alone_decoder(stream, memory_limit()); });
}

}  // namespace alertsage
