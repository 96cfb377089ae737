#include "core/train/organisation.hpp"

#include <cstdint>

#include "core/train/append.hpp"
#include "core/train/incident_words.hpp"

namespace alertsage {
namespace {

// Each pool is a family of streams: member `index` is made from its own number and stored nowhere.
enum class Pool : std::uint64_t { users = 1, hosts, servers, domains, programs };

SplitMix64 pool_member(Pool pool, SplitMix64& random, std::uint32_t size) {
  return SplitMix64::of_item(static_cast<std::uint64_t>(pool), random.skewed_below(size));
}

void append_upper(std::string_view word, std::string& text) {
  for (const char c : word) text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

constexpr std::string_view kHostCode = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
}  // namespace

void append_user(SplitMix64& random, std::string& text) {
  if (random.chance(8)) {
    text += random.pick(words::kServices);
    return;
  }
  SplitMix64 member = pool_member(Pool::users, random, 7000);
  append_lower(member.pick(words::kFirstNames).substr(0, 1), text);
  append_lower(member.pick(words::kLastNames), text);
  if (member.chance(75)) append_format(text, "{}", member.between(1, 99));
}

void append_host(SplitMix64& random, std::string& text) {
  SplitMix64 member = pool_member(Pool::hosts, random, 9000);
  append_upper(member.pick(words::kDepartments), text);
  append_format(text, "-{}-", member.pick(words::kHostKinds));
  append_code(member, kHostCode, 24, 4, text);
}

void append_server(SplitMix64& random, std::string& text) {
  SplitMix64 member = pool_member(Pool::servers, random, 1200);
  append_format(text, "{}-", member.pick(words::kServerKinds));
  append_code(member, kHostCode, 24, 3, text);
}

void append_domain(SplitMix64& random, std::string& text) {
  SplitMix64 member = pool_member(Pool::domains, random, 14000);
  const std::uint32_t syllables = member.between(2, 4);
  for (std::uint32_t i = 0; i < syllables; ++i) text += member.pick(words::kSyllables);
  if (member.chance(50)) append_format(text, "-{}", member.pick(words::kDomainWords));
  append_format(text, ".{}", member.pick(words::kTopLevels));
}

void append_program(SplitMix64& random, std::string& text) {
  if (random.chance(40)) {
    text += random.pick(words::kPrograms);
    return;
  }
  SplitMix64 member = pool_member(Pool::programs, random, 6000);
  text += member.pick(words::kProgramStems);
  append_code(member, kHexadecimal, 6, member.between(2, 4), text);
  text += member.chance(70) ? ".exe" : ".dll";
}

}  // namespace alertsage
