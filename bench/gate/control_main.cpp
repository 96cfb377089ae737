// alertsage-control [SHARE]: the fixed piece of work, or so many times as much, and a line.
#include <cstdio>
#include <cstdlib>

#include "bench/gate/work.hpp"

int main(int argc, char** argv) {
  double share = 1;
  if (argc == 2) {
    char* end = nullptr;
    share = std::strtod(argv[1], &end);
    if (end == argv[1] || *end != '\0' || !(share > 0 && share <= 1000)) argc = 0;
  }
  if (argc < 1 || argc > 2) {
    std::fputs("alertsage-control: error: takes a factor from 0 to 1000, or nothing\n", stderr);
    return 3;
  }
  const auto steps = static_cast<double>(alertsage::gate::kControlSteps) * share;
  std::printf("%llx\n", static_cast<unsigned long long>(
                            alertsage::gate::work(static_cast<std::uint64_t>(steps))));
}
