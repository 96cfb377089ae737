#include "core/cli/classify_by_plugin.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/cli/output.hpp"
#include "core/cli/shown_text.hpp"
#include "core/cli/timing.hpp"
#include "core/load/plugin.hpp"

namespace alertsage::cli {
namespace {

constexpr std::size_t kLineTextColumns = 100;

class PluginClassifier {
 public:
  explicit PluginClassifier(const PluginClassification& asked) {
    const auto plugin = std::make_shared<const Plugin>(asked.object);
    if (!plugin->description().returns_labels) {
      throw Error(ErrorKind::unsupported, "returns no labels: it cannot classify",
                  {.file = asked.object.native()});
    }
    const Loader load = loader_of(plugin, asked.model);
    const auto start = Timing::Clock::now();
    loaded_ = load();
    timing_.load = Timing::Clock::now() - start;
  }

  std::string label(std::string_view text) {
    const auto start = Timing::Clock::now();
    const std::string_view answer = loaded_->use(text);
    if (!timing_.first_prediction) timing_.first_prediction = Timing::Clock::now() - start;
    return shown_label(answer);
  }

  const Timing& timing() const { return timing_; }

 private:
  Timing timing_;  // starts when the object does
  std::unique_ptr<Loaded> loaded_;
};

void classify_lines(const PluginClassification& asked, PluginClassifier& classifier,
                    Output& output) {
  LineReader lines(asked.input);
  IncidentInput input(lines, asked.fields);
  while (const auto incident = input.next()) {
    output.write(fmt::format("{}\t{}{}\n", classifier.label(incident->text),
                             incident->id_json ? *incident->id_json + "\t" : "",
                             printable(incident->text, kLineTextColumns)));
  }
}

}  // namespace

ExitCode classify_by_plugin(const PluginClassification& asked) {
  PluginClassifier classifier(asked);
  Output output(asked.output);
  if (asked.input.empty()) {
    output.write(classifier.label(text_or_standard_input(asked.text)) + "\n");
  } else {
    classify_lines(asked, classifier, output);
  }
  output.finish();
  if (asked.timing) classifier.timing().print();
  return ExitCode::good;
}

}  // namespace alertsage::cli
