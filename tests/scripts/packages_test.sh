#!/usr/bin/env bash
# packages_test.sh LIB: missing packages are found, and installed by root or sudo, printing the command first.
# shellcheck disable=SC2016 # what a pretended program expands is its own
source "$(dirname "$0")/expect.sh"
# shellcheck source=../../scripts/lib/packages.sh
source "$1/packages.sh"

fail() {
  echo "error: $*"
  exit 3
}

mkdir cmake
printf '# The list.\ncmake\nlibfmt-dev\n\n# For tests alone.\nshellcheck\n' >cmake/debian-packages.txt
printf 'python3-sklearn\n' >cmake/debian-packages-optional.txt

# A machine that has cmake; libfmt was removed but left its configuration.
pretend dpkg-query <<<'printf "cmake installed\nlibfmt-dev config-files\ncmake-data installed\n"'
pretend id <<<'echo 0'
pretend apt-cache <<<'for name in "${@:2}"; do echo "  Candidate: 1.0"; done'
pretend apt-get <<<'true'

expect 'what a run needs' 'libfmt-dev' "$(packages_missing run)"
expect 'what a test needs' $'libfmt-dev\nshellcheck' "$(packages_missing test)"
expect 'what Python rows need' 'python3-sklearn' "$(packages_missing python)"

install='install --yes --no-install-recommends'
apt='apt-get --quiet -o DPkg::Lock::Timeout=120'
apt_calls() {
  grep '^apt-get' <<<"$calls" || true
}

run install_packages test
expect 'root installs' "$apt $install libfmt-dev shellcheck" "$(apt_calls)"
expect 'the command is printed' "apt-get $install libfmt-dev shellcheck" "$output"

pretend apt-cache <<<'echo "  Candidate: (none)"'
run install_packages run
expect 'an empty index is filled first' "$apt update"$'\n'"$apt $install libfmt-dev" "$(apt_calls)"

pretend apt-cache <<<'echo "  Candidate: 1.0"'
pretend apt-get <<<'[[ -e fresh || $* == *update* ]] && touch fresh'
run install_packages run
expect 'an old index is renewed' \
  "$apt $install libfmt-dev"$'\n'"$apt update"$'\n'"$apt $install libfmt-dev" "$(apt_calls)"
expect 'and the second try counts' 0 "$status"

pretend apt-get <<<'false'
run install_packages run
expect 'what cannot be installed is an error' 3 "$status"

pretend apt-get <<<'true'
pretend id <<<'echo 1000'
pretend sudo <<<'[[ $1 != --non-interactive ]] && "$@" || true'
run install_packages run
expect 'a user installs by sudo' "sudo apt-get $install libfmt-dev" "$output"
expect 'so that apt runs under it' "$apt $install libfmt-dev" "$(apt_calls)"

pretend sudo <<<'exit 1'
run install_packages run </dev/null
expect 'a user who may not gets the list' \
  $'libfmt-dev\nerror: these 1 packages are missing, and this user cannot install them with apt-get' "$output"
expect 'and the code for could not' 3 "$status"
expect 'and apt is left alone' '' "$(apt_calls)"

pretend dpkg-query <<<'printf "cmake installed\nlibfmt-dev installed\n"'
run install_packages run
expect 'nothing missing, nothing done' '0::' "$status:$(apt_calls):$output"

# No apt on this machine: an empty PATH but for what the function itself uses.
pretend dpkg-query <<<'exit 1'
rm bin/apt-get
for tool in bash sed grep cat id sudo dpkg-query; do
  [[ -e bin/$tool ]] || ln -s "$(command -v $tool)" "bin/$tool"
done
PATH=$folder/bin run install_packages run
expect 'without apt the list is printed' $'3:cmake\nlibfmt-dev' "$status:$(head -n 2 <<<"$output")"
