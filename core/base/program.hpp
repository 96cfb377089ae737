// What all programs of the project share: exit codes, the one line on stderr, what a terminal is.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace alertsage {

// Exit codes of every program (docs/exit-codes.md).
enum class ExitCode : int {
  good = 0,
  verdict_bad = 1,  // the answer is known and it is bad: slower, leaking, not equal
  undecided = 2,    // the measurement does not suffice for an answer
  failed = 3,       // could not: usage, input, environment
};

// Runs `body` and turns what it throws into `NAME: error: …` on stderr and ExitCode::failed. A
// reader that has gone away (EPIPE) ends the program quietly by SIGPIPE's default action.
int run_program(std::string_view name, const std::function<ExitCode()>& body) noexcept;

// `NAME: warning: …` on stderr.
void warn(std::string_view name, std::string_view message);

// Whether stdout / stderr may be decorated with colour: a terminal, TERM is not "dumb", NO_COLOR
// (https://no-color.org) unset or empty.
bool stdout_takes_colour();
bool stderr_takes_colour();

// Whether progress may be drawn on stderr: a terminal that is not "dumb".
bool stderr_takes_progress();
bool stdout_is_terminal();

// Columns of the terminal that stdout is; 0 where it is none.
std::size_t stdout_columns();

}  // namespace alertsage
