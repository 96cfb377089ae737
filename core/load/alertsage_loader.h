// A loader of somebody else's, as a shared object that alertsage-bench, alertsage-leaktest and
// `alertsage classify` open: --load plugin:PATH.so. It defines the four functions below, with C
// linkage; docs/your-own-loader.md leads through it. This header needs nothing but the standard
// library, in C99 or C++11 and later, and may be copied.
//
// Threads: no two calls overlap, whatever threads they come from; a loader needs no lock. It may
// start threads of its own.
// Errors: a function that fails says why in `error`, one line of UTF-8. No function throws, ends
// the process, writes to standard output or reads standard input.
// Ownership: what the host passes is the host's and is valid during the call alone. What
// alertsage_load returns is the loader's; the host hands it back to alertsage_unload, once.
// Lifetime: alertsage_describe may be called at any time. Loads may be held side by side; all are
// unloaded before the object is closed.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Raised with every change that an object built before would not survive.
#define ALERTSAGE_LOADER_ABI 1

#if defined(__GNUC__)
#define ALERTSAGE_LOADER_EXPORT __attribute__((visibility("default")))
#else
#define ALERTSAGE_LOADER_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct alertsage_description {
  uint32_t abi;             // ALERTSAGE_LOADER_ABI; the host reads no further where it differs
  uint32_t returns_labels;  // 1: what alertsage_use writes is a class's label, as UTF-8; 0: bytes
  const char* name;         // 1 to 40 of a-z 0-9 _ -; in row names it stands as plugin-NAME
  const char* summary;      // one line: what is loaded, how, and what alertsage_use takes
  // The file of a bundle (a directory with a model in several forms) that it reads, so that its
  // rows stand beside others of the same model: a plain name. Null: it gets the path that the user
  // named.
  const char* file_name;
} alertsage_description;

// Bytes to read: text, or anything else.
typedef struct alertsage_input {
  const void* data;
  size_t size;
} alertsage_input;

// Room to write to. `size` is 0 when the loader gets it, and then what the whole takes in bytes,
// which may be more than there is room for: the host sees that it is cut. alertsage_write does so.
// `data` and `capacity` stay as they are.
typedef struct alertsage_buffer {
  char* data;
  size_t capacity;
  size_t size;
} alertsage_buffer;

static inline void alertsage_write(alertsage_buffer* buffer, const char* data, size_t size) {
  const size_t fitting = size < buffer->capacity ? size : buffer->capacity;
  if (fitting != 0) memcpy(buffer->data, data, fitting);
  buffer->size = size;
}

// What this loader is: static data, the same at each call.
ALERTSAGE_LOADER_EXPORT const alertsage_description* alertsage_describe(void);

// From nothing to a thing that can be used; nothing is kept between calls, or a load measures a
// cache. `path` is a file or a directory. Returns null where it fails.
ALERTSAGE_LOADER_EXPORT void* alertsage_load(const char* path, alertsage_buffer* error);

// Runs the loaded thing once on `input` and writes its answer, the same for the same input. Returns
// 0, or anything else where it fails.
ALERTSAGE_LOADER_EXPORT int alertsage_use(void* loaded, alertsage_input input,
                                          alertsage_buffer* output, alertsage_buffer* error);

// Gives back all that the load took: memory, mappings, descriptors, threads.
ALERTSAGE_LOADER_EXPORT void alertsage_unload(void* loaded);

#ifdef __cplusplus
}
#endif
