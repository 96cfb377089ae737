#include "core/base/program.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

void print_line(std::string_view name, std::string_view severity, std::string_view message) {
  const std::string line = fmt::format("{}: {}: {}\n", name, severity, message);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

bool takes_colour(int fd) {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = std::getenv("TERM");
  return ::isatty(fd) == 1 && term != nullptr && std::string_view(term) != "dumb";
}

}  // namespace

int run_program(std::string_view name, const std::function<ExitCode()>& body) noexcept {
  try {
    const ExitCode code = body();
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      throw Error(ErrorKind::io, "cannot write to standard output");
    }
    return static_cast<int>(code);
  } catch (const std::bad_alloc&) {
    print_line(name, "error", "out of memory");
  } catch (const std::exception& error) {
    print_line(name, "error", error.what());
  }
  return static_cast<int>(ExitCode::failed);
}

void warn(std::string_view name, std::string_view message) {
  print_line(name, "warning", message);
}

bool stdout_takes_colour() {
  return takes_colour(STDOUT_FILENO);
}
bool stderr_takes_colour() {
  return takes_colour(STDERR_FILENO);
}
bool stderr_takes_progress() {
  const char* term = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && term != nullptr && std::string_view(term) != "dumb";
}
bool stdout_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}
std::size_t stdout_columns() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace alertsage
