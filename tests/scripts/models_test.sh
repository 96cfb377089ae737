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
  export | import | train) mkdir -p "${@: -1}" && echo sound >"${@: -1}/model" ;;
esac
EOS
made() {
  grep -c -E 'alertsage (export|import|train)' <<<"$calls" || true
}

mkdir -p core/{text,model,format,load,train}
for layer in core/*; do
  echo code >"$layer/made.cpp"
done

echo one >mine.json
run make_own mine.json
expect 'a model is made' '1:sound' "$(made):$(cat build/models/own/mine/model)"
run make_own mine.json
expect 'once' '0:kept: build/models/own/mine' "$(made):$output"

echo two >mine.json
run make_own mine.json
expect 'and again when its source changes' 1 "$(made)"

# A bundle was kept although what writes its files had changed.
for layer in text model format load; do
  echo 'new code' >"core/$layer/made.cpp"
  run make_own mine.json
  expect "or the code in core/$layer does" 1 "$(made)"
done
echo header >core/format/added.hpp
run make_own mine.json
expect 'or there is more of it' 1 "$(made)"
echo 'new code' >core/train/made.cpp
run make_own mine.json
expect 'but not for code that it does not go through' 0 "$(made)"

echo broken >build/models/own/mine/model
run make_own mine.json
expect 'or when it is damaged' 1 "$(made)"

echo vectorizer >v.joblib
echo classifier >'spam & ham.joblib'
make_own v.joblib 'spam & ham.joblib' >/dev/null
expect 'a name is made fit for rows' 'spam---ham' "$own_name"
expect 'a pair stays as it was' 'vectorizer:classifier' \
  "$(cat build/models/own/spam---ham/vectorizer.joblib):$(cat build/models/own/spam---ham/classifier.joblib)"

ALERTSAGE_ARTIFACTS=.
cp v.joblib vectorizer.joblib
cp v.joblib baseline_logreg.joblib
run make_incidents
expect 'a trained model is made' 1 "$(made)"
run make_alertsage
expect 'and an imported one' 2 "$(made)"
run make_incidents
expect 'once' 0 "$(made)"
echo 'newer code' >core/train/made.cpp
run make_incidents
expect 'a trained one depends on the trainer' 1 "$(made)"
run make_alertsage
expect 'an imported one does not' 0 "$(made)"
echo 'newer code' >core/format/made.cpp
run make_incidents
expect 'both on what writes files' 1 "$(made)"
run make_alertsage
expect 'both' 2 "$(made)"

pretend alertsage <<<'exit 3'
run make_own mine.json
expect 'what cannot be made is an error' 3 "$status"
run test -e build/models/own/mine.made-from
expect 'and is not remembered as made' 1 "$status"
