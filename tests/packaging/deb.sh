#!/usr/bin/env bash
# deb.sh CPACK BUILD: makes the Debian packages and looks at what is in them.
set -euo pipefail
cpack=$1
build=$2
packages=$build/packages
rm --recursive --force "$packages"
(cd "$build" && "$cpack" -G DEB >"$build/cpack.log") || { cat "$build/cpack.log"; exit 1; }

# PACKAGE-PREFIX PATH...: the package holds each path.
holds() {
  local deb
  deb=$(find "$packages" -maxdepth 1 -name "$1_*.deb")  # CPack's staging folder below has copies
  [[ -f $deb ]] || { echo "no package $1"; exit 1; }
  shift
  local contents
  contents=$(dpkg-deb --contents "$deb")
  for path in "$@"; do
    grep --quiet --extended-regexp " \./usr/$path\$" <<<"$contents" ||
      { echo "$deb lacks $path:"; echo "$contents"; exit 1; }
  done
}
holds alertsage-bench bin/alertsage bin/alertsage-bench bin/alertsage-coldstart bin/alertsage-leaktest \
  bin/alertsage-report \
  libexec/alertsage/alertsage-train libexec/alertsage/alertsage-launcher \
  libexec/alertsage/alertsage-do-nothing-static \
  libexec/alertsage/python_peer.py libexec/alertsage/alertsage-loader "lib/(.*/)?alertsage/liblinear.so" \
  share/doc/alertsage-bench/copyright
holds libalertsage-dev lib/libalertsage.a lib/libalertsage_base.a lib/pkgconfig/alertsage.pc \
  lib/cmake/alertsage/alertsageConfig.cmake include/alertsage/core/load/model_cache.hpp \
  include/alertsage/core/load/alertsage_loader.h share/alertsage/my_loader.cpp

# Dependencies are computed from what the programs link.
depends=$(dpkg-deb --field "$packages"/alertsage-bench_*.deb Depends)
for package in libc6 libstdc++6 libfmt libbenchmark gnuplot; do
  [[ $depends == *"$package"* ]] || { echo "no dependency on $package: $depends"; exit 1; }
done
