#!/usr/bin/env bash
# shell.sh SHELLCHECK ROOT: shellcheck over every shell script of the project.
set -euo pipefail
cd "$2"
mapfile -t scripts < <(grep --recursive --files-with-matches \
  --extended-regexp '^#!.*\b(bash|sh)$|^# shellcheck shell=' .ci scripts tests)
[[ ${#scripts[@]} -gt 0 ]]
exec "$1" --external-sources --source-path=SCRIPTDIR:SCRIPTDIR/lib "${scripts[@]}"
