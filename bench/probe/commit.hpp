// The commit of the source tree that this build is of. Its source is written at each build
// (bench/probe/commit.cmake).
#pragma once

#include <string_view>

namespace alertsage::probe {

// As `git describe --always --tags`, followed by `-dirty` where tracked files had changes; empty
// for a tree that is not under git.
std::string_view commit() noexcept;

}  // namespace alertsage::probe
