#!/usr/bin/env bash
# ci_gate_test.sh LIB: scripts/ci-gate builds the right commits of another project, asks the programs for the right things,
# keeps their verdict, and leaves nothing behind.
# shellcheck disable=SC2016 # what a pretended program expands is its own
source "$(dirname "$0")/expect.sh"

mkdir -p alertsage/build/release
cp -r "$1/.." alertsage/scripts
ln -s "$folder/bin" alertsage/build/release/bin
pretend alertsage-gate <<'EOS'
[[ $1 != --help ]] || { cat help; exit; }
[[ " $* " != *' --dry-run '* ]] || exit "$(cat taken)"
programs=()
while [[ $1 != --output-directory ]]; do
  case $1 in --base | --candidate) eval "program=$2" && "$program" >>ran && programs+=("$program") ;; esac
  shift
done
cmp --silent "${programs[@]}" && echo >same
echo base >"$2/base.json" && echo candidate >"$2/candidate.json"
[[ ! -e interrupt ]] || { kill -INT 0; sleep 5; }
exit "$(cat verdict)"
EOS
pretend alertsage-report <<<'echo "made as $*" >"${@: -1}"; exit "$(cat verdict)"'
echo 0 >verdict
echo 0 >taken
echo '  --dry-run  check the options' >help

# A project whose path has a blank, and so have its temporary files. Its program prints what it is built of.
export GIT_CONFIG_GLOBAL=$folder/gitconfig CCACHE_DIR=$folder/ccache TMPDIR="$folder/temporary files"
unset GITHUB_STEP_SUMMARY
git config --global user.name Tester
git config --global user.email tester@example.invalid
git config --global init.defaultBranch main
mkdir "$TMPDIR" 'my project'
git init --quiet 'my project'
ln -s ../verdict 'my project/verdict'
ln -s ../taken 'my project/taken'
ln -s ../help 'my project/help'
echo -e 'help\ntaken\nverdict\nran\nsame\ninterrupt' >'my project/.git/info/exclude'
commit() {  # SOURCE MESSAGE
  echo "$1" >source.sh
  git add source.sh
  git commit --quiet --message "$2"
}
cd 'my project'
commit 'echo base' 'what both have'
git branch pull-request
commit 'echo target' 'what main has got since'
git checkout --quiet pull-request
commit 'echo candidate' 'what the pull request does'

build='mkdir -p "$BUILD_DIR" && sh -n source.sh && cp source.sh "$BUILD_DIR/bm" && chmod +x "$BUILD_DIR/bm"'
gate() {
  rm -f ran same
  run "$folder/alertsage/scripts/ci-gate" "$@"
  ran=$(cat ran 2>/dev/null || true)
}
gate_built() {
  gate --build "$build" --program bm "$@"
}
left() {
  git status --porcelain
  git worktree list | tail -n +2
  ls "$TMPDIR"
}
reports() {
  find results -type f -printf '%f\n' | sort | tr '\n' ' '
}
all_reports='.gitignore base.json candidate.json gate.html gate.json gate.md gate.xml '

gate_built main
expect 'nothing slower is good' 0 "$status"
expect 'the merge base is what a branch is compared with' $'base\ncandidate' "$ran"
expect 'all reports are there' "$all_reports" "$(reports)"
expect 'the last line is the path of one' "$PWD/results/gate/gate.html" "$(tail -n 1 <<<"$output")"
expect 'what was compared stands above it' "Base \`$(git rev-parse main~1 | cut -c 1-12)\` (merge base of main and HEAD)" \
  "$(head -n 1 results/gate/gate.md | cut -d , -f 1)"
expect 'nothing else is left' '' "$(left)"

echo 1 >verdict
gate_built main --exact-base --max-slowdown 3% --pairs=24 -- --benchmark_filter=a 'b c'
expect 'a verdict is kept, the second time too' "1:$all_reports" "$status:$(reports)"
expect 'another base is had for the asking' $'target\ncandidate' "$ran"
expect 'options reach the gate' '--max-slowdown=3% --pairs=24' "$(grep -o -- '--max-slow.*=24' <<<"$calls" | sort -u)"
expect 'with the arguments of the programs' '-- --benchmark_filter=a b c' "$(grep -o -- '-- .*' <<<"$calls")"
expect 'those that judge reach the report' 4 "$(grep -c '^alertsage-report compare .*--max-slowdown=3% --format' <<<"$calls")"

echo 3 >../taken
gate_built main --max-slowdown 5
expect 'options that the gate does not take are refused before anything is built' '3::1' "$status:$ran:$(grep -c '^alertsage-gate .*--base' <<<"$calls")"
echo 0 >../taken

