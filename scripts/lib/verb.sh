# What the verbs in scripts/ share. Each sources this file first, which goes to the project's root:
# a verb works from any directory. `$started_in` is where the user stood, for the paths they gave.
# shellcheck shell=bash
set -euo pipefail

verb=${0##*/}
started_in=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD

# One line on stderr and exit code 3: could not (docs/exit-codes.md).
fail() {
  printf '%s: error: %s\n' "$verb" "$*" >&2
  exit 3
}

# The comment at the head of a verb is its help.
print_help() {
  awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$root/scripts/$verb"
}

refuse_argument() {
  fail "unknown argument '$1' (see scripts/$verb --help)"
}

# As the user meant it: relative to where they stood.
user_path() {
  case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s/%s\n' "$started_in" "$1" ;;
  esac
}

# The real AlertSage files, where they lie beside the repository; a value that is set wins.
find_artifacts() {
  if [[ -z ${ALERTSAGE_ARTIFACTS:-} && -d $root/../shared/alertsage ]]; then
    ALERTSAGE_ARTIFACTS=$(realpath "$root/../shared/alertsage")
    export ALERTSAGE_ARTIFACTS
  fi
}

cores() {
  nproc 2>/dev/null || echo 2
}
