#!/usr/bin/env bash
# same_program_test.sh GATE SUBJECT: a gate on two copies of one program does not alarm, whatever else the machine does.
# One that does is broken, or favours a side: by chance it happens twice in a million runs at most.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm --recursive "$folder"' EXIT

# A byte behind its end makes it another file of the same program.
cp "$2" "$folder/copy1"
cp "$2" "$folder/copy2"
echo >>"$folder/copy2"

status=0
"$1" --base "$folder/copy1 3 1" --candidate "$folder/copy2 3 1" --alpha 0.001 --time-budget 20 || status=$?
[[ $status -eq 0 || $status -eq 2 ]] || { echo "alertsage-gate left with $status"; exit 1; }
