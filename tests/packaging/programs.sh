#!/usr/bin/env bash
# programs.sh PREFIX: the installed programs start, from where they are installed.
set -euo pipefail
prefix=$1

# What scripts and documents call by name has to be there; what else is there has to work as well.
for name in alertsage alertsage-bench alertsage-coldstart alertsage-leaktest alertsage-report; do
  test -x "$prefix/bin/$name"
done
for program in "$prefix"/bin/*; do
  name=${program##*/}
  version=$("$program" --version)
  [[ $version =~ ^$name\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "$name --version: $version"; exit 1; }
  "$program" --help >/dev/null
done

# Programs find the ones that they start: `alertsage train` becomes alertsage-train.
"$prefix/bin/alertsage" train --help >/dev/null
test -x "$prefix/libexec/alertsage/alertsage-launcher"

# The tester looks for its agents there, and takes what it may execute.
for agent in counts marks; do
  test -x "$prefix/libexec/alertsage/alertsage-leaktest-$agent.so"
done
