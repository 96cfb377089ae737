#include "leaktest/sanitized_program.hpp"

#include <elf.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "bench/probe/process_start.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace alertsage::leaktest {
namespace {

// Entry `i` of a table in the file; nothing where it does not lie in it.
template <typename Entry>
std::optional<Entry> entry_at(std::string_view bytes, std::uint64_t table, std::uint64_t size,
                              std::uint64_t i) {
  Entry entry;
  const std::uint64_t at = table + i * size;
  if (at > bytes.size() || bytes.size() - at < sizeof entry) return std::nullopt;
  std::memcpy(&entry, bytes.data() + at, sizeof entry);
  return entry;
}

// The names that the program gives to, or asks of, its libraries.
std::string_view dynamic_names(std::string_view bytes, const Elf64_Ehdr& header) {
  const auto section = [&](std::uint64_t i) {
    return entry_at<Elf64_Shdr>(bytes, header.e_shoff, header.e_shentsize, i);
  };
  for (std::size_t i = 0; i < header.e_shnum; ++i) {
    const auto symbols = section(i);
    if (!symbols || symbols->sh_type != SHT_DYNSYM) continue;
    const auto names = section(symbols->sh_link);
    if (!names || names->sh_offset > bytes.size()) return {};
    return bytes.substr(names->sh_offset, names->sh_size);
  }
  return {};
}

// Each sanitizer's runtime has an initialiser of that name, in the file or in a library.
bool names_a_sanitizer(std::string_view names) {
  for (const std::string_view name :
       {"__asan_init", "__hwasan_init", "__lsan_init", "__msan_init", "__tsan_init"}) {
    if (names.find(name) != std::string_view::npos) return true;
  }
  return false;
}

bool names_a_sanitizer_in(std::string_view bytes) {
  const auto header = entry_at<Elf64_Ehdr>(bytes, 0, 0, 0);
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return false;
  if (header->e_ident[EI_CLASS] != ELFCLASS64) return false;
  return names_a_sanitizer(dynamic_names(bytes, *header));
}

}  // namespace

bool is_sanitized(const std::string& program) {
  try {
    const auto path = probe::find_program(program);
    if (!path) return false;
    const FileDescriptor file = open_for_reading(*path);
    const std::uint64_t size = file_size(file, *path);
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (bytes == MAP_FAILED) return false;
    const bool named = names_a_sanitizer_in({static_cast<const char*>(bytes), size});
    ::munmap(bytes, size);
    return named;
  } catch (const Error&) {
    return false;  // starting it will say what is wrong
  }
}

}  // namespace alertsage::leaktest
