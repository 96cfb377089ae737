"""Heavy headers are fenced: only sources include them, so that nobody else pays for them."""

from source_tree import HEADERS, Finding, includes, main

HEAVY = ("nlohmann/", "CLI/", "boost/", "Eigen/", "gnuplot-iostream.h", "linear.h", "fasttext/",
         "pcre2.h")

# The forward declarations of a heavy library are light.
LIGHT = {"nlohmann/json_fwd.hpp"}

# Parsing a command line is CLI11's: its header is the interface.
EXCEPTIONS = {("core/base/command_line.hpp", "CLI/CLI.hpp")}


def find(tree):
    for path, text in tree.having(*HEADERS):
        if path.startswith("tests/"):
            continue
        for include in includes(text):
            heavy = include.name.startswith(HEAVY) and include.name not in LIGHT
            if heavy and (path, include.name) not in EXCEPTIONS:
                yield Finding(path, include.line, f"<{include.name}> belongs in a source")


if __name__ == "__main__":
    main("lint-heavy-headers", find)
