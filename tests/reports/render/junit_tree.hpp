// JUnit XML as CI systems read it.
#pragma once

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <boost/test/unit_test.hpp>
#include <sstream>
#include <string>
#include <string_view>

namespace alertsage::reports {

using Tree = boost::property_tree::ptree;

inline Tree suite_in(const std::string& text) {
  std::istringstream xml(text);
  Tree root;
  boost::property_tree::read_xml(xml, root);
  return root.get_child("testsuites.testsuite");
}

inline Tree case_named(const Tree& suite, std::string_view name) {
  for (const auto& [tag, child] : suite) {
    if (tag == "testcase" && child.get<std::string>("<xmlattr>.name") == name) return child;
  }
  BOOST_FAIL(name);
  return {};
}

}  // namespace alertsage::reports
