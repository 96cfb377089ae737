#include "reports/render/junit.hpp"

#include <fmt/format.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <limits>
#include <sstream>

#include "core/base/error.hpp"
#include "reports/charts/growth.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

using Tree = boost::property_tree::ptree;

// Which is more than XML asks for: what is not printable UTF-8 is visible in a log, too. The
// library escapes the rest (<, &, quotes).
std::string clean(std::string_view text) {
  return printable(text, std::numeric_limits<std::size_t>::max());
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

Tree testcase(std::string_view name) {
  Tree tree;
  tree.put("<xmlattr>.classname", "leaktest");
  tree.put("<xmlattr>.name", clean(name));
  return tree;
}

std::string figures_of(const LeakSection& section) {
  std::string text = fmt::format("{} cycles\n", section.loads);
  const auto add = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", what, clean(value));
  };
  add("reason", section.reason);
  add("partial", section.partial);
  add(section.strategy == leak_strategy::kProcess ? "process" : "command", section.command);
  for (const LeakMetric& metric : section.metrics) {
    text += fmt::format("{}: {}, {}", clean(metric_label(metric.name)), words_of(metric.verdict),
                        growth_bound(metric));
    const std::string smallest = smallest_leak_text(metric);
    text += smallest.empty() ? "\n" : fmt::format("; smallest leak seen: {}\n", smallest);
  }
  for (const LeakedThing& thing : section.leaked) {
    add("leaked", fmt::format("{:g} {}: {}", thing.count, metric_label(thing.metric), thing.name));
  }
  for (const std::string& step : section.next_steps) add("to find it", step);
  return text;
}

// "clean, partial (interrupted after 12 cycles): no quantity grows"
std::string message_of(const LeakSection& section) {
  std::string message = words_of(section.verdict);
  if (!section.partial.empty()) message += fmt::format(", partial ({})", clean(section.partial));
  return fmt::format("{}: {}", message,
                     clean(section.reason.empty() ? growth_text(section) : section.reason));
}

Tree testcase_of(const LeakSection& section, Counts& counts) {
  const bool named = section.name.starts_with(kLeakRowPrefix);
  Tree tree = testcase(std::string_view(section.name).substr(named ? kLeakRowPrefix.size() : 0));
  if (section.seconds) tree.put("<xmlattr>.time", fmt::format("{:.3f}", *section.seconds));
  const std::string message = message_of(section);
  ++counts.tests;
  if (section.verdict == LeakVerdict::leak) {
    ++counts.failures;
    tree.put("failure.<xmlattr>.type", "leak");
    tree.put("failure.<xmlattr>.message", message);
  } else if (section.verdict != LeakVerdict::clean || !section.partial.empty()) {
    ++counts.skipped;
    tree.put("skipped.<xmlattr>.message", message);
  }
  tree.put("system-out", figures_of(section));
  return tree;
}

Tree error(std::string_view name, std::string_view type, std::string_view message, Counts& counts) {
  Tree tree = testcase(name);
  ++counts.tests;
  ++counts.errors;
  tree.put("error.<xmlattr>.type", type);
  tree.put("error.<xmlattr>.message", clean(message));
  return tree;
}

// Why nobody knows what tests the document would have had; empty where it has all.
std::string why_incomplete(const Document& document) {
  std::string why;
  const auto add = [&](std::string_view reason) {
    why += fmt::format("{}{}", why.empty() ? "" : "; ", reason);
  };
  if (const auto partial = context_value(document, context::kPartial); !partial.empty()) {
    add(fmt::format("partial: {}", partial));
  }
  for (const Note& note : document.notes) {
    if (note.kind == NoteKind::truncated) add(words_of(note));
  }
  return why;
}

}  // namespace

std::string leak_junit(const Document& document) {
  Counts counts;
  Tree cases;
  for (const LeakSection& section : document.leaks) {
    cases.push_back({"testcase", testcase_of(section, counts)});
  }
  for (const Note& failed : failed_leak_tests(document)) {
    const std::string_view name = std::string_view(failed.subject).substr(kLeakRowPrefix.size());
    cases.push_back({"testcase", error(name, "not tested", failed.reason, counts)});
  }
  if (const std::string why = why_incomplete(document); !why.empty()) {
    cases.push_back({"testcase", error("the whole document", "incomplete", why, counts)});
  }
  Tree suite;
  suite.put("<xmlattr>.name", "leaktest");
  suite.put("<xmlattr>.tests", counts.tests);
  suite.put("<xmlattr>.failures", counts.failures);
  suite.put("<xmlattr>.errors", counts.errors);
  suite.put("<xmlattr>.skipped", counts.skipped);
  suite.insert(suite.end(), cases.begin(), cases.end());
  Tree root;
  root.add_child("testsuites.testsuite", suite);
  std::ostringstream xml;
  boost::property_tree::write_xml(
      xml, root, boost::property_tree::xml_writer_make_settings<std::string>(' ', 2));
  return xml.str();
}

}  // namespace alertsage::reports
