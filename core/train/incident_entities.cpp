#include "core/train/incident_entities.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "core/train/append.hpp"
#include "core/train/incident_words.hpp"
#include "core/train/organisation.hpp"

namespace alertsage {
namespace {

constexpr std::string_view kSessionCode = "abcdefghijklmnopqrstuvwxyz0123456789";

void append_person(SplitMix64& random, std::string& text) {
  text += random.pick(words::kFirstNames);
  append_format(text, " {}", random.pick(words::kLastNames));
}

void append_url(SplitMix64& random, std::string& text) {
  text += random.chance(20) ? "hxxp://" : "https://";
  append_domain(random, text);
  append_format(text, "/{}/", random.pick(words::kDomainWords));
  append_format(text, "{}", random.between(10, 9999));
}

void append_email(SplitMix64& random, std::string& text) {
  append_user(random, text);
  text += '@';
  append_domain(random, text);
}

void append_octets(SplitMix64& random, int count, std::string& text) {
  for (int i = 0; i < count; ++i) append_format(text, ".{}", random.between(1, 254));
}

void append_internal_ip(SplitMix64& random, std::string& text) {
  text += "10";
  append_octets(random, 3, text);
}

void append_external_ip(SplitMix64& random, std::string& text) {
  constexpr auto kDocumentationNets =
      std::to_array<std::string_view>({"192.0.2", "198.51.100", "203.0.113"});
  const bool documentation = random.chance(40);
  text += documentation ? random.pick(kDocumentationNets) : random.chance(50) ? "198.18" : "198.19";
  append_octets(random, documentation ? 1 : 2, text);
}

void append_file(SplitMix64& random, std::string& text) {
  append_format(text, "{}_", random.pick(words::kSubjects));
  switch (random.below(3)) {
    case 0:
      append_format(text, "q{}", random.between(1, 4));
      append_format(text, "_v{}", random.between(1, 40));
      break;
    case 1:
      append_code(random, kSessionCode, 26, 3, text);
      break;
    default:
      append_lower(random.pick(words::kLastNames), text);
  }
  append_format(text, ".{}", random.pick(words::kDocumentTypes));
}

void append_path(SplitMix64& random, std::string& text) {
  if (random.chance(30)) {
    append_format(text, "/var/www/{}", random.pick(words::kDomainWords));
    append_format(text, "/{}.php", random.pick(words::kSubjects));
    return;
  }
  text += random.chance(50) ? R"(C:\Users\)" : R"(C:\ProgramData\)";
  append_format(text, R"({}\)", random.pick(words::kLastNames));
  append_program(random, text);
}

void append_share(SplitMix64& random, std::string& text) {
  text += R"(\\)";
  append_server(random, text);
  append_format(text, R"(\{})", random.pick(words::kDepartments));
}

void append_hash(SplitMix64& random, std::string& text) {
  if (random.chance(25)) {
    text += "SHA256 ";
    append_code(random, kHexadecimal, 16, 64, text);
  } else {
    append_code(random, kHexadecimal, 6, 10, text);
  }
}

void append_session(SplitMix64& random, std::string& text) {
  append_code(random, kSessionCode, 26, 8, text);
}

void append_ticket(SplitMix64& random, std::string& text) {
  append_format(text, "INC{:07}", random.below(9'000'000));
}

void append_change(SplitMix64& random, std::string& text) {
  append_format(text, "CHG{:07}", random.skewed_below(3000));
}

void append_update(SplitMix64& random, std::string& text) {
  append_format(text, "KB50{:05}", random.skewed_below(400));
}

void append_rule(SplitMix64& random, std::string& text) {
  append_format(text, "R{:04}", random.skewed_below(2000));
}

void append_cve(SplitMix64& random, std::string& text) {
  append_format(text, "CVE-{}", random.between(2019, 2025));
  append_format(text, "-{}", random.between(1000, 48999));
}

void append_port(SplitMix64& random, std::string& text) {
  constexpr auto kPorts =
      std::to_array<std::uint16_t>({21, 22, 23, 25, 53, 80, 139, 443, 445, 1433, 3306, 3389, 4444,
                                    5432, 5985, 8080, 8443, 9001});
  append_format(text, "{}", random.pick(kPorts));
}

void append_count(SplitMix64& random, std::string& text) {
  append_format(text, "{}", random.between(2, random.chance(70) ? 90 : 9000));
}

void append_size(SplitMix64& random, std::string& text) {
  append_format(text, "{}", random.between(1, 90));
  append_format(text, ".{}", random.below(10));
  text += random.chance(60) ? " GB" : " MB";
}

void append_time(SplitMix64& random, std::string& text) {
  if (random.chance(50)) {
    append_format(text, "{:02}", random.below(24));
    append_format(text, ":{:02} UTC", random.below(60));
  } else {
    append_format(text, "{}", random.between(1, 12));
    append_format(text, ":{:02}", random.below(60));
    text += random.chance(50) ? " AM" : " PM";
  }
}

template <const auto& kWords>
void append_word(SplitMix64& random, std::string& text) {
  text += random.pick(kWords);
}

constexpr IncidentEntity kEntities[] = {
    {"change", true, append_change},
    {"count", false, append_count},
    {"cve", true, append_cve},
    {"day", false, append_word<words::kDays>},
    {"department", true, append_word<words::kDepartments>},
    {"domain", true, append_domain},
    {"email", true, append_email},
    {"external_ip", true, append_external_ip},
    {"family", true, append_word<words::kFamilies>},
    {"file", false, append_file},
    {"hash", true, append_hash},
    {"host", true, append_host},
    {"internal_ip", true, append_internal_ip},
    {"other_host", false, append_host},
    {"other_user", false, append_user},
    {"path", false, append_path},
    {"person", true, append_person},
    {"place", true, append_word<words::kPlaces>},
    {"port", false, append_port},
    {"program", true, append_program},
    {"rule", true, append_rule},
    {"sensor", false, append_word<words::kSensors>},
    {"server", true, append_server},
    {"session", true, append_session},
    {"share", true, append_share},
    {"size", false, append_size},
    {"technique", false, append_word<words::kTechniques>},
    {"ticket", true, append_ticket},
    {"time", false, append_time},
    {"update", true, append_update},
    {"url", true, append_url},
    {"user", true, append_user},
    {"vendor", true, append_word<words::kVendors>},
};

}  // namespace

const IncidentEntity& incident_entity(std::string_view name) {
  const auto* const entity = std::ranges::find(kEntities, name, &IncidentEntity::name);
  assert(entity != std::end(kEntities));
  return *entity;
}

}  // namespace alertsage
