// Models that are asked for while a thread or the process ends. Objects go in the reverse order of
// their construction, and a thread's before static ones: so a destructor may ask when what the
// cache remembers for the thread has gone, and did ask a cache that had gone itself.
#define BOOST_TEST_MODULE model_cache_end
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>
#include <thread>

#include "core/load/bundle.hpp"
#include "core/load/model_cache.hpp"
#include "core/load/predict_event_type.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

namespace {

bool answers_right(const std::string& path) {
  return predict_event_type("malware encrypt", path).label == "malware" &&
         process_cache().get(path)->labels().size() == 3;
}

// Made before main, so it goes when all that main used has gone. Nobody but the exit status can
// tell of it then.
struct AsksLastOfAll {
  AsksLastOfAll() {
    for (const std::string& path : {known, unknown})
      write_bundle(testing::small_model(), path, std::array{Form::safetensors});
  }
  ~AsksLastOfAll() {
    if (!answers_right(known) || !answers_right(unknown)) std::abort();
    process_cache().invalidate(known);
    process_cache().invalidate_all();
    if (!answers_right(known)) std::abort();
  }

  testing::TemporaryDirectory directory;
  std::string known = directory / "known";
  std::string unknown = directory / "unknown";
} asks_last_of_all;

struct AsksWhenItsThreadEnds {
  std::atomic<bool>& right;
  ~AsksWhenItsThreadEnds() { right = answers_right(asks_last_of_all.known); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(model_cache_end)

BOOST_AUTO_TEST_CASE(static_destructors_may_ask) {
  BOOST_TEST(answers_right(asks_last_of_all.known));  // the rest is in ~AsksLastOfAll
}

BOOST_AUTO_TEST_CASE(destructors_of_a_thread_may_ask) {
  std::atomic<bool> right{false};
  std::thread([&] {
    thread_local const AsksWhenItsThreadEnds late{right};  // before the cache remembers anything
    BOOST_TEST(answers_right(asks_last_of_all.known));
  }).join();
  BOOST_TEST(right);
}

BOOST_AUTO_TEST_CASE(hits_that_no_thread_remembers_are_counted) {
  const CacheStatistics before = process_cache().statistics();
  std::atomic<bool> right{false};
  std::thread([&] {
    thread_local const AsksWhenItsThreadEnds late{right};
    answers_right(asks_last_of_all.known);
  }).join();
  const CacheStatistics after = process_cache().statistics();
  BOOST_TEST(after.hits - before.hits == 4u);
  BOOST_TEST(after.loads == before.loads);
}

BOOST_AUTO_TEST_SUITE_END()
