#define BOOST_TEST_MODULE fasttext_loader
#include <fasttext/fasttext.h>

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

void train_model(const testing::TemporaryDirectory& directory, fasttext::model_name kind) {
  std::ofstream texts(directory / "texts");
  for (int i = 0; i < 200; ++i) {
    texts << "__label__malware encrypt malware files\n__label__phishing mail link password\n";
  }
  texts.close();
  fasttext::Args settings;
  settings.input = directory / "texts";
  settings.model = kind;
  settings.loss = fasttext::loss_name::softmax;
  settings.lr = 0.5;
  settings.dim = 8;
  settings.minn = settings.maxn = 0;
  settings.minCount = 1;
  settings.bucket = 100;
  settings.thread = 1;
  settings.verbose = 0;
  fasttext::FastText model;
  model.train(settings);
  model.saveModel(directory / "fasttext.bin");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fasttext_loader)

BOOST_AUTO_TEST_CASE(a_text_has_the_label_of_its_training_text) {
  const testing::TemporaryDirectory directory;
  train_model(directory, fasttext::model_name::sup);
  const auto loaded = load_from(directory.path())();  // as in a bundle
  BOOST_TEST(loaded->use("encrypt malware files") == "malware");
  BOOST_TEST(loaded->use("mail\nlink password\n") == "phishing");
}

BOOST_AUTO_TEST_CASE(what_is_no_classifier_is_refused) {
  const testing::TemporaryDirectory directory;
  BOOST_CHECK_THROW(load_from(directory / "absent")(), Error);
  std::ofstream(directory / "text") << "no model\n";
  BOOST_CHECK_THROW(load_from(directory / "text")(), Error);
  train_model(directory, fasttext::model_name::cbow);
  BOOST_CHECK_THROW(load_from(directory.path())(), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
