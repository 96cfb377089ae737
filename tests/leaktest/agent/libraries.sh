#!/usr/bin/env bash
# libraries.sh AGENT…: the agents bring no library with them into a process but the C library, which is there, and take
# nothing over but what they should.
set -euo pipefail

for agent in "$@"; do
  needed=$(readelf -d "$agent" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
  for library in $needed; do
    case $library in
      libc.so.* | ld-linux*.so.*) ;;
      *) echo "$agent links $library"; exit 1 ;;
    esac
  done
  [[ -n $needed ]] || { echo "$agent links nothing that readelf tells"; exit 1; }
  defined=$(readelf --dyn-syms -W "$agent" | awk '$7 != "UND" && $5 == "GLOBAL" {print $8}' | sed '/^alertsage_\|^leaktest_/d' | LC_ALL=C sort | tr '\n' ' ')
  case $agent in
    *marks.so) expected='' ;;
    *) expected='__register_atfork aligned_alloc calloc free malloc memalign mmap mmap64 mremap munmap posix_memalign pvalloc realloc reallocarray valloc ' ;;
  esac
  [[ $defined == "$expected" ]] || { echo "$agent defines: $defined"; exit 1; }
done
