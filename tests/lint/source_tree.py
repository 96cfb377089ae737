"""What all lints share: the project's files, a finding, and how a lint ends."""

import os
import pathlib
import re
import sys
from typing import Iterable, NamedTuple

HEADERS = (".hpp", ".h")
SOURCES = (".cpp",)
CODE = HEADERS + SOURCES
SCRIPTS = (".py", ".sh", ".cmake", "CMakeLists.txt")  # and what begins with #!

# What a build or a run leaves in the tree, and what git keeps there.
LEFT_OUT = {".git", "build", "results", "__pycache__"}


class Finding(NamedTuple):
    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


class SourceTree(dict):
    """Text by path, relative to the root and with slashes. Tests write one as a literal."""

    @classmethod
    def read(cls, root):
        tree = cls()
        for folder, subfolders, names in os.walk(root):
            if "CMakeCache.txt" in names:  # a build directory under any name
                subfolders.clear()
                continue
            subfolders[:] = sorted(set(subfolders) - LEFT_OUT)
            for name in sorted(names):
                path = pathlib.Path(folder, name)
                if path.is_file():
                    text = path.read_text(encoding="utf-8", errors="replace")
                    tree[path.relative_to(root).as_posix()] = text
        return tree

    def having(self, *suffixes):
        """(path, text) of each file whose name ends so."""
        return [(path, text) for path, text in self.items() if path.endswith(suffixes)]


class Include(NamedTuple):
    line: int
    name: str
    quoted: bool  # "ours.hpp" rather than <theirs>


def includes(text) -> Iterable[Include]:
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if match:
            yield Include(number, match[2], match[1] == '"')


def end(name, findings):
    """Prints the findings and leaves with 1 where there are any."""
    findings = sorted(findings)
    for finding in findings:
        print(finding)
    print(f"{name}: {len(findings)} finding{'' if len(findings) == 1 else 's'}")
    sys.exit(1 if findings else 0)


def main(name, find):
    """A lint as a program: `LINT.py ROOT`. `find` takes a SourceTree and yields findings."""
    tree = SourceTree.read(sys.argv[1])
    if "CMakeLists.txt" not in tree:
        sys.exit(f"{name}: {sys.argv[1]} is not the project's root")
    end(name, find(tree))
