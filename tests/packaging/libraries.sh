#!/usr/bin/env bash
# libraries.sh ALERTSAGE: the program links no other shared libraries than it did. Each costs its every start some
# hundred microseconds; what only another command needs belongs in another program, as training does.
set -euo pipefail

for library in $(readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
  case $library in
    libc.so.* | libm.so.* | libgcc_s.so.* | libstdc++.so.* | libfmt.so.* | libutf8proc.so.*) known=$library ;;
    *) echo "$1 links $library"; exit 1 ;;
  esac
done
[[ -n ${known-} ]] || { echo "$1 links nothing that readelf tells"; exit 1; }
