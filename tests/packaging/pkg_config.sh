#!/usr/bin/env bash
# pkg_config.sh COMPILER LIBDIR: the consumer, built by hand with what pkg-config says.
set -euo pipefail
compiler=$1
folder=$(mktemp --directory)
trap 'rm --recursive "$folder"' EXIT

export PKG_CONFIG_PATH=$2/pkgconfig
read -r -a flags < <(pkg-config --cflags --libs alertsage)
"$compiler" "$(dirname "$0")/consumer/main.cpp" -o "$folder/consumer" "${flags[@]}"
"$folder/consumer"
