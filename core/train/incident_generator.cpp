#include "core/train/incident_generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/base/random.hpp"
#include "core/train/incident_entities.hpp"
#include "core/train/incident_phrases.hpp"

namespace alertsage {
namespace {

// Writes one incident's sentences: it remembers which phrases were used, and what the incident's
// own user, host and the like are called.
class Narrator {
 public:
  explicit Narrator(SplitMix64& random) : random_(random) {}

  // Adds a sentence from one of `phrases`, another one than before. REQUIRES: there are more of
  // them than an incident has sentences.
  void tell(std::span<const std::string_view> phrases) {
    std::string_view phrase;
    do {
      phrase = random_.pick(phrases);
    } while (std::ranges::find(used_, phrase) != used_.end());
    used_.push_back(phrase);
    if (!text_.empty()) text_ += ' ';
    const std::size_t sentence = text_.size();
    expand(phrase);
    // Phrases begin in upper case themselves, and a user's name stays as it is: this is for "the
    // firewall" and its like.
    if (text_.compare(sentence, 4, "the ") == 0) text_[sentence] = 'T';
  }

  std::string take() { return std::move(text_); }

 private:
  void expand(std::string_view phrase) {
    while (!phrase.empty()) {
      const std::size_t plain = std::min(phrase.find_first_of("{["), phrase.size());
      text_ += phrase.substr(0, plain);
      phrase.remove_prefix(plain);
      if (phrase.empty()) return;
      const std::size_t end = phrase.find(phrase[0] == '{' ? '}' : ']');
      const std::string_view inside = phrase.substr(1, end - 1);
      if (phrase[0] == '{') {
        append_entity(inside);
      } else {
        expand(random_.pick(std::span<const std::string_view>(split_choices(inside))));
      }
      phrase.remove_prefix(end + 1);
    }
  }

  void append_entity(std::string_view name) {
    const IncidentEntity& entity = incident_entity(name);
    if (!entity.same_throughout) return entity.append(random_, text_);
    const auto [known, is_new] = names_.try_emplace(name);
    if (is_new) entity.append(random_, known->second);
    text_ += known->second;
  }

  static std::vector<std::string_view> split_choices(std::string_view choices) {
    std::vector<std::string_view> parts;
    for (;;) {
      const std::size_t bar = choices.find('|');
      parts.push_back(choices.substr(0, bar));
      if (bar == std::string_view::npos) return parts;
      choices.remove_prefix(bar + 1);
    }
  }

  SplitMix64& random_;
  std::string text_;
  std::vector<std::string_view> used_;
  std::map<std::string_view, std::string> names_;
};

// Draws where a sentence comes from, `own` and `neighbour` in percent; the rest says nothing.
void tell_one(Narrator& narrator, SplitMix64& random, const IncidentClass& subject,
              std::uint32_t own, std::uint32_t neighbour) {
  const std::uint32_t draw = random.below(100);
  if (draw < own) {
    narrator.tell(subject.phrases);
  } else if (draw < own + neighbour) {
    narrator.tell(incident_classes()[random.pick(subject.neighbours)].phrases);
  } else {
    narrator.tell(shared_phrases());
  }
}

std::size_t other_class(SplitMix64& random, std::size_t subject) {
  const std::size_t draw = random.below(static_cast<std::uint32_t>(incident_classes().size() - 1));
  return draw < subject ? draw : draw + 1;
}

}  // namespace

Incident IncidentGenerator::at(std::uint64_t index) const {
  SplitMix64 random = SplitMix64::of_item(seed_, index);
  const auto classes = incident_classes();
  const std::size_t subject = random.below(static_cast<std::uint32_t>(classes.size()));
  const std::size_t label =
      random.chance(kLabelNoisePercent) ? other_class(random, subject) : subject;

  Narrator narrator(random);
  tell_one(narrator, random, classes[subject], 90, 5);
  tell_one(narrator, random, classes[subject], 75, 15);
  const std::uint32_t details = random.between(1, 4);
  for (std::uint32_t i = 0; i < details; ++i) {
    tell_one(narrator, random, classes[subject], 25, 12);
  }
  return {.id = fmt::format("incident-{:06}", index),
          .label = classes[label].label,
          .described = classes[subject].label,
          .text = narrator.take()};
}

std::string json_line(const Incident& incident) {
  const nlohmann::ordered_json object = {
      {"id", incident.id}, {"label", incident.label}, {"text", incident.text}};
  return object.dump() + '\n';
}

}  // namespace alertsage
