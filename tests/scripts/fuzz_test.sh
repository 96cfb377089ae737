#!/usr/bin/env bash
# fuzz_test.sh LIB: scripts/fuzz runs the targets that it is asked for, keeps their corpus, and names what they find.
# shellcheck disable=SC2016 # what a pretended program expands is its own
source "$(dirname "$0")/expect.sh"

# A project whose programs pretend.
mkdir -p project/build/asan project/cmake project/tests/fuzz
cp -r "$1/.." project/scripts
touch project/cmake/debian-packages.txt
echo '-timeout=20' >project/tests/fuzz/options.txt
ln -s "$folder/bin" project/build/asan/fuzz
pretend cmake <<<'true'
pretend dpkg-query <<<'true'

log='#9 DONE cov: 77 ft: 99
stat::number_of_executed_units: 1234
stat::average_exec_per_sec:     56'
for target in safetensors json_model joblib document; do
  pretend "${target}_fuzz" <<<"echo '$log'"
done
fuzz() {
  run project/scripts/fuzz "$@"
}

fuzz --seconds 7
expect 'all targets run' $'safetensors_fuzz\njson_model_fuzz\njoblib_fuzz\ndocument_fuzz' \
  "$(sed -n 's/\(_fuzz\) .*/\1/p' <<<"$calls")"
expect 'as long as asked, within the limits' 4 "$(grep -c -- '-timeout=20 -max_total_time=7 ' <<<"$calls")"
expect 'nothing found is good' 0 "$status"
expect 'what was done is said' \
  'document 1234 executions, 56 a second, coverage 77, no finding' "$(tail -n 1 <<<"$output")"

fuzz joblib
expect 'or the one asked for' '1:1' "$(grep -c _fuzz <<<"$calls"):$(grep -c joblib_fuzz <<<"$calls")"
expect 'from its corpus and the seeds' 'build/fuzz-corpus/joblib build/asan/fuzz/seeds/joblib' \
  "$(grep -o 'build/fuzz-corpus.*' <<<"$calls")"

pretend json_model_fuzz <<<'echo "Test unit written to build/fuzz-findings/json_model/crash-1"; exit 77'
fuzz
expect 'a finding is a verdict' 1 "$status"
expect 'and has a path' 'json_model finding: build/fuzz-findings/json_model/crash-1' \
  "$(grep '^json_model finding' <<<"$output")"
expect 'the other targets run all the same' 4 "$(grep -c _fuzz <<<"$calls")"

fuzz xml
expect 'a target that is not there is refused' \
  "3:fuzz: error: no target 'xml'; there are safetensors json_model joblib document" "$status:$output"
fuzz --seconds soon
expect 'as are seconds that are none' 3 "$status"
