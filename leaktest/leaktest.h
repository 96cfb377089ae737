// How a program says where its own cycles are, for alertsage-leaktest -- PROGRAM.
//
//   leaktest_begin();                 // set-up is done
//   do {
//     load(); use(); drop();          // one cycle: what is not given back in it is a leak
//   } while (leaktest_cycle());
//
// Under alertsage-leaktest each call stops the process until its memory has been read, and the loop
// goes on until there is a verdict. Run without it, the loop has one cycle and the calls do
// nothing. Nothing is to be linked: the functions are those of an object that alertsage-leaktest
// loads into the process.
//
// A language that can call C needs no header: leaktest_begin and leaktest_cycle, in Python
// ctypes.CDLL(None).leaktest_cycle(), which is missing without alertsage-leaktest.
//
// C99 or C++. Thread-safe as long as one thread calls at a time; other threads run on meanwhile.
#pragma once

#include <dlfcn.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

// From here on cycles are counted. What is there now is no leak.
static inline void leaktest_begin(void) {
  void* self = dlopen(0, RTLD_LAZY);
  void* symbol = 0;
  void (*begin)(void) = 0;
  if (self == 0) return;
  symbol = dlsym(self, "leaktest_begin");
  memcpy(&begin, &symbol, sizeof begin);
  dlclose(self);
  if (begin != 0) begin();
}

// One cycle has ended. Nonzero: another one is wanted.
static inline int leaktest_cycle(void) {
  void* self = dlopen(0, RTLD_LAZY);
  void* symbol = 0;
  int (*cycle)(void) = 0;
  if (self == 0) return 0;
  symbol = dlsym(self, "leaktest_cycle");
  memcpy(&cycle, &symbol, sizeof cycle);
  dlclose(self);
  return cycle != 0 ? cycle() : 0;
}

#ifdef __cplusplus
}
#endif
