"""Every Debian package that the documents name is in the project's lists, and so gets installed."""

import re

from source_tree import Finding, main

REQUIRED = "cmake/debian-packages.txt"
OPTIONAL = "cmake/debian-packages-optional.txt"

# Part of every Debian, or there to say what is not needed.
KNOWN = {"apt", "dpkg", "sudo", "coreutils"}

NAME = r"[a-z0-9][a-z0-9+.-]+"
INSTALL = re.compile(r"\bapt(?:-get)? install((?:\s+-\S+|\s+" + NAME + r")+)")
LIBRARY = re.compile(r"\b(lib[a-z0-9+.-]+-dev|python3-[a-z0-9-]+)\b")


def listed(text):
    """(line number, package) of a list; comments and empty lines left out."""
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, line


def named(text):
    """(line number, package) of each package that a document names."""
    for number, line in enumerate(text.splitlines(), 1):
        for arguments in INSTALL.findall(line):
            for word in arguments.split():
                if not word.startswith("-"):
                    yield number, word
        for word in LIBRARY.findall(line):
            yield number, word


def find(tree):
    seen = set(KNOWN)
    for path in (REQUIRED, OPTIONAL):
        for number, package in listed(tree.get(path, "")):
            if not re.fullmatch(NAME, package):
                yield Finding(path, number, f"{package!r} is not the name of a package")
            elif package in seen:
                yield Finding(path, number, f"{package} is listed twice")
            seen.add(package)
    for path, text in tree.having(".md"):
        for number, package in named(text):
            if package not in seen:
                yield Finding(path, number, f"{package} is not in {REQUIRED}")


if __name__ == "__main__":
    main("lint-packages", find)
