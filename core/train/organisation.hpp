// The one invented organisation that all synthetic incidents happen in, and what it has to do with:
// pools of named things of which the first ones are drawn more often, so that they recur as in real
// logs. It is the same for every seed: a user that one corpus mentions works there in the next one
// too, so a model trained on one seed can be tried on another.
#pragma once

#include <string>

#include "core/base/random.hpp"

namespace alertsage {

// Each adds one member to `text`, drawn by `random`.
void append_user(SplitMix64& random, std::string& text);     // "ykamau12", "svc_backup"
void append_host(SplitMix64& random, std::string& text);     // "LEGAL-LAPTOP-MCAG"
void append_server(SplitMix64& random, std::string& text);   // "SRV-SQL-PY8"
void append_domain(SplitMix64& random, std::string& text);   // "terso-portal.example.com"
void append_program(SplitMix64& random, std::string& text);  // "agentd8.exe", "powershell.exe"

}  // namespace alertsage
