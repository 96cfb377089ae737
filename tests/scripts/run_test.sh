#!/usr/bin/env bash
# run_test.sh LIB: scripts/run asks the programs for the right things, and results/latest is always whole.
# shellcheck disable=SC2016 # what a pretended program expands is its own
source "$(dirname "$0")/expect.sh"

# A project whose programs pretend.
mkdir -p project/core/{train,text} project/build/release project/cmake elsewhere
cp -r "$1/.." project/scripts
touch project/core/{train,text}/a.cpp project/cmake/debian-packages{,-optional}.txt
mv bin project/build/release
ln -s project/build/release/bin bin
unset ALERTSAGE_ARTIFACTS
pretend cmake <<<'true'
pretend dpkg-query <<<'true'
pretend alertsage <<<'mkdir -p "${@: -1}"'
pretend alertsage-bench <<<'out=${@: -1}; echo bench >"${out#*=}"; echo "rows"'
pretend alertsage-leaktest <<<'echo leaktest >"${@: -1}"'
pretend alertsage-report <<<'cat "$2" "$3" >"$5"; [[ $* != *" --output-file -" ]] || echo "the table"'

latest=$(realpath project)/results/latest
call_of() {
  sed -n "s/^$1 //p" <<<"$calls"
}
measure() {
  cd elsewhere
  run ../project/scripts/run "$@"
  cd ..
}

measure
expect 'a run is good' 0 "$status"
expect 'its last line is the report' "$latest/report.html" "$(tail -n 1 <<<"$output")"
expect 'above it is the table' 'the table' "$(tail -n 3 <<<"$output" | head -n 1)"
expect 'the report is made from both documents' $'bench\nleaktest' "$(cat "$latest/report.html")"
expect 'the model is the trained one' '--model incidents-23MB=build/models/incidents-23MB' \
  "$(call_of alertsage-leaktest | cut -d ' ' -f 1-2)"
expect 'nothing else is left' latest "$(ls project/results)"

echo text >elsewhere/texts
echo model >elsewhere/my.json
measure --quick --model my.json --texts texts
expect 'a model of the user takes its place' '--model my=build/models/own/my' \
  "$(call_of alertsage-bench | cut -d ' ' -f 1-2)"
expect 'with the texts of the user' "--texts $PWD/elsewhere/texts" \
  "$(call_of alertsage-bench | grep -o -- '--texts [^ ]*')"

pretend alertsage-leaktest <<<'echo leak >"${@: -1}"; exit 1'
measure
expect 'a leak is a verdict, not a failure' '0:leak' "$status:$(tail -n 1 "$latest/report.html")"

pretend alertsage-bench <<<'exit 3'
measure
expect 'a failed run is one' 3 "$status"
expect 'and leaves the results of the last' leak "$(tail -n 1 "$latest/report.html")"
expect 'and nothing else' latest "$(ls project/results)"

pretend alertsage-bench <<<'kill -INT 0; sleep 5'
set -m # a process group of its own, as on a terminal
measure &
wait $! || true
set +m
expect 'an interrupted run leaves them too' leak "$(tail -n 1 "$latest/report.html")"
expect 'and clears up' latest "$(ls project/results)"

measure --texts none
expect 'a file that is not there is refused' 3 "$status"
measure --what
expect 'as is an unknown argument' \
  "3:run: error: unknown argument '--what' (see scripts/run --help)" "$status:$output"
