#!/usr/bin/env bash
# models_test.sh LIB: a model is made once, and again when what it is made from changes or it is damaged.
source "$(dirname "$0")/expect.sh"
# shellcheck source=../../scripts/lib/models.sh
source "$1/models.sh"
bin=bin

fail() {
  echo "error: $*"
  exit 3
}

# Verifies what holds the word "sound"; exports by writing it.
pretend alertsage <<'EOS'
case $1 in
  verify) grep --quiet sound "$3/model" ;;
  export | import) mkdir -p "${@: -1}" && echo sound >"${@: -1}/model" ;;
esac
EOS
made() {
  grep -c -E 'alertsage (export|import)' <<<"$calls" || true
}

echo one >mine.json
run make_own mine.json
expect 'a model is made' '1:sound' "$(made):$(cat build/models/own/mine/model)"
run make_own mine.json
expect 'once' '0:kept: build/models/own/mine' "$(made):$output"

echo two >mine.json
run make_own mine.json
expect 'and again when its source changes' 1 "$(made)"

echo broken >build/models/own/mine/model
run make_own mine.json
expect 'or when it is damaged' 1 "$(made)"

echo vectorizer >v.joblib
echo classifier >'spam & ham.joblib'
make_own v.joblib 'spam & ham.joblib' >/dev/null
expect 'a name is made fit for rows' 'spam---ham' "$own_name"
expect 'a pair stays as it was' 'vectorizer:classifier' \
  "$(cat build/models/own/spam---ham/vectorizer.joblib):$(cat build/models/own/spam---ham/classifier.joblib)"

pretend alertsage <<<'exit 3'
run make_own mine.json
expect 'what cannot be made is an error' 3 "$status"
run test -e build/models/own/mine.made-from
expect 'and is not remembered as made' 1 "$status"
