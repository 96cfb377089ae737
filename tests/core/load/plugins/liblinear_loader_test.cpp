#define BOOST_TEST_MODULE liblinear_loader
#include <linear.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "core/base/error.hpp"
#include "core/load/plugin.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage {
namespace {

Loader load_from(const std::filesystem::path& model) {
  return loader_of(std::make_shared<const Plugin>(PLUGIN), model);
}

// Two features tell three classes apart; trained by LIBLINEAR, with a bias.
void train_model(const std::filesystem::path& path, int solver) {
  ::set_print_string_function([](const char*) {});
  feature_node points[][4] = {{{1, 2.0}, {3, 1.0}, {-1, 0}, {}},
                              {{2, 2.0}, {3, 1.0}, {-1, 0}, {}},
                              {{1, -2.0}, {2, -2.0}, {3, 1.0}, {-1, 0}}};
  feature_node* rows[] = {points[0], points[1], points[2]};
  double targets[] = {7, 8, 9};
  const problem asked{.l = 3, .n = 3, .y = targets, .x = rows, .bias = 1};
  parameter settings{};
  settings.solver_type = solver;
  settings.eps = 0.001;
  settings.C = 100;
  settings.p = 0.1;
  model* trained = ::train(&asked, &settings);
  BOOST_REQUIRE(::save_model(path.c_str(), trained) == 0);
  ::free_and_destroy_model(&trained);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(liblinear_loader)

BOOST_AUTO_TEST_CASE(a_line_of_features_has_the_class_of_its_training_point) {
  const testing::TemporaryDirectory directory;
  train_model(directory / "liblinear.model", L2R_L2LOSS_SVC);
  const auto loaded = load_from(directory.path())();  // as in a bundle
  BOOST_TEST(loaded->use("1:2") == "7");
  BOOST_TEST(loaded->use(" 2:2.0 \n") == "8");
  BOOST_TEST(loaded->use("1:-2 2:-2 99:5") == "9");
}

BOOST_AUTO_TEST_CASE(what_is_no_line_of_features_is_refused_at_its_byte) {
  const testing::TemporaryDirectory directory;
  train_model(directory / "liblinear.model", L2R_L2LOSS_SVC);
  const auto loaded = load_from(directory.path())();
  const std::pair<std::string, std::string> cases[] = {{"failed logins", "byte 0"},
                                                       {"1:2 1:3", "byte 5"},
                                                       {"1 2", "byte 1"},
                                                       {"1:x", "byte 2"},
                                                       {"0:1", "byte 1"}};
  for (const auto& [line, place] : cases) {
    std::string message = "none";
    try {
      loaded->use(line);
    } catch (const Error& error) {
      message = error.what();
    }
    BOOST_TEST_CONTEXT(line << ": " << message) {
      BOOST_TEST(message.ends_with(place));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_classifier_is_refused) {
  const testing::TemporaryDirectory directory;
  BOOST_CHECK_THROW(load_from(directory / "absent")(), Error);
  std::ofstream(directory / "text") << "no model\n";
  BOOST_CHECK_THROW(load_from(directory / "text")(), Error);
  train_model(directory / "regression", L2R_L2LOSS_SVR);
  BOOST_CHECK_THROW(load_from(directory / "regression")(), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