pretend build <<<'exit 1'
mv "$folder/alertsage/scripts/build" "$folder/build of the project"
cp "$folder/bin/build" "$folder/alertsage/scripts/build"
echo '  --base CMD' >../help
gate_built main
expect 'tools that are too old are built anew' '3:ci-gate: error: alertsage-gate did not build' "$status:$(tail -n 1 <<<"$output")"
echo '  --dry-run  check the options' >../help
mv "$folder/build of the project" "$folder/alertsage/scripts/build"

echo 2 >verdict
gate_built main
expect 'undecided is kept' 2 "$status"
gate_built main --undecided pass
expect 'or passed' 0 "$status"
GITHUB_STEP_SUMMARY=$folder/summary gate_built main --undecided fail
expect 'or failed' 1 "$status"
expect 'the summary of a job gets the report' "$(cat results/gate/gate.md)" "$(cat "$folder/summary")"

echo 3 >verdict
gate_built main
expect 'what could not be measured has no report, not even an old one' '3:.gitignore ' "$status:$(reports)"

echo 0 >verdict
echo '# changed' >>source.sh
gate_built main
expect 'what is not committed is not measured' "0:candidate" "$status:$(tail -n 1 <<<"$ran")"
expect 'and that is said' 'ci-gate: warning: changes that are not committed are not measured; the candidate is HEAD' \
  "$(grep warning <<<"$output")"
git checkout --quiet source.sh
gate_built main --candidate-ref main
expect 'another candidate is had for the asking' target "$(tail -n 1 <<<"$ran")"

gate_built nowhere
expect 'a revision that is missing' "3:ci-gate: error: no revision 'nowhere' in $PWD; is it fetched? (git fetch origin)" "$status:$output"
git clone --quiet --depth 1 "file://$PWD" ../shallow
cd ../shallow
gate_built HEAD~1
expect 'in a shallow clone, too' "3:yes" "$status:$(grep -q 'shallow: fetch all history (GitHub: fetch-depth: 0' <<<"$output" && echo yes)"
cd '../my project'

rm ../alertsage/build/release/bin
gate_built main
expect 'installed programs do as well' 0 "$status"
mv ../bin ../elsewhere
printf '#!/bin/sh\nln -s "%s/elsewhere" "%s/alertsage/build/release/bin"\n' "$folder" "$folder" >../alertsage/scripts/build
gate_built main
expect 'where there are none, they are built' $'0:base\ncandidate' "$status:$ran"

commit 'echo (' 'what is broken'
gate_built main
expect 'a candidate that does not build' '3:ci-gate: error: the candidate does not build: source.sh: 2: Syntax error' \
  "$status:$(tail -n 1 <<<"$output" | cut -d : -f 1-6)"
gate_built HEAD --candidate-ref main --exact-base
expect 'and such a base' '3:ci-gate: error: the base does not build' "$status:$(tail -n 1 <<<"$output" | cut -d : -f 1-3)"
expect 'leave nothing' '' "$(left)"
git reset --quiet --hard HEAD~1

# The last use of a process group of its own, as on a terminal.
rm -r results
touch interrupt
set -m
gate_built main --output 'out put/here' &
wait $! || true
set +m
rm interrupt
expect 'an interrupted gate leaves nothing' ':no' "$(left):$([[ -e results || -e 'out put' ]] || echo no)"

# With CMake.
mkdir bench
cat >bench/CMakeLists.txt <<'EOS'
cmake_minimum_required(VERSION 3.24)
project(other LANGUAGES C)
add_executable(bm bm.c)
target_compile_options(bm PRIVATE -g)
if(VALUE)
  target_compile_definitions(bm PRIVATE VALUE="${VALUE}")
endif()
EOS
cat >bench/bm.c <<'EOS'
#include <stdio.h>
int main(void) { return puts(__FILE__ ":" VALUE) < 0; }
EOS
git add bench
git commit --quiet --message 'a benchmark'

gate main --source bench --target bm --cmake-args -DVALUE=one
expect 'a target that the base does not have has nothing to compare with' '2:gate.md:yes' \
  "$status:$(basename "$(tail -n 1 <<<"$output")"):$(grep -q 'Nothing to compare with: the base has no bench.CMakeLists' results/gate/gate.md && echo yes)"

git commit --quiet --message 'no change' --allow-empty
gate HEAD~1 --source bench --target bm --cmake-args "-Wno-dev '-DVALUE=one two'"
expect 'a project is built' "0:./bench/bm.c:one two" "$status:$(tail -n 1 <<<"$ran")"
expect 'the same source is the same program' yes "$([[ -e same ]] && echo yes)"
gate HEAD~1 --source bench --target bn
expect 'a target that the candidate does not have is a wrong name' '3:ci-gate: error: the candidate has no target bn' \
  "$status:$(tail -n 1 <<<"$output")"
gate HEAD~1 --source bench --target bm
expect 'what the compiler says is said' '3:ci-gate: error: the candidate does not build' \
  "$status:$(tail -n 1 <<<"$output" | cut -d : -f 1-3)"
expect 'and nothing is left' '' "$(left)"
