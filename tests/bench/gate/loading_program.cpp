// A program that is the same whichever library it loads, and is taken for a Google Benchmark one by
// the name of a flag in it.
#include <cstdio>

extern "C" const char* which();

int main() {
  std::puts("--benchmark_list_tests");
  return which() == nullptr;
}
