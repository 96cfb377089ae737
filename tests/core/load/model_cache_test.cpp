#define BOOST_TEST_MODULE model_cache
#include "core/load/model_cache.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>
#include <thread>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/load/bundle.hpp"
#include "core/load/predict_event_type.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

namespace {

struct Fixture {
  Fixture() { write_bundle(testing::small_model(), path, std::array{Form::safetensors}); }

  testing::TemporaryDirectory directory;
  std::string path = directory / "model";
};

bool is_mapped(const std::string& path) {
  return read_text_file("/proc/self/maps").find(path + "/") != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(model_cache, Fixture)

// The first seven are AlertSage's own (tests/test_model_caching.py), by name. Its last one compared
// two timings; here it counts loads, and the row cached_get of alertsage-bench has the timing.

BOOST_AUTO_TEST_CASE(cache_prevents_reloading) {
  ModelCache cache;
  for (int i = 0; i < 3; ++i) cache.get(path);
  BOOST_TEST(cache.statistics().loads == 1u);
  BOOST_TEST(cache.statistics().misses == 1u);
  BOOST_TEST(cache.statistics().hits == 2u);
}

BOOST_AUTO_TEST_CASE(cache_returns_identical_objects) {
  ModelCache cache;
  const ModelHandle first = cache.get(path);
  const ModelHandle second = cache.get(path);
  BOOST_TEST(&first.model() == &second.model());
  BOOST_TEST(first.operator->() == second.operator->());
}

BOOST_AUTO_TEST_CASE(cache_consistency_across_predictions) {
  ModelCache cache;
  Scratch scratch;
  std::set<const Model*> models;
  std::set<std::size_t> labels;
  for (int i = 0; i < 5; ++i) {
    const ModelHandle model = cache.get(path);
    models.insert(&model.model());
    labels.insert(model->predict("malware encrypt", scratch).label);
  }
  BOOST_TEST(models.size() == 1u);
  BOOST_TEST((labels == std::set<std::size_t>{1}));
}

// AlertSage's command goes through its cache; so does our one-line call.
BOOST_AUTO_TEST_CASE(cli_load_artifacts_uses_cache) {
  const CacheStatistics before = process_cache().statistics();
  BOOST_TEST(predict_event_type("malware encrypt", path).label == "malware");
  BOOST_TEST(predict_event_type("phishing mail", path).label == "phishing");
  BOOST_TEST(process_cache().statistics().loads - before.loads == 1u);
  process_cache().invalidate(path);
}

BOOST_AUTO_TEST_CASE(cache_memory_stability) {
  ModelCache cache;
  std::set<const Model*> models;
  for (int i = 0; i < 100; ++i) models.insert(&cache.get(path).model());
  BOOST_TEST(models.size() == 1u);
  BOOST_TEST(cache.statistics().loads == 1u);
}

BOOST_AUTO_TEST_CASE(cache_invalidation_on_reset) {
  ModelCache cache;
  const ModelHandle old = cache.get(path);  // held, so that a new object cannot take its address
  cache.invalidate(path);
  const ModelHandle fresh = cache.get(path);
  BOOST_TEST(&old.model() != &fresh.model());
  BOOST_TEST(cache.statistics().loads == 2u);
}

BOOST_AUTO_TEST_CASE(concurrent_predictions_use_cache) {
  ModelCache cache;
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      Scratch scratch;
      for (int i = 0; i < 500; ++i) {
        const ModelHandle model = cache.get(path);
        if (model->predict("malware encrypt", scratch).label != 1) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(wrong == 0);
  BOOST_TEST(cache.statistics().loads == 1u);  // single flight: eight threads asked at once
  BOOST_TEST(cache.statistics().hits + cache.statistics().misses == 4000u);
}

BOOST_AUTO_TEST_CASE(invalidation_among_readers_never_shows_a_dropped_model) {
  ModelCache cache;
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> readers;
  for (int t = 0; t < 4; ++t) {
    readers.emplace_back([&] {
      Scratch scratch;
      while (!stop) {
        const ModelHandle outer = cache.get(path);
        const ModelHandle inner = cache.get(path);
        if (outer->predict("malware encrypt", scratch).label != 1) ++wrong;
        if (inner->predict("phishing mail", scratch).label != 2) ++wrong;
      }
    });
  }
  for (int i = 0; i < 300; ++i) {
    (i % 2 == 0) ? cache.invalidate(path) : cache.invalidate_all();
    std::this_thread::yield();
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(sees_a_replaced_file_after_invalidation_only) {
  ModelCache cache;
  ModelData other = testing::small_model();
  other.labels = {"a", "b", "c"};
  { BOOST_TEST(cache.get(path)->labels()[0] == "benign"); }
  write_bundle(other, path, std::array{Form::safetensors});
  { BOOST_TEST(cache.get(path)->labels()[0] == "benign"); }
  cache.invalidate(path);
  BOOST_TEST(cache.get(path)->labels()[0] == "a");
}

BOOST_AUTO_TEST_CASE(the_mapping_goes_with_the_last_holder) {
  ModelCache cache;
  {
    const ModelHandle held = cache.get(path);
    cache.invalidate(path);
    BOOST_TEST(is_mapped(path));
    Scratch scratch;
    BOOST_TEST(held->predict("malware", scratch).label == 1u);
  }
  cache.invalidate_all();
  BOOST_TEST(!is_mapped(path));
}

BOOST_AUTO_TEST_CASE(a_cache_that_goes_takes_its_models_along) {
  {
    ModelCache cache;
    cache.get(path);
    BOOST_TEST(is_mapped(path));
  }
  BOOST_TEST(!is_mapped(path));
}

BOOST_AUTO_TEST_CASE(more_models_than_a_thread_remembers_can_be_held_at_once) {
  ModelCache cache;
  std::vector<std::string> paths;
  for (int i = 0; i < 12; ++i) {
    paths.push_back(directory / ("model-" + std::to_string(i)));
    write_bundle(testing::small_model(), paths.back(), std::array{Form::safetensors});
  }
  std::vector<std::unique_ptr<const ModelHandle>> held;
  for (const std::string& each : paths) {
    held.push_back(std::unique_ptr<const ModelHandle>(new ModelHandle(cache.get(each))));
  }
  Scratch scratch;
  std::set<const Model*> models;
  for (const auto& handle : held) {
    models.insert(&handle->model());
    BOOST_TEST((*handle)->predict("malware encrypt", scratch).label == 1u);
  }
  BOOST_TEST(models.size() == 12u);
  BOOST_TEST(cache.statistics().loads == 12u);
}

BOOST_AUTO_TEST_CASE(a_failed_load_is_told_and_not_remembered) {
  ModelCache cache;
  const std::string later = directory / "later";
  BOOST_CHECK_EXCEPTION(cache.get(later), Error,
                        [](const Error& error) { return error.kind() == ErrorKind::not_found; });
  write_bundle(testing::small_model(), later, std::array{Form::safetensors});
  BOOST_TEST(cache.get(later)->labels().size() == 3u);
  BOOST_TEST(cache.statistics().loads == 1u);
  BOOST_TEST(cache.statistics().misses == 2u);
}

// A service that passes on paths of its requests kept an entry for ever for each that was wrong.
BOOST_AUTO_TEST_CASE(what_fails_or_is_invalidated_leaves_nothing_behind) {
  ModelCache cache;
  for (int i = 0; i < 100; ++i)
    BOOST_CHECK_THROW(cache.get((directory / std::to_string(i)).native()), Error);
  BOOST_TEST(cache.statistics().models == 0u);
  BOOST_TEST(cache.statistics().misses == 100u);
  cache.get(path);
  BOOST_TEST(cache.statistics().models == 1u);
  cache.invalidate(path);
  BOOST_TEST(cache.statistics().models == 0u);
  cache.get(path);
  cache.invalidate_all();
  BOOST_TEST(cache.statistics().models == 0u);
}

BOOST_AUTO_TEST_CASE(threads_that_wait_for_a_load_that_fails_get_its_error_and_leave_nothing) {
  ModelCache cache;
  std::atomic<int> told{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        try {
          cache.get((directory / std::to_string(i % 3)).native());
        } catch (const Error&) {
          ++told;
        }
        cache.get(path);
        if (i % 10 == 0) cache.invalidate_all();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(told == 800);
  BOOST_TEST(cache.statistics().models <= 1u);
}

BOOST_AUTO_TEST_CASE(hits_of_threads_that_have_ended_are_counted) {
  ModelCache cache;
  cache.get(path);
  std::thread([&] {
    for (int i = 0; i < 10; ++i) cache.get(path);
  }).join();
  BOOST_TEST(cache.statistics().hits == 10u);
}

BOOST_AUTO_TEST_CASE(the_one_line_call_asks_for_a_model_where_none_is_named) {
  ::unsetenv("ALERTSAGE_MODEL");
  BOOST_CHECK_EXCEPTION(predict_event_type("x"), Error, [](const Error& error) {
    return std::string_view(error.what()).find("ALERTSAGE_MODEL") != std::string_view::npos;
  });
  ::setenv("ALERTSAGE_MODEL", path.c_str(), 1);
  const EventType event = predict_event_type("phishing mail");
  BOOST_TEST(event.label == "phishing");
  BOOST_REQUIRE(event.probabilities.size() == 3u);
  BOOST_TEST(event.probabilities[0].first == "phishing");
  BOOST_TEST(event.probabilities[0].second > event.probabilities[1].second);
  process_cache().invalidate_all();
}

BOOST_AUTO_TEST_SUITE_END()
