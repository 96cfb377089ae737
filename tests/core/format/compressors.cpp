#include "tests/core/format/compressors.hpp"

#define ZLIB_CONST  // next_in is const
#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <zlib.h>

#include <cstring>
#include <stdexcept>

namespace alertsage::testing {
namespace {

void require(bool done) {
  if (!done) throw std::runtime_error("a compressor failed");
}

// Room for what does not compress.
std::string room_for(std::string_view data) {
  return std::string(data.size() + data.size() / 50 + 1000, '\0');
}

std::string deflated(std::string_view data, int window, int level, std::string_view dictionary) {
  z_stream stream = {};
  constexpr int kMemory = 8;
  require(::deflateInit2(&stream, level, Z_DEFLATED, window, kMemory, Z_DEFAULT_STRATEGY) == Z_OK);
  if (!dictionary.empty()) {
    require(::deflateSetDictionary(&stream, reinterpret_cast<const Bytef*>(dictionary.data()),
                                   static_cast<uInt>(dictionary.size())) == Z_OK);
  }
  std::string out = room_for(data);
  stream.next_in = reinterpret_cast<const Bytef*>(data.data());
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  require(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

std::string bzipped(std::string_view data, int level) {
  std::string out = room_for(data);
  auto size = static_cast<unsigned>(out.size());
  std::string in(data);  // the library has no const
  constexpr int kQuiet = 0;
  constexpr int kDefaultWorkFactor = 0;
  require(::BZ2_bzBuffToBuffCompress(out.data(), &size, in.data(), static_cast<unsigned>(in.size()),
                                     level, kQuiet, kDefaultWorkFactor) == BZ_OK);
  out.resize(size);
  return out;
}

std::string xzipped(std::string_view data, bool alone, int level) {
  lzma_stream stream = LZMA_STREAM_INIT;
  lzma_options_lzma options = {};
  require(::lzma_lzma_preset(&options, static_cast<unsigned>(level)) == 0);
  const lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  require((alone ? ::lzma_alone_encoder(&stream, &options)
                 : ::lzma_stream_encoder(&stream, filters, LZMA_CHECK_CRC64)) == LZMA_OK);
  std::string out = room_for(data);
  stream.next_in = reinterpret_cast<const std::uint8_t*>(data.data());
  stream.avail_in = data.size();
  stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  stream.avail_out = out.size();
  require(::lzma_code(&stream, LZMA_FINISH) == LZMA_STREAM_END);
  out.resize(stream.total_out);
  ::lzma_end(&stream);
  return out;
}

std::string lz4_framed(std::string_view data, int level) {
  LZ4F_preferences_t preferences = {};
  preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
  preferences.compressionLevel = level;
  std::string out(::LZ4F_compressFrameBound(data.size(), &preferences), '\0');
  const std::size_t size =
      ::LZ4F_compressFrame(out.data(), out.size(), data.data(), data.size(), &preferences);
  require(::LZ4F_isError(size) == 0);
  out.resize(size);
  return out;
}

}  // namespace

std::string compressed(std::string_view data, Container container, int level) {
  switch (container) {
    case Container::zlib:
      return deflated(data, MAX_WBITS, level, {});
    case Container::gzip:
      return deflated(data, MAX_WBITS + 16, level, {});
    case Container::bz2:
      return bzipped(data, level);
    case Container::xz:
    case Container::lzma:
      return xzipped(data, container == Container::lzma, level);
    case Container::lz4:
      return lz4_framed(data, level);
    case Container::raw:
      break;
  }
  throw std::logic_error("raw is no compression");
}

std::string zlib_with_dictionary(std::string_view data, std::string_view dictionary) {
  return deflated(data, MAX_WBITS, Z_DEFAULT_COMPRESSION, dictionary);
}

std::string xz_declaring_dictionary(std::string_view data, char code) {
  std::string file = compressed(data, Container::xz);
  // Behind the stream header of 12 bytes: sizes and flags, one filter, its property, padding,
  // CRC32.
  constexpr std::size_t kHeader = 12;
  constexpr std::size_t kHeaderSize = 8;
  file.at(kHeader + 4) = code;
  const std::uint32_t sum =
      ::lzma_crc32(reinterpret_cast<const std::uint8_t*>(file.data()) + kHeader, kHeaderSize, 0);
  std::memcpy(file.data() + kHeader + kHeaderSize, &sum, sizeof sum);
  return file;
}

std::string lz4_declaring_size(std::string_view data, std::uint64_t size) {
  LZ4F_cctx* context = nullptr;
  require(::LZ4F_isError(::LZ4F_createCompressionContext(&context, LZ4F_VERSION)) == 0);
  LZ4F_preferences_t preferences = {};
  preferences.frameInfo.contentSize = size;
  preferences.autoFlush = 1;
  std::string out(LZ4F_HEADER_SIZE_MAX + ::LZ4F_compressBound(data.size(), &preferences), '\0');
  std::size_t used = ::LZ4F_compressBegin(context, out.data(), out.size(), &preferences);
  require(::LZ4F_isError(used) == 0);
  used += ::LZ4F_compressUpdate(context, out.data() + used, out.size() - used, data.data(),
                                data.size(), nullptr);
  ::LZ4F_freeCompressionContext(context);
  out.resize(used);
  // The library would not end a frame that is shorter than declared.
  return out + std::string(4, '\0');
}

}  // namespace alertsage::testing
