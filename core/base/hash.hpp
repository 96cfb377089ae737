// Hashes, all from xxHash (XXH3, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md),
// whose values are part of the model file format: they do not depend on the machine.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/file.hpp"

namespace alertsage {

// XXH3, 64 bits, no seed.
std::uint64_t hash64(std::string_view text) noexcept;

// XXH3, 128 bits, over the parts as if they were one: 32 lower-case hexadecimal digits, high half
// first (the canonical form). Names content; it is no defence against someone who chooses the
// content.
std::string content_id(std::span<const Bytes> parts);

}  // namespace alertsage
