#define BOOST_TEST_MODULE strategy
#include "core/load/strategy.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/publish.hpp"
#include "core/load/bundle.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

namespace {

std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(strategy)

BOOST_AUTO_TEST_CASE(all_strategies_give_the_same_answers) {
  const testing::TemporaryDirectory directory;
  for (const DType dtype : {DType::f64, DType::f32}) {
    write_bundle(testing::small_model(Link::sigmoid_ovr, dtype), directory / "m");
    const ModelFiles files = locate_model(directory / "m");
    const char* const texts[] = {"Malware! http://x.example encrypt", "phishing mail the mail",
                                 "usual backup", ""};
    std::vector<std::vector<double>> first;
    for (const Strategy& strategy : strategies()) {
      const auto model = strategy.open(files);
      Scratch scratch;
      std::vector<std::vector<double>> answers;
      for (const char* text : texts) {
        const Prediction p = model->classifier().predict(text, scratch);
        answers.emplace_back(p.probabilities.begin(), p.probabilities.end());
      }
      if (first.empty()) first = answers;
      BOOST_TEST((answers == first), strategy.name);  // to the bit: all end in the same bytes
    }
  }
}

BOOST_AUTO_TEST_CASE(names_are_unique_and_found) {
  BOOST_TEST(strategies().size() == 6u);
  for (const Strategy& strategy : strategies())
    BOOST_TEST(&strategy_named(strategy.name) == &strategy);
  BOOST_TEST(refusal([] { strategy_named("mmapp"); }).find("mmap-populate): 'mmapp'") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(
    the_default_is_the_fastest_form_there_is_and_reads_nothing_ahead_for_one_text) {
  const testing::TemporaryDirectory directory;
  write_bundle(testing::small_model(), directory / "m");
  ModelFiles files = locate_model(directory / "m");
  BOOST_TEST(default_strategy(files).name == "mmap");
  BOOST_TEST(default_strategy(files, Work::short_text).name == "mmap-random");
  BOOST_TEST((work_of(0) == Work::short_text));
  BOOST_TEST((work_of(1024) == Work::short_text));
  BOOST_TEST((work_of(1025) == Work::any));
  files.safetensors.reset();
  BOOST_TEST(default_strategy(files, Work::short_text).name == "json");
  files.json.reset();
  BOOST_TEST(default_strategy(files, Work::short_text).name == "joblib");
}

BOOST_AUTO_TEST_CASE(a_form_that_is_absent_is_asked_for_by_name) {
  const testing::TemporaryDirectory directory;
  write_bundle(testing::small_model(), directory / "m", std::array{Form::json});
  const ModelFiles files = locate_model(directory / "m");
  BOOST_TEST(default_strategy(files).name == "json");
  const std::string says = refusal([&] { strategy_named("mmap").open(files); });
  BOOST_TEST(says.find("has no safetensors form (make a bundle with it: alertsage export") !=
                 std::string::npos,
             says);
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_named) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "bad.safetensors", "too short to be true, but long enough");
  publish_file(directory / "bad.json", "{");
  const auto says = [&](const char* file, const char* name) {
    return refusal([&] { strategy_named(name).open(locate_model(directory / file)); });
  };
  for (const char* name : {"read", "mmap", "mmap-random", "mmap-populate"}) {
    BOOST_TEST(says("bad.safetensors", name).find("bad.safetensors: at byte 0: safetensors") !=
               std::string::npos);
  }
  BOOST_TEST(says("bad.json", "json").find("bad.json: at byte") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_file_of_a_pair_that_makes_no_model_is_named) {
  const testing::TemporaryDirectory directory;
  write_bundle(testing::small_model(), directory / "m", std::array{Form::joblib});
  const std::filesystem::path classifier = directory / "m" / "classifier.joblib";
  const auto numpy_text = [](std::u32string text) {
    return std::string(reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char32_t));
  };
  std::string bytes = read_text_file(classifier);
  const std::string from = numpy_text(U"malware");
  for (std::size_t at = 0; (at = bytes.find(from, at)) != std::string::npos;) {
    bytes.replace(at, from.size() + sizeof(char32_t), numpy_text(U"phishing"));
  }
  publish_file(classifier, bytes);
  const std::string says =
      refusal([&] { strategy_named("joblib").open(locate_model(directory / "m")); });
  BOOST_TEST(says.starts_with(classifier.native() + ": at byte "));
  BOOST_TEST(says.ends_with(": a class is there twice: 'phishing'"));
}

// joblib.dump and most programs that write JSON truncate the file and write it again. These forms
// were parsed in a mapping, where a truncation ends the process (SIGBUS).
BOOST_AUTO_TEST_CASE(forms_that_others_write_in_place_are_refused_or_read_but_never_fatal) {
  const testing::TemporaryDirectory directory;
  ModelData model = testing::small_model();
  model.terms.clear();
  for (int i = 0; i < 5000; ++i) model.terms.push_back("term" + std::to_string(i));
  model.idf.assign(5000, 1.5);
  model.weights.assign(15000, 0.125);
  write_bundle(model, directory / "m");
  const ModelFiles files = locate_model(directory / "m");
  for (const auto& form :
       {std::pair("json", *files.json), std::pair("joblib", files.joblib[0]),
        std::pair("joblib", files.joblib[1]), std::pair("read", *files.safetensors)}) {
    const auto& name = form.first;  // no binding: clang 14 lets lambdas capture none
    const auto& path = form.second;
    const std::string content = read_text_file(path);
    std::atomic<bool> stop{false};
    std::thread writer([&] {
      while (!stop) std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
    });
    for (int i = 0; i < 40; ++i) {
      const std::string says = refusal([&] { strategy_named(name).open(files); });
      BOOST_TEST((says == "accepted" || says.find(path.native()) != std::string::npos), says);
    }
    stop = true;
    writer.join();
    BOOST_TEST(refusal([&] { strategy_named(name).open(files); }) == "accepted");
  }
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_called_empty) {
  const testing::TemporaryDirectory directory;
  write_bundle(testing::small_model(), directory / "m");
  const ModelFiles files = locate_model(directory / "m");
  for (const auto& file : {*files.safetensors, *files.json, files.joblib[0]}) {
    std::filesystem::resize_file(file, 0);
  }
  for (const Strategy& strategy : strategies()) {
    const std::string says = refusal([&] { strategy.open(files); });
    BOOST_TEST(says.find(": the file is empty") != std::string::npos, says);
  }
}

BOOST_AUTO_TEST_CASE(locates_bundles_files_and_pairs) {
  const testing::TemporaryDirectory directory;
  write_bundle(testing::small_model(), directory / "m");
  const auto bundle = locate_model(directory / "m");
  BOOST_TEST(bundle.has(Form::safetensors));
  BOOST_TEST(bundle.has(Form::json));
  BOOST_TEST(bundle.has(Form::joblib));
  const std::filesystem::path pair[] = {directory / "m" / "classifier.joblib",
                                        directory / "m" / "vectorizer.joblib"};
  BOOST_TEST(locate_model(pair).has(Form::joblib));
  BOOST_TEST(locate_model(pair[0]).has(Form::joblib));  // which may hold both parts
  const std::filesystem::path mixed[] = {pair[0], directory / "m" / "model.json"};
  BOOST_TEST(refusal([&] { locate_model(mixed); }).find("what scikit-learn saved") !=
             std::string::npos);
  BOOST_TEST(refusal([&] { locate_model(directory.path()); }).find("holds no model: looked for") !=
             std::string::npos);
  BOOST_TEST(refusal([&] { locate_model(directory / "absent"); }).find("No such file") !=
             std::string::npos);
  publish_file(directory / "text.txt", "x");
  BOOST_TEST(refusal([&] { locate_model(directory / "text.txt"); }).find("neither a bundle nor") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_bare_pair_is_not_cleaned_and_a_bundles_pair_is_as_its_other_forms_say) {
  const testing::TemporaryDirectory directory;
  write_bundle(testing::small_model(), directory / "m");
  const auto cleaning = [](const ModelFiles& files) {
    return strategy_named("joblib").open(files)->classifier().settings().text.cleaning;
  };
  ModelFiles files = locate_model(directory / "m");
  BOOST_TEST((cleaning(files) == Cleaning::alertsage));
  files.safetensors.reset();
  BOOST_TEST((cleaning(files) == Cleaning::alertsage));
  files.json.reset();
  BOOST_TEST((cleaning(files) == Cleaning::none));
  files.cleaning = Cleaning::alertsage;
  BOOST_TEST((cleaning(files) == Cleaning::alertsage));
}

BOOST_AUTO_TEST_SUITE_END()
