# Writes the source file OUTPUT with the commit of the tree SOURCE. Only git commands that read, and none that
# takes the index lock (`git describe --dirty` does): a build never disturbs a commit that is being made.
set(commit "")
if(GIT AND EXISTS ${SOURCE}/.git)
  execute_process(COMMAND ${GIT} -C ${SOURCE} describe --always --tags
    OUTPUT_VARIABLE name RESULT_VARIABLE failed OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND ${GIT} --no-optional-locks -C ${SOURCE} status --porcelain --untracked-files=no
    OUTPUT_VARIABLE changes OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT failed)
    set(commit ${name})
    if(changes)
      string(APPEND commit "-dirty")
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "bench/probe/commit.hpp"

namespace alertsage::probe {

std::string_view commit() noexcept { return "@commit@"; }

}  // namespace alertsage::probe
]])
