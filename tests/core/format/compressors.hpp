// Data compressed by the libraries' own compressors.
#pragma once

#include <string>
#include <string_view>

#include "core/format/decompress.hpp"

namespace alertsage::testing {

inline constexpr Container kCompressed[] = {Container::zlib, Container::gzip, Container::bz2,
                                            Container::xz,   Container::lzma, Container::lz4};

// One stream, with the checksums that the container has (xz: CRC64; lz4: of the content). `level`
// is 1 to 9; 0 stores, in zlib and gzip. REQUIRES: `container` is not raw.
std::string compressed(std::string_view data, Container container, int level = 6);

// zlib data that needs `dictionary` to be decompressed.
std::string zlib_with_dictionary(std::string_view data, std::string_view dictionary);

// An xz file whose one block declares this code for its dictionary (40 is 4 GiB less a byte).
std::string xz_declaring_dictionary(std::string_view data, char code);

// An lz4 frame without checksums whose header declares this size of content.
std::string lz4_declaring_size(std::string_view data, std::uint64_t size);

}  // namespace alertsage::testing
