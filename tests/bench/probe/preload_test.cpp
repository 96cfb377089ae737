#include "bench/probe/preload.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

// LD_PRELOAD of this process, which may have been started with one.
class Preloaded {
 public:
  explicit Preloaded(const char* objects) {
    if (const char* before = std::getenv("LD_PRELOAD")) before_ = before;
    ::setenv("LD_PRELOAD", objects, 1);
  }
  Preloaded(const Preloaded&) = delete;
  Preloaded& operator=(const Preloaded&) = delete;
  ~Preloaded() { ::setenv("LD_PRELOAD", before_.c_str(), 1); }

 private:
  std::string before_;
};

BOOST_AUTO_TEST_SUITE(preload_of)

BOOST_AUTO_TEST_CASE(comes_before_what_is_preloaded_already) {
  const std::pair<std::string, std::string> alone("LD_PRELOAD", "/lib/a.so");
  const std::pair<std::string, std::string> both("LD_PRELOAD", "/lib/a.so:libother.so");
  {
    const Preloaded nothing("");
    BOOST_TEST((preload("/lib/x/../a.so") == alone));
  }
  const Preloaded other("libother.so");
  BOOST_TEST((preload("/lib/a.so") == both));
}

BOOST_AUTO_TEST_CASE(refuses_a_path_that_the_loader_would_part) {
  BOOST_CHECK_THROW(preload("/a directory/a.so"), Error);
  BOOST_CHECK_THROW(preload("/a:b/a.so"), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::probe
