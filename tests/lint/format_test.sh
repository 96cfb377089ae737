#!/usr/bin/env bash
# format_test.sh FORMAT: `scripts/format --check` refuses what clang-format would change, and changes nothing.
set -euo pipefail
format=$1
folder=$(mktemp --directory)
trap 'rm --recursive "$folder"' EXIT
cp "$(dirname "$0")/../../.clang-format" "$folder"

printf 'int f() {\n  return 1;\n}\n' >"$folder/good.cpp"
printf 'int  f( ){return 1 ;}\n' >"$folder/bad.cpp"
cp "$folder/bad.cpp" "$folder/kept.cpp"

"$format" --check "$folder/good.cpp"
if "$format" --check "$folder/bad.cpp" 2>/dev/null; then
  echo "a badly formatted file was not refused" && exit 1
fi
cmp "$folder/bad.cpp" "$folder/kept.cpp"
"$format" "$folder/bad.cpp"
cmp "$folder/bad.cpp" "$folder/good.cpp"
