// Names in which a POSIX extended regular expression is found.
#pragma once

#include <regex.h>

#include <string>
#include <string_view>

namespace alertsage::reports {

// POSIX rather than std::regex, which recurses once a character and can run out of stack on a name.
class NameFilter {
 public:
  // Throws Error (usage): "WHERE is no regular expression". An empty pattern is found in all names.
  // `also` has to let a name through too, and to outlive this one.
  NameFilter(const std::string& pattern, std::string_view where, const NameFilter* also = nullptr);
  NameFilter(const NameFilter&) = delete;
  NameFilter& operator=(const NameFilter&) = delete;
  ~NameFilter();

  // What is of a program as a whole passes always: its samples are of those rows that pass.
  bool passes(const std::string& name) const;

 private:
  regex_t regex_;
  const NameFilter* also_;
};

}  // namespace alertsage::reports
