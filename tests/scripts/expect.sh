# What the tests of scripts share: a fresh folder to work in, programs that only pretend, and expectations.
# shellcheck shell=bash disable=SC2034 # status, output and calls are for those who source this
set -euo pipefail

folder=$(mktemp --directory)
trap 'rm --recursive --force "$folder"' EXIT
mkdir "$folder/bin"
cd "$folder"
PATH=$folder/bin:$PATH

# A program NAME that runs the script on stdin and writes each of its calls to `calls`.
pretend() {  # NAME
  { printf '#!/bin/bash\necho "%s $*" >>"%s/calls"\n' "$1" "$folder" && cat; } >"$folder/bin/$1"
  chmod +x "$folder/bin/$1"
}

# Runs it apart; `status`, `output` (both streams) and `calls` say what happened.
run() {  # COMMAND...
  : >"$folder/calls"
  status=0
  output=$("$@" 2>&1) || status=$?
  calls=$(<"$folder/calls")
}

expect() {  # WHAT EXPECTED ACTUAL
  [[ $2 == "$3" ]] || {
    printf '%s\n--- expected\n%s\n--- got\n%s\n' "$1" "$2" "$3"
    exit 1
  }
}
