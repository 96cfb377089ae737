#include "reports/compare/name_filter.hpp"

#include "core/base/error.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {

NameFilter::NameFilter(const std::string& pattern, std::string_view where, const NameFilter* also)
    : also_(also) {
  if (::regcomp(&regex_, pattern.c_str(), REG_EXTENDED | REG_NOSUB) != 0) {
    throw Error(ErrorKind::usage, std::string(where) + " is no regular expression",
                {.piece = pattern});
  }
}

NameFilter::~NameFilter() {
  ::regfree(&regex_);
}

bool NameFilter::passes(const std::string& name) const {
  if (name == kProgramRow) return true;
  return ::regexec(&regex_, name.c_str(), 0, nullptr, 0) == 0 &&
         (also_ == nullptr || also_->passes(name));
}

}  // namespace alertsage::reports
