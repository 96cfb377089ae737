// What a process holds, by name: to say what leaked, and not only that something did.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

// How many there are of each name.
using Names = std::map<std::string, double>;

struct Inventory {
  Names descriptors = {};   // by target: "/models/a.bin", "socket", "/memfd:name"
  Names mappings = {};      // by file, or "anonymous memory"
  Names mapped_bytes = {};  // the same, in bytes
  Names threads = {};       // by the name of each
  Names shm_objects = {};   // those of the process's user in /dev/shm
};

// Empty where nothing may be read.
Inventory take_inventory(pid_t process);

// Objects of the process's user in its /dev/shm: POSIX shared memory and semaphores outlive who
// made them (shm_overview(7)). Nothing where it cannot be listed.
std::optional<std::uint64_t> count_shm_objects(pid_t process);

// What there is more of in `after`, of the quantity `metric` (leak_metric::), the most first.
std::vector<reports::LeakedThing> more_of(std::string_view metric, const Inventory& before,
                                          const Inventory& after);

}  // namespace alertsage::leaktest
