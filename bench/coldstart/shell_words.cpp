#include "bench/coldstart/shell_words.hpp"

#include <wordexp.h>

#include <string_view>

#include "core/base/error.hpp"

namespace alertsage::coldstart {
namespace {

std::string_view cause_of(int failure) {
  switch (failure) {
    case WRDE_BADCHAR:
      return "holds a |, &, ;, <, >, (, ), {, } or line end outside of quotes: quote it, or have a "
             "shell run it by --shell";
    case WRDE_BADVAL:
      return "names an environment variable that is not set";
    case WRDE_CMDSUB:
      return "holds a command substitution: have a shell run it by --shell";
    case WRDE_SYNTAX:
      return "has a quote or bracket that is not closed";
    default:
      return "cannot be split into words";
  }
}

}  // namespace

std::vector<std::string> shell_words(const std::string& text) {
  wordexp_t expansion;
  const int failure = ::wordexp(text.c_str(), &expansion, WRDE_NOCMD | WRDE_UNDEF);
  if (failure != 0) {
    if (failure == WRDE_NOSPACE) ::wordfree(&expansion);
    throw Error(ErrorKind::usage, std::string(cause_of(failure)), {.piece = text});
  }
  std::vector<std::string> words(expansion.we_wordv, expansion.we_wordv + expansion.we_wordc);
  ::wordfree(&expansion);
  if (words.empty()) throw Error(ErrorKind::usage, "is no command", {.piece = text});
  return words;
}

}  // namespace alertsage::coldstart
