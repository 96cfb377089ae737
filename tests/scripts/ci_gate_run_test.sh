#!/usr/bin/env bash
# ci_gate_run_test.sh LIB BIN: scripts/ci-gate with the programs in BIN, on another project: what became slower is found,
# and what did not is not.
source "$(dirname "$0")/expect.sh"

mkdir -p alertsage/build/release
cp -r "$1/.." alertsage/scripts
ln -s "$2" alertsage/build/release/bin
export GIT_CONFIG_GLOBAL=$folder/gitconfig CCACHE_DIR=$folder/ccache
unset GITHUB_STEP_SUMMARY
git config --global user.name Tester
git config --global user.email tester@example.invalid

mkdir other
cd other
git init --quiet
cat >CMakeLists.txt <<'EOS'
cmake_minimum_required(VERSION 3.24)
project(other LANGUAGES CXX)
find_package(benchmark REQUIRED)
add_executable(sums sums.cpp)
target_link_libraries(sums PRIVATE benchmark::benchmark_main)
EOS
commit() {  # STEPS MESSAGE
  cat >sums.cpp <<EOS
#include <benchmark/benchmark.h>

template <int steps>
void sum(benchmark::State& state) {
  state.SetLabel("$2");
  for (auto _ : state) {
    for (int i = 0; i < steps; ++i) benchmark::DoNotOptimize(i * i);
  }
}
BENCHMARK_TEMPLATE(sum, $1)->Name("sum");
EOS
  git add .
  git commit --quiet --message "$2"
}
commit 1000 before
commit 2000 slower
commit 2000 alike

gate() {  # BASE CANDIDATE
  run "$folder/alertsage/scripts/ci-gate" "$1" --candidate-ref "$2" --target sums --time-budget 25
}
reports() {
  find results/gate -name '[a-z]*' -type f -size +0 -printf '%f\n' | sort | tr '\n' ' '
}
all_reports='base.json candidate.json gate.html gate.json gate.md gate.xml '

# A loaded machine may leave it undecided, but never passes it.
status=2
for ((tries = 0; status == 2 && tries < 4; ++tries)); do gate HEAD~2 HEAD~1; done
expect 'twice as much is slower' 1 "$status"
expect 'all reports are there' "$all_reports" "$(reports)"
expect 'which name the row' 'gate.html gate.json gate.md gate.xml' "$(cd results/gate && grep -lw sum gate.* | xargs)"
expect 'to CI it is a test that failed' yes "$(grep -q '<failure' results/gate/gate.xml && echo yes)"

gate HEAD~1 HEAD
[[ $status -eq 2 ]] || expect 'what does as much is not slower, but may be undecided' 0 "$status"
expect 'it has all reports, too' "$all_reports" "$(reports)"
expect 'nothing is left' '' "$(git status --porcelain)"
