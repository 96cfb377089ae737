// What a process has allocated, asked by itself: for a program that was started with
// alertsage-leaktest-counts.so preloaded, whether it is being tested or not.
//
//   const alertsage_allocation_counter counter = alertsage_find_allocation_counter();
//   if (counter.read != NULL) counter.read(&before);
//
// C99 or C++. Thread-safe; sums are exact while no other thread allocates.
#pragma once

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

// Since the start of the process. Bytes are what malloc_usable_size(3) says, which is what a block
// takes and a little more than was asked for.
typedef struct alertsage_allocation_sums {
  int64_t allocations;  // calls that returned a block, those of realloc too; never less than before
  int64_t allocated_bytes;
  int64_t live_bytes;  // of blocks that were not freed yet
  int64_t live_blocks;
  int64_t mapped_bytes;  // mmap less munmap, in whole pages, files too; not what malloc maps itself

  // While the peak is followed, from there on; -1 where it is not, or where there were more than
  // 256 mappings at once. Private anonymous mappings that the program makes are part of the peak.
  int64_t peak_live_bytes;     // the most that was live at once
  int64_t anonymous_mappings;  // calls that made or changed one
  int64_t anonymous_mapped_bytes;
} alertsage_allocation_sums;

// Both null, or neither.
typedef struct alertsage_allocation_counter {
  void (*read)(alertsage_allocation_sums* into);

  // 1: the peak is followed from here on, and begins anew with the live_bytes of now; calls cost
  // more while it is. 0: no longer. Other threads must not allocate during the call.
  void (*follow_peak)(int follow);
} alertsage_allocation_counter;

// Both null where nothing counts: the object is not preloaded.
static inline alertsage_allocation_counter alertsage_find_allocation_counter(void) {
  alertsage_allocation_counter counter = {NULL, NULL};
  void* self = dlopen(NULL, RTLD_LAZY);
  void* symbol = NULL;
  if (self == NULL) return counter;
  symbol = dlsym(self, "alertsage_read_allocation_sums");
  memcpy(&counter.read, &symbol, sizeof counter.read);
  symbol = dlsym(self, "alertsage_follow_peak_live_bytes");
  memcpy(&counter.follow_peak, &symbol, sizeof counter.follow_peak);
  dlclose(self);
  return counter;
}

#ifdef __cplusplus
}
#endif
