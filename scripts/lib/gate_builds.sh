# The two builds that scripts/ci-gate compares: the commits, a tree of each, and the program that it builds.
# They should differ in nothing but the source, so that the same source gives the same bytes.
# shellcheck shell=bash disable=SC2154,SC2034 # what the verb's options say, and what it reads

# Sets `base`, `base_is` and `candidate`.
find_commits() {
  top=$(git rev-parse --show-toplevel 2>/dev/null) || fail "$PWD is in no git repository's tree (or git distrusts its owner)"
  local base_tip
  base_tip=$(commit_of "$base_ref")
  candidate=$(commit_of "$candidate_ref")
  if $exact_base; then
    base=$base_tip
    base_is=$base_ref
  else
    # Of a branch: what its target has got since is not its doing. Of a merge of both, as GitHub makes
    # it for a pull request: the tip of the target that is in it.
    base=$(git merge-base "$base_tip" "$candidate") ||
      fail "$base_ref and $candidate_ref have no commit in common$(if_shallow)"
    base_is="merge base of $base_ref and $candidate_ref"
  fi
  [[ $base != "$candidate" ]] || warn "$candidate_ref is the base: it is compared with itself"
  if [[ $candidate_ref == HEAD && -n $(git status --porcelain --untracked-files=no) ]]; then
    warn 'changes that are not committed are not measured; the candidate is HEAD'
  fi
}

warn() {
  printf '%s: warning: %s\n' "$verb" "$*" >&2
}

commit_of() {  # REF
  git rev-parse --verify --quiet --end-of-options "$1^{commit}" || fail "no revision '$1' in $top$(if_shallow)"
}

if_shallow() {
  if [[ $(git rev-parse --is-shallow-repository) == true ]]; then
    echo '; this clone is shallow: fetch all history (GitHub: fetch-depth: 0 of actions/checkout;' \
      'GitLab: GIT_DEPTH: "0"; by hand: git fetch --unshallow)'
  else
    echo '; is it fetched? (git fetch origin)'
  fi
}

# `base` and `head`: paths of the same length, because a longer one may move code and data.
make_trees() {
  local side commit
  for side in base head; do
    commit=$base
    [[ $side == base ]] || commit=$candidate
    mkdir "$work/$side"
    git -C "$top" worktree add --quiet --detach "$work/$side/source" "$commit" || fail "cannot check out $commit"
    if [[ -e $work/$side/source/.gitmodules ]]; then
      git -C "$work/$side/source" submodule --quiet update --init --recursive || fail "cannot check out the submodules of $commit"
    fi
  done
}

clear_up() {
  local side
  for side in base head; do
    git -C "$top" worktree remove --force "$work/$side/source" 2>/dev/null || true
  done
  rm -rf "$work"
}

# Builds, and sets `built` to the program. Fails where the tree has no such target, with the reason in `no_program`;
# leaves with 3 where it does not build.
build() {  # base | head  WHAT
  local tree=$work/$1 log=$work/$1.log started=$SECONDS
  no_program=
  printf 'Building %s\n' "$2"
  local needed=$source_dir
  [[ -n $build_command ]] || needed+=/CMakeLists.txt
  if [[ ! -e $tree/source/$needed ]]; then
    no_program="$2 has no ${needed#./}"
    return 1
  fi
  if [[ -n $build_command ]]; then
    in_tree "$tree" bash -c "$build_command" &>"$log" || fail_to_build "$2" "$log"
  else
    in_tree "$tree" cmake -S . -B "$tree/build" "${cmake_args[@]}" &>"$log" || fail_to_build "$2" "$log"
    if ! in_tree "$tree" cmake --build "$tree/build" --config Release --parallel "$(cores)" --target "$target" &>"$log"; then
      lacks_target "$log" || fail_to_build "$2" "$log"
      no_program="$2 has no target $target"
      return 1
    fi
  fi
  find_program "$tree/build" "$2" || return 1
  printf 'Built in %d s\n' $((SECONDS - started))
}

# As CMake takes its defaults from the environment, a project or --cmake-args may decide otherwise. Paths, which are
# relative with ccache, are mapped to those from the root of the repository, so that neither __FILE__ nor debug information
# tells the trees apart. A run path into the build folder still does, and should: the program is then not all of it.
in_tree() {  # TREE COMMAND...
  local tree=$1 maps='' from
  shift
  for from in "$tree" ..; do
    maps+=" '-ffile-prefix-map=$from/source=.'"
  done
  maps+=" '-ffile-prefix-map=$tree/build=./build'"
  (
    cd "$tree/source/$source_dir" || exit
    export CFLAGS="${CFLAGS:-}$maps" CXXFLAGS="${CXXFLAGS:-}$maps"
    export LANGUAGE=en CMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE:-Release} BUILD_DIR=$tree/build
    if [[ -z ${CMAKE_GENERATOR:-} ]] && command -v ninja >/dev/null; then
      export CMAKE_GENERATOR=Ninja
    fi
    if command -v ccache >/dev/null; then
      # Trees have another path each time.
      export CCACHE_BASEDIR=$tree CCACHE_NOHASHDIR=1
      export CMAKE_C_COMPILER_LAUNCHER=${CMAKE_C_COMPILER_LAUNCHER:-ccache}
      export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER:-ccache}
    fi
    exec "$@"
  )
}

# As Ninja and make say it.
lacks_target() {  # LOG
  grep --quiet --fixed-strings -e "unknown target '$target'" -e "No rule to make target '$target'.  Stop" "$1"
}

# The log's end, and of it the line that says why.
fail_to_build() {  # WHAT LOG
  local why
  why=$(grep --max-count=1 -e '\berror: ' -e 'Error' "$2") || why=$(tail -n 1 "$2")
  tail -n 40 "$2"
  fail "$1 does not build: ${why//"${2%.log}/source/"/}"
}

find_program() {  # BUILD WHAT
  if [[ -n $program ]]; then
    built=$1/$program
    [[ -f $built && -x $built ]] && return
    no_program="$2 has built no program $program"
    return 1
  fi
  local found
  mapfile -t found < <(find "$1" -name "$target" -type f -executable)
  if [[ ${#found[@]} -ne 1 ]]; then
    no_program="$2 has built ${#found[@]} programs of the name $target; say which with --program"
    return 1
  fi
  built=${found[0]}
}
