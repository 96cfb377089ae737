#include "core/format/decompress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/names.hpp"
#include "core/format/decoder.hpp"

namespace alertsage {
namespace {

using namespace std::string_view_literals;

constexpr NameTable<Container, 7> kNames = {{{{Container::raw, "raw"},
                                              {Container::zlib, "zlib"},
                                              {Container::gzip, "gzip"},
                                              {Container::bz2, "bz2"},
                                              {Container::xz, "xz"},
                                              {Container::lzma, "lzma"},
                                              {Container::lz4, "lz4"}}}};

constexpr std::pair<Container, std::string_view> kPrefixes[] = {
    {Container::zlib, "\x78"sv},     {Container::gzip, "\x1f\x8b"sv},
    {Container::bz2, "BZ"sv},        {Container::xz, "\xfd\x37\x7a\x58\x5a"sv},
    {Container::lzma, "\x5d\x00"sv}, {Container::lz4, "\x04\x22\x4d\x18"sv},
};

// What is given by mistake, and what to do instead.
constexpr std::pair<std::string_view, std::string_view> kOtherFiles[] = {
    {"ZF"sv, "written by joblib before 0.10: load it with joblib and dump it again"},
    {"PK\x03\x04"sv, "a zip archive, such as numpy.savez writes; joblib.dump writes what is read"},
    {"\x93NUMPY"sv, "an array that numpy.save wrote, and no estimator"},
    {"version https://git-lfs"sv, "a pointer of Git LFS; `git lfs pull` fetches the file itself"},
};

// A length that fits and a header in braces. Its first bytes may be those of zlib data or a pickle.
bool is_safetensors(Bytes file) {
  std::uint64_t length = 0;
  if (file.size() < sizeof length + 2) return false;
  std::memcpy(&length, file.data(), sizeof length);
  return length <= file.size() - sizeof length && as_text(file).substr(sizeof length, 2) == "{\"";
}

constexpr std::uint64_t kMostBytes = std::numeric_limits<std::uint32_t>::max();

std::unique_ptr<Decoder> decoder_of(Container container) {
  switch (container) {
    case Container::zlib:
      return zlib_decoder();
    case Container::gzip:
      return gzip_decoder();
    case Container::bz2:
      return bz2_decoder();
    case Container::xz:
      return xz_decoder();
    case Container::lzma:
      return lzma_decoder();
    case Container::lz4:
      return lz4_decoder();
    case Container::raw:
      break;
  }
  assert(false && "raw files are not decompressed");
  return nullptr;
}

// By what the first bytes say, joblib before 0.10 aside.
std::optional<Container> compressed(Bytes file) {
  for (const auto& [container, prefix] : kPrefixes) {
    if (as_text(file).starts_with(prefix)) return container;
  }
  return std::nullopt;
}

// A buffer that has a little more room than was written.
class Output {
 public:
  // One byte more than `most` can be written, to see that there is more.
  explicit Output(std::uint64_t most) : most_(most), buffer_(0) {}

  bool too_large() const noexcept { return written_ > most_; }

  // Never empty. REQUIRES: !too_large().
  std::span<std::byte> room() {
    const std::size_t size = buffer_.bytes().size();
    if (written_ == size) {
      const std::size_t step = std::clamp(size / 4, kSmallestStep, kLargestStep);
      buffer_.resize(std::min<std::uint64_t>(size + step, most_ + 1));
    }
    return buffer_.writable().subspan(written_);
  }
  void wrote(std::size_t size) noexcept { written_ += size; }

  PageBuffer finish() && {
    buffer_.resize(written_);
    return std::move(buffer_);
  }

 private:
  static constexpr std::size_t kSmallestStep = std::size_t{64} << 10;
  static constexpr std::size_t kLargestStep = std::size_t{2} << 20;

  std::uint64_t most_;
  PageBuffer buffer_;
  std::size_t written_ = 0;
};

// One file on its way through decoders.
class Decompression {
 public:
  Decompression(Bytes file, Container container, const DecompressLimits& limits)
      : file_(file), container_(container), most_(most(file, limits)), output_(most_) {}

  PageBuffer run() && {
    do {
      stream();
      skip_padding();
    } while (another_stream());
    return std::move(output_).finish();
  }

 private:
  static std::uint64_t most(Bytes file, const DecompressLimits& limits) noexcept {
    std::uint64_t by_ratio = 0;
    if (__builtin_mul_overflow(limits.ratio, file.size(), &by_ratio)) by_ratio = kMostBytes;
    return std::min(std::max(limits.free_bytes, by_ratio), kMostBytes);
  }

  Error error(ErrorKind kind, std::string_view cause) const {
    return Error(kind, fmt::format("{} data: {}", name_of(container_), cause), {.offset = at_});
  }

  // From where we are to the end of a stream.
  void stream() {
    const std::unique_ptr<Decoder> decoder = decoder_of(container_);
    Decoder::State state = Decoder::State::more;
    while (state == Decoder::State::more) {
      const Decoder::Step step = decoder->step(file_.subspan(at_), output_.room());
      state = step.state;
      at_ += step.taken;
      output_.wrote(step.made);
      if (output_.too_large()) throw too_large();
      if (state == Decoder::State::damaged) {
        throw error(ErrorKind::format, fmt::format("damaged ({})", step.why));
      }
      if (state == Decoder::State::unsupported) throw error(ErrorKind::unsupported, step.why);
      if (state == Decoder::State::more && step.taken == 0 && step.made == 0) throw stuck();
    }
  }

  Error too_large() const {
    return error(
        ErrorKind::unsupported,
        fmt::format("more than {} bytes come of a file of {}, and no more are taken: decompress it "
                    "first; a file that is not compressed has no such limit, and `import "
                    "--max-decompressed` raises it",
                    most_, file_.size()));
  }

  Error stuck() const {
    return error(ErrorKind::format, at_ == file_.size() ? "truncated" : "damaged");
  }

  // gzip pads to whatever a tape's block is, xz to four bytes.
  void skip_padding() {
    if (container_ != Container::gzip && container_ != Container::xz) return;
    const Bytes rest = file_.subspan(at_);
    const auto end =
        std::find_if(rest.begin(), rest.end(), [](std::byte byte) { return byte != std::byte{0}; });
    const auto zeros = static_cast<std::uint64_t>(end - rest.begin());
    if (container_ == Container::xz && zeros % 4 != 0) {
      throw error(ErrorKind::format, "padding that is no multiple of four bytes");
    }
    at_ += zeros;
  }

  bool another_stream() const {
    if (at_ == file_.size()) return false;
    if (container_ != Container::zlib && compressed(file_.subspan(at_)) == container_) return true;
    throw error(ErrorKind::format, fmt::format("{} bytes behind its end", file_.size() - at_));
  }

  Bytes file_;
  Container container_;
  std::uint64_t most_;
  Output output_;
  std::uint64_t at_ = 0;  // in the file
};

}  // namespace

std::string_view name_of(Container container) noexcept {
  return kNames.name(container);
}

Container container_of(Bytes file) {
  for (const auto& [prefix, cause] : kOtherFiles) {
    if (as_text(file).starts_with(prefix))
      throw Error(ErrorKind::unsupported, cause, {.offset = 0});
  }
  if (is_safetensors(file)) {
    throw Error(ErrorKind::unsupported, "a safetensors file, which need not be imported",
                {.offset = 0});
  }
  return compressed(file).value_or(Container::raw);
}

PageBuffer decompress(Bytes file, Container container, const DecompressLimits& limits) {
  return Decompression(file, container, limits).run();
}

}  // namespace alertsage
