// A report in GitHub-flavoured Markdown, for summaries of CI runs and pull requests.
#pragma once

#include <string>

#include "reports/render/report.hpp"

namespace alertsage::reports {

std::string report_markdown(const Report& report);

}  // namespace alertsage::reports
