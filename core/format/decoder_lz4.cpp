// lz4 frames (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), by liblz4. Its manual
// is lz4frame.h. It allocates two blocks, of 4 MiB at most, and nothing by the content's size.
#include <lz4frame.h>

#include <new>

#include "core/format/decoder.hpp"

namespace alertsage {
namespace {

class Lz4Decoder final : public Decoder {
 public:
  Lz4Decoder() {
    if (::LZ4F_isError(::LZ4F_createDecompressionContext(&context_, LZ4F_VERSION)) != 0) {
      throw std::bad_alloc();
    }
  }
  ~Lz4Decoder() override { ::LZ4F_freeDecompressionContext(context_); }

  Step step(Bytes in, std::span<std::byte> out) override {
    std::size_t taken = in.size();
    std::size_t made = out.size();
    // No stableDst: the output moves between steps.
    const std::size_t result =
        ::LZ4F_decompress(context_, out.data(), &made, in.data(), &taken, nullptr);
    if (::LZ4F_isError(result) != 0) {
      // How far it came is not told then.
      return {.state = State::damaged, .why = ::LZ4F_getErrorName(result)};
    }
    return {.taken = taken, .made = made, .state = result == 0 ? State::ended : State::more};
  }

 private:
  LZ4F_dctx* context_ = nullptr;
};

}  // namespace

std::unique_ptr<Decoder> lz4_decoder() {
  return std::make_unique<Lz4Decoder>();
}

}  // namespace alertsage
