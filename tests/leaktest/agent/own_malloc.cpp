// A program with a malloc of its own, which no preloaded object can take over.
#include <cstddef>

#include "leaktest/leaktest.h"

static unsigned char memory[1 << 20];
static std::size_t used = 0;

extern "C" void* malloc(std::size_t bytes) {
  const std::size_t at = used;
  used += (bytes + 15) / 16 * 16;
  return used <= sizeof memory ? memory + at : nullptr;
}
extern "C" void free(void*) {}
extern "C" void* calloc(std::size_t number, std::size_t bytes) {
  return malloc(number * bytes);  // zeros still
}
extern "C" void* realloc(void*, std::size_t bytes) {
  return malloc(bytes);
}

int main() {
  leaktest_begin();
  return leaktest_cycle();
}
