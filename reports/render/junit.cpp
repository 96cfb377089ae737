#include "reports/render/junit.hpp"

#include <fmt/format.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <limits>
#include <sstream>

#include "core/base/error.hpp"
#include "reports/charts/growth.hpp"

namespace alertsage::reports {
namespace {

using Tree = boost::property_tree::ptree;

constexpr std::string_view kLeakRow = "leak/";

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
  std::string text = fmt::format("{} loads\n", section.loads);
  const auto add = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", what, clean(value));
  };
  add("reason", section.reason);
  add("partial", section.partial);
  add("command", section.command);
  for (const LeakMetric& metric : section.metrics) {
    text += fmt::format("{}: {}, {}", clean(metric_label(metric.name)), words_of(metric.verdict),
                        growth_bound(metric));
    const std::string smallest = smallest_leak_text(metric);
    text += smallest.empty() ? "\n" : fmt::format("; smallest leak seen: {}\n", smallest);
  }
  for (const LeakedThing& thing : section.leaked) {
    add("leaked", fmt::format("{:g} {}: {}", thing.count, metric_label(thing.metric), thing.name));
  }
  add("to find it", section.next_step);
  return text;
}

Tree testcase_of(const LeakSection& section, Counts& counts) {
  const bool named = section.name.starts_with(kLeakRow);
  Tree tree = testcase(std::string_view(section.name).substr(named ? kLeakRow.size() : 0));
  const std::string reason = section.reason.empty() ? growth_text(section) : section.reason;
  const std::string message = fmt::format("{}: {}", words_of(section.verdict), clean(reason));
  ++counts.tests;
  if (section.verdict == LeakVerdict::leak) {
    ++counts.failures;
    tree.put("failure.<xmlattr>.type", "leak");
    tree.put("failure.<xmlattr>.message", message);
  } else if (section.verdict != LeakVerdict::clean) {
    ++counts.skipped;
    tree.put("skipped.<xmlattr>.message", message);
  }
  tree.put("system-out", figures_of(section));
  return tree;
}

Tree testcase_of(const Note& failed, Counts& counts) {
  Tree tree = testcase(std::string_view(failed.subject).substr(kLeakRow.size()));
  ++counts.tests;
  ++counts.errors;
  tree.put("error.<xmlattr>.type", "not tested");
  tree.put("error.<xmlattr>.message", clean(failed.reason));
  return tree;
}

}  // namespace

std::string leak_junit(const Document& document) {
  Counts counts;
  Tree cases;
  for (const LeakSection& section : document.leaks) {
    cases.push_back({"testcase", testcase_of(section, counts)});
  }
  for (const Note& note : document.notes) {
    if (note.kind != NoteKind::left_out || !note.subject.starts_with(kLeakRow)) continue;
    cases.push_back({"testcase", testcase_of(note, counts)});
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
