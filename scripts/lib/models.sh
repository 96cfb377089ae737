# The models that scripts/run measures, in build/models: made once, kept while what they are made from
# stays the same and `alertsage verify` takes them.
# shellcheck shell=bash

bin=build/release/bin

# The code that every file goes through on its way into a bundle: with other code it might be another file.
writers=(core/text core/model core/format core/load)

# Content of files, and of the code that makes a bundle of them, as one name.
fingerprint() {
  { find "${writers[@]}" -name '*.[ch]pp' -print0 | sort -z | xargs -0 cat && cat "$@"; } | sha256sum | cut -c 1-32
}

# Runs the command, which makes BUNDLE, unless BUNDLE was made under the same fingerprint.
make_model() {  # BUNDLE FINGERPRINT COMMAND...
  local bundle=$1 made_from=$2
  shift 2
  if [[ -f $bundle.made-from && $(<"$bundle.made-from") == "$made_from" ]] &&
    "$bin/alertsage" verify -m "$bundle" >/dev/null 2>&1; then
    echo "kept: $bundle"
    return
  fi
  rm -rf "$bundle" "$bundle.made-from"
  mkdir -p "$(dirname "$bundle")"
  "$@" || exit 3  # it has said why
  echo "$made_from" >"$bundle.made-from"
}

# What scikit-learn saved as a bundle of every form: the files themselves stay what the strategy joblib
# reads, whichever of two is the vectorizer.
import_saved() {  # BUNDLE CLEANING FILE [FILE]
  "$bin/alertsage" import "${@:3}" --clean "$2" -o "$1/" &&
    "$bin/alertsage" export -m "$1" --format json -o "$1/" || return
  if [[ $# -eq 3 ]]; then
    cp "$3" "$1/pipeline.joblib"
  else
    cp "$3" "$1/vectorizer.joblib" && cp "$4" "$1/classifier.joblib"
  fi
}

is_model_file() {  # FILE
  [[ $1 == *.safetensors || $1 == *.json ]]
}

# A model in one form, in every form that it has: not every head has one of joblib.
export_all_forms() {  # BUNDLE FILE
  "$bin/alertsage" export -m "$2" --format safetensors,json,joblib -o "$1/" 2>/dev/null ||
    "$bin/alertsage" export -m "$2" --format safetensors,json -o "$1/"
}

# AlertSage's own pair: the vectorizer, and the classifier that fits it.
make_alertsage() {
  local pair=("$ALERTSAGE_ARTIFACTS/vectorizer.joblib" "$ALERTSAGE_ARTIFACTS/baseline_logreg.joblib")
  make_model build/models/alertsage "$(fingerprint "${pair[@]}")" \
    import_saved build/models/alertsage alertsage "${pair[@]}"
}

# A model of the size that AlertSage states for its own, trained on synthetic incidents.
make_incidents() {
  make_model build/models/incidents-23MB "$(fingerprint core/train/*.[ch]pp)" \
    "$bin/alertsage" train -o build/models/incidents-23MB
}

# The user's model, named after its folder or file; prints nothing but sets `own_name`.
make_own() {  # FILE [FILE]
  local file=${!#}
  own_name=$(basename "$file")
  [[ -d $file ]] || own_name=${own_name%.*}
  own_name=$(tr -c 'A-Za-z0-9._-' '-' <<<"$own_name" | sed 's/-*$//')
  local bundle=build/models/own/$own_name
  if [[ -d $file ]]; then
    make_model "$bundle" "$(fingerprint "$file"/*)" export_all_forms "$bundle" "$file"
  elif ! is_model_file "$file"; then
    make_model "$bundle" "$(fingerprint "$@")" import_saved "$bundle" none "$@"
  else
    make_model "$bundle" "$(fingerprint "$file")" export_all_forms "$bundle" "$file"
  fi
}
