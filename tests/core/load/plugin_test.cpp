#define BOOST_TEST_MODULE plugin
#include "core/load/plugin.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "core/base/error.hpp"
#include "core/load/bundle.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage {
namespace {

namespace fs = std::filesystem;

const fs::path kPlugins = ALERTSAGE_TEST_PLUGINS;

fs::path file_with(const testing::TemporaryDirectory& directory, std::string_view text) {
  const fs::path path = directory / "model.txt";
  std::ofstream(path) << text;
  return path;
}

std::string refusal_of(const fs::path& object) {
  try {
    const Plugin opened(object);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

// What the loader that obeys answers, or its error, behind the names of files.
std::string answer_to_order(std::string_view order, std::string_view input = "text") {
  const testing::TemporaryDirectory directory;
  const Loader load = loader_of(std::make_shared<const Plugin>(kPlugins / "obeying_loader.so"),
                                file_with(directory, order));
  try {
    return std::string(load()->use(input));
  } catch (const Error& error) {
    return error.cause();
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plugin)

BOOST_AUTO_TEST_CASE(the_example_loads_and_classifies) {
  const testing::TemporaryDirectory directory;
  const fs::path model = file_with(directory, "malware malware\nmail phishing\n");
  const auto opened = std::make_shared<const Plugin>(kPlugins / "my_loader.so");
  BOOST_TEST(opened->description().strategy == "plugin-my-loader");
  BOOST_TEST(opened->description().returns_labels);
  const Loader load = loader_of(opened, model);
  const auto first = load(), second = load();
  BOOST_TEST(first->use("some mail") == "phishing");
  BOOST_TEST(second->use("malware mail") == "malware");
  BOOST_CHECK_THROW(first->use("nothing"), Error);
  BOOST_TEST(first->use("mail again") == "phishing");
}

BOOST_AUTO_TEST_CASE(what_was_loaded_outlives_plugin_and_loader) {
  const testing::TemporaryDirectory directory;
  std::unique_ptr<Loaded> loaded =
      loader_of(std::make_shared<const Plugin>(kPlugins / "my_loader.so"),
                file_with(directory, "mail phishing\n"))();
  BOOST_TEST(loaded->use("mail") == "phishing");
}

BOOST_AUTO_TEST_CASE(a_bundle_is_asked_for_its_file_and_a_file_is_taken_as_it_is) {
  const testing::TemporaryDirectory directory;
  const PluginDescription named{.file_name = "fasttext.bin"};
  BOOST_TEST(named.path_in(directory.path()) == directory / "fasttext.bin");
  BOOST_TEST(named.path_in(directory / "other.bin") == directory / "other.bin");
  BOOST_TEST(PluginDescription().path_in(directory.path()) == directory.path());
}

BOOST_AUTO_TEST_CASE(a_description_goes_through_a_pipe) {
  const PluginDescription told{.strategy = "plugin-x",
                               .returns_labels = true,
                               .file_name = "x.bin",
                               .summary = "reads x: y"};
  const PluginDescription heard = parse_plugin_description(to_text(told));
  BOOST_TEST(heard.strategy == told.strategy);
  BOOST_TEST(heard.returns_labels);
  BOOST_TEST(heard.file_name == told.file_name);
  BOOST_TEST(heard.summary == told.summary);
  BOOST_CHECK_THROW(parse_plugin_description("plugin-x\n1\n"), Error);
}

BOOST_AUTO_TEST_CASE(what_is_no_loader_is_refused_by_what_is_wrong_with_it) {
  const testing::TemporaryDirectory directory;
  const fs::path text = file_with(directory, std::string(1000, 'x'));
  const std::pair<fs::path, std::string> cases[] = {
      {directory / "absent.so", "cannot open: No such file or directory"},
      {directory.path(), "is a directory"},
      {text, "cannot be opened as a shared object: invalid ELF header"},
      {kPlugins / "loader_without_unload.so",
       "it does not define alertsage_unload, with C linkage"},
      {kPlugins / "loader_of_abi_99.so", "is a loader of ABI 99, this program takes 1: compile it"},
      {kPlugins / "loader_with_a_bad_name.so", "its name is not 1 to 40 of a-z 0-9 _ -: 'a/b'"},
      {kPlugins / "loader_of_a_file_elsewhere.so",
       "its file_name is no plain name of a file: '../x'"}};
  for (const auto& [object, cause] : cases) {
    const std::string message = refusal_of(object);
    BOOST_TEST_CONTEXT(message) {
      BOOST_TEST(message.starts_with(object.native()));
      BOOST_TEST(message.find(cause) != std::string::npos);
      BOOST_TEST(message.find('\n') == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_plugin_that_fails_is_quoted_in_one_line) {
  BOOST_TEST(answer_to_order("fail in load") ==
             "plugin-obeying cannot load it: there is\\x0ano such model");
  BOOST_TEST(answer_to_order("fail in load silently") ==
             "plugin-obeying cannot load it: it does not say why");
  BOOST_TEST(answer_to_order("fail in load with a size alone") ==
             "plugin-obeying cannot load it: \\x00\\x00\\x00");
  BOOST_TEST(answer_to_order("fail in use") ==
             "plugin-obeying cannot use what it loaded: no answer");
  BOOST_TEST(answer_to_order("fail in load at length").size() < 500U);
}

BOOST_AUTO_TEST_CASE(an_answer_that_does_not_fit_is_refused) {
  BOOST_TEST(answer_to_order("long") == "its answer has 1048577 bytes, and 1048576 is the most");
  // The room that the plug-in told the host was believed.
  BOOST_TEST(answer_to_order("answer elsewhere") == "changes the buffer that it is to fill");
}

BOOST_AUTO_TEST_CASE(input_and_answer_are_any_bytes) {
  using namespace std::string_literals;
  const std::string bytes = "\0\xff\n\0"s;
  BOOST_TEST(answer_to_order("echo", bytes) == bytes);
  BOOST_TEST(answer_to_order("echo", "") == "");
}

BOOST_AUTO_TEST_CASE(a_strategy_of_ours_is_a_loader_too) {
  const testing::TemporaryDirectory directory;
  write_bundle(testing::small_model(), directory / "bundle");
  for (const Strategy& strategy : strategies()) {
    const Loader load = loader_of(strategy, locate_model(directory / "bundle"));
    BOOST_TEST(load()->use("malware encrypt") == "malware");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
