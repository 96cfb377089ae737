// What a self-test asks and what came of it: a line a check on stdout.
#pragma once

#include <cstddef>
#include <string_view>

namespace alertsage {

struct Outcome {
  std::size_t right = 0;
  std::size_t of = 0;
};

class Checks {
 public:
  // Prints the line, and remembers whether all was reached.
  void tell(std::string_view what, std::string_view asked, std::string_view got, bool reached);
  void expect_share(std::string_view what, double share, const Outcome& outcome);  // share: 0 to 1
  void expect_none(std::string_view what, const Outcome& outcome);

  bool reached_all() const noexcept { return reached_all_; }

 private:
  bool reached_all_ = true;
};

}  // namespace alertsage
