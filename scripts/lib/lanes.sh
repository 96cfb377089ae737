# Lanes of scripts/test: a preset, what is built of it, and its tests.
# shellcheck shell=bash

# What the recap says, one line a lane; and whether all were good.
recap=()
all_good=true

record() {  # NAME WHAT-IT-SAID
  recap+=("$(printf '%-6s %s' "$1" "$2")")
}

record_failure() {
  record "$@"
  all_good=false
}

# Where the compiler of a preset has changed, CMake configures once more without the preset's other
# settings, and calls that good; such a build begins anew.
configure_lane() {  # PRESET
  local said
  said=$(cmake --preset "$1" --log-level=WARNING 2>&1) || { echo "$said" && return 1; }
  if [[ $said == *'require your cache to be deleted'* ]]; then
    said=$(cmake --fresh --preset "$1" --log-level=WARNING 2>&1) || { echo "$said" && return 1; }
  fi
  echo "$said"
}

build_lane() {  # PRESET TARGET...
  local preset=$1
  shift
  configure_lane "$preset" &&
    cmake --build --preset "$preset" --parallel "$(cores)" --target "$@"
}

# Builds and tests; what ctest says last goes into the recap.
run_lane() {  # PRESET "TARGET..." [CTEST-ARGUMENT...]
  local preset=$1 targets log
  read -r -a targets <<<"$2"
  shift 2
  if ! build_lane "$preset" "${targets[@]}"; then
    record_failure "$preset" 'did not build'
    return
  fi
  log=build/$preset/ctest.log
  if ctest --preset "$preset" "$@" 2>&1 | tee "$log"; then
    record "$preset" "$(grep 'tests passed' "$log" || tail -n 1 "$log")"
  else
    record_failure "$preset" "$(grep 'tests passed' "$log" || tail -n 1 "$log")"
  fi
}

# clang-tidy over what the lane dev has built.
run_tidy() {  # [--budget=SECONDS | SOURCE...]
  if scripts/lib/tidy.py build/dev "$@"; then
    record tidy 'clean'
  else
    record_failure tidy 'has findings'
  fi
}

# The fuzz targets, built by the lane asan.
run_fuzz() {  # SECONDS-EACH
  if scripts/fuzz --seconds "$1"; then
    record fuzz 'no findings'
  else
    record_failure fuzz 'has findings'
  fi
}

# Prints the recap; leaves with 1 where something failed.
finish() {
  printf '\n'
  printf '%s\n' "${recap[@]}"
  $all_good || exit 1
}
