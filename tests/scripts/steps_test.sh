#!/usr/bin/env bash
# steps_test.sh LIB: steps are numbered, and the time left is what the steps to come took last time.
source "$(dirname "$0")/expect.sh"
# shellcheck source=../../scripts/lib/steps.sh
source "$1/steps.sh"

# An ordinary variable from here on: time passes only where a test says so.
unset SECONDS
SECONDS=0

two_steps() {
  plan_steps build=100 test=30
  next_step 'Build'
  SECONDS=$((SECONDS + ${1:-0}))
  next_step 'Test'
  end_steps
}

run two_steps 200
expect 'a first run goes by the defaults' \
  $'\n[1/2] Build (about 2 min left)\n\n[2/2] Test (about 30 s left)' "$output"
expect 'what it took is remembered' $'build 200\ntest 0' "$(cat build/step-seconds)"

run two_steps
expect 'the next run goes by that' \
  $'\n[1/2] Build (about 3 min left)\n\n[2/2] Test (about 0 s left)' "$output"

echo 'other 7' >>build/step-seconds
run two_steps 50
expect 'other steps are left alone' $'build 50\nother 7\ntest 0' "$(sort build/step-seconds)"
