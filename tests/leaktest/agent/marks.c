/* leaktest.h as compilers of C99 and of C++ see it, and a program that marks its cycles. */
#include "leaktest/leaktest.h"

#include <stdio.h>

#include "leaktest/agent/allocation_counts.h"

int main(void) {
  int cycles = 0;
  leaktest_begin();
  do {
    ++cycles;
  } while (leaktest_cycle());
  printf("cycles: %d\n", cycles);
  return alertsage_find_allocation_counter().read == NULL && cycles < 1;
}
