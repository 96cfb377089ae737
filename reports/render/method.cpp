// What the words of a report mean. In short; docs/method.md argues it.
#include "reports/render/facts.hpp"

namespace alertsage::reports {

std::vector<Fact> method_facts() {
  return {
      {"load", "from before the file is opened until a model is there that can predict."},
      {"first prediction",
       "from before the file is opened to the first answer, which is checked. It has the page "
       "faults that a mapped load puts off."},
      {"fresh process",
       "a new process for each sample, from its start to the first byte of its answer; of a "
       "command, to the point that its section names."},
      {"cold",
       "no page of the files is in the page cache: evicted, proven by 0 resident pages before and "
       "bytes from the device after. A sample without proof is dropped and counted. In a virtual "
       "machine the host may still have the pages."},
      {"warm", "all pages of the files are in the page cache, proven."},
      {"cached",
       "the loaded model is in this process, and nothing is opened. Cached is a state of any "
       "strategy, not a strategy."},
      {"batch of N",
       "N incidents in one process: uncached loads the model for each, cached loads it once."},
      {"private, shared",
       "memory that one more process costs, and memory that processes have in common: pages of "
       "the model file, program and libraries."},
      {"growth",
       "of memory over repeated cycles (of a model: load, predict, drop), after a warm-up, by "
       "Sen's slope and its interval: of bytes "
       "that were counted, or heap in use, and of resident anonymous memory (RssAnon). Leak: it "
       "goes on at one rate; clean: its upper bound is below the limit; docs/leaktest.md has the "
       "rest.",
       true},
      {"figures",
       "medians, with as many digits (three at most) as their exact 95 % intervals by order "
       "statistics support. Where two intervals overlap, neither strategy is called better."},
      {"predict, cached_get",
       "too short to time alone: each of their samples is the mean of many iterations."},
  };
}

}  // namespace alertsage::reports
