#include "reports/render/junit_suite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <limits>
#include <sstream>

#include "core/base/printable.hpp"

namespace alertsage::reports {
namespace {

using Tree = boost::property_tree::ptree;

// More than XML asks for, as what is not printable UTF-8 is visible in a log, too. The
// library escapes the rest (<, &, quotes).
std::string clean(std::string_view text) {
  return printable(text, std::numeric_limits<std::size_t>::max());
}

std::string_view element_of(JunitOutcome outcome) {
  switch (outcome) {
    case JunitOutcome::failed:
      return "failure";
    case JunitOutcome::error:
      return "error";
    case JunitOutcome::skipped:
      return "skipped";
    case JunitOutcome::passed:
      break;
  }
  return {};
}

Tree tree_of(const JunitCase& one) {
  Tree tree;
  tree.put("<xmlattr>.classname", clean(one.class_name));
  tree.put("<xmlattr>.name", clean(one.name));
  if (one.seconds) tree.put("<xmlattr>.time", fmt::format("{:.3f}", *one.seconds));
  if (const std::string element(element_of(one.outcome)); !element.empty()) {
    if (!one.type.empty()) tree.put(element + ".<xmlattr>.type", clean(one.type));
    tree.put(element + ".<xmlattr>.message", clean(one.message));
  }
  if (!one.output.empty()) tree.put("system-out", one.output);
  return tree;
}

}  // namespace

std::string junit_xml(std::string_view suite, const std::vector<JunitCase>& cases) {
  const auto count = [&](JunitOutcome outcome) {
    return std::count_if(cases.begin(), cases.end(),
                         [&](const JunitCase& one) { return one.outcome == outcome; });
  };
  Tree tree;
  tree.put("<xmlattr>.name", clean(suite));
  tree.put("<xmlattr>.tests", cases.size());
  tree.put("<xmlattr>.failures", count(JunitOutcome::failed));
  tree.put("<xmlattr>.errors", count(JunitOutcome::error));
  tree.put("<xmlattr>.skipped", count(JunitOutcome::skipped));
  for (const JunitCase& one : cases) tree.push_back({"testcase", tree_of(one)});
  Tree root;
  root.add_child("testsuites.testsuite", tree);
  std::ostringstream xml;
  boost::property_tree::write_xml(
      xml, root, boost::property_tree::xml_writer_make_settings<std::string>(' ', 2));
  return xml.str();
}

}  // namespace alertsage::reports
