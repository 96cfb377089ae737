// The one interface behind which decompression libraries stand. A decoder knows one stream; files,
// limits and memory are the caller's (core/format/decompress.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/base/file.hpp"

namespace alertsage {

class Decoder {
 public:
  enum class State {
    more,         // wants more input or more room
    ended,        // the stream is complete
    damaged,      // no such data; `why` is a static string
    unsupported,  // data that is refused for what it asks for; `why` likewise
  };

  struct Step {
    std::size_t taken = 0;  // of the input, up to the damage where there is some
    std::size_t made = 0;   // bytes written to the output
    State state = State::more;
    std::string_view why = {};
  };

  virtual ~Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // Decodes what fits. `in` is all that is left of the file, less what was taken before. No
  // progress, in a state of `more`, means that the input ends too early. Throws std::bad_alloc.
  // REQUIRES: `out` is not empty; no state but `more` was returned before.
  virtual Step step(Bytes in, std::span<std::byte> out) = 0;

 protected:
  Decoder() = default;
};

// Each throws std::bad_alloc.
std::unique_ptr<Decoder> zlib_decoder();
std::unique_ptr<Decoder> gzip_decoder();
std::unique_ptr<Decoder> bz2_decoder();
std::unique_ptr<Decoder> xz_decoder();
std::unique_ptr<Decoder> lzma_decoder();
std::unique_ptr<Decoder> lz4_decoder();

}  // namespace alertsage
