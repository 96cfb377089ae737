# Debian packages: which of those listed are missing, and how to get them.
# The list is cmake/debian-packages.txt, one package a line; what stands below its line
# `# For tests alone.` is needed by scripts/test and not to build and run.
# shellcheck shell=bash

packages_listed() {  # run | test | python
  case $1 in
    run) sed -n -e '/^# For tests alone/q' -e '/^[^#]/p' cmake/debian-packages.txt ;;
    test) sed -n -e '/^[^#]/p' cmake/debian-packages.txt ;;
    python) sed -n -e '/^# For checks alone/q' -e '/^[^#]/p' cmake/debian-packages-optional.txt ;;
  esac
}

# Prints those of the listed packages that are not installed, one a line.
packages_missing() {  # run | test | python
  local installed
  installed=$(dpkg-query --show --showformat '${Package} ${db:Status-Status}\n' 2>/dev/null |
    sed -n 's/ installed$//p' || true)
  packages_listed "$1" | grep --line-regexp --fixed-strings --invert-match -e "$installed" || true
}

# How this user becomes root: prints nothing for root, `sudo` where it works; fails otherwise.
privilege() {
  [[ $(id -u) -eq 0 ]] && return
  command -v sudo >/dev/null || return 1
  # Without a terminal nobody can type a password.
  sudo --non-interactive true 2>/dev/null || [[ -t 0 ]] || return 1
  echo sudo
}

apt_get() {
  # shellcheck disable=SC2086 # no word where the user is root
  $(privilege) env DEBIAN_FRONTEND=noninteractive \
    apt-get --quiet -o DPkg::Lock::Timeout=120 "$@" </dev/null
}

# Whether apt's index lacks one of the packages: on a fresh machine it is empty.
lack_candidate() {
  local known
  known=$(apt-cache policy "$@" 2>/dev/null | grep --count 'Candidate: [^(]' || true)
  [[ $known -lt $# ]]
}

# Installs what of the list is missing, printing the command first. Where that cannot be done, it
# prints what is missing and leaves with 3.
install_packages() {  # run | test | python
  local missing
  mapfile -t missing < <(packages_missing "$1")
  [[ ${#missing[@]} -eq 0 ]] && return

  local sudo
  if ! command -v apt-get >/dev/null || ! sudo=$(privilege); then
    printf '%s\n' "${missing[@]}"
    fail "these ${#missing[@]} packages are missing, and this user cannot install them with apt-get"
  fi
  local command=(install --yes --no-install-recommends "${missing[@]}")
  echo "${sudo:+$sudo }apt-get ${command[*]}"
  if lack_candidate "${missing[@]}"; then
    apt_get update || fail "apt-get update failed"
    apt_get "${command[@]}" || fail "apt-get install failed"
  else
    # An old index names versions that are gone from the server.
    apt_get "${command[@]}" || { apt_get update && apt_get "${command[@]}"; } ||
      fail "apt-get install failed"
  fi
}
