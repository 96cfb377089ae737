// The named things of a synthetic incident: users, hosts, addresses, files, tickets and the like.
// Users, hosts, domains and programs recur (organisation.hpp); tickets, hashes and session ids are
// new nearly each time.
#pragma once

#include <string>
#include <string_view>

#include "core/base/random.hpp"

namespace alertsage {

struct IncidentEntity {
  std::string_view name;  // as it stands in a phrase: {host}
  bool same_throughout;   // one value an incident; else drawn anew at each mention
  void (*append)(SplitMix64& random, std::string& text);
};

// The entity called `name`. REQUIRES: there is one (a test expands every phrase).
const IncidentEntity& incident_entity(std::string_view name);

}  // namespace alertsage
