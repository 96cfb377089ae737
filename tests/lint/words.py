"""Words that may not stand in the tree, each with its reason."""

import re
from typing import NamedTuple

from source_tree import CODE, HEADERS, SCRIPTS, Finding, main

PROSE = (".md",)

# Layers that hold no program: they return text, and programs print it.
LIBRARY = r"core/(?!cli/|train/|base/(checks|command_line|program|progress)\.)|reports/(?!cli/)"


class Rule(NamedTuple):
    pattern: str
    reason: str
    suffixes: tuple = ()  # of files that it holds for; none: all files
    places: str = ""  # a regular expression on the path's start; empty: everywhere


RULES = [
    Rule(r"\b(TODO|FIXME|XXX|HACK)\b", "finish it, or delete it and say so in the changelog"),
    Rule(r"(?i)\b(stub|stubs|stubbed)\b", "no stubs: finish it or delete it", CODE + SCRIPTS),
    Rule(r"^\s*#\s*if\s+0\b", "commented-out code", CODE),
    Rule(r"\busing namespace\b", "a header decides for everyone who includes it", HEADERS),
    Rule(r"\bstd::(cout|cerr|clog)\b", "a library does not print", CODE, LIBRARY),
    Rule(r"(?<!\w)(f?printf|f?puts|putchar)\s*\(", "a library does not print", CODE, LIBRARY),
    Rule(r"\bfmt::print\b", "a library does not print", CODE, LIBRARY),
    Rule(r"\bstd::endl\b", "flushes; write '\\n'", CODE),
    Rule(r"\bstd::random_device\b|(?<!\w)s?rand\s*\(", "results must repeat: take a seed", CODE),
    Rule(r"(?<![\w.:])(?:std::)?(system|popen)\s*\(", "spawn without a shell (bench/probe)", CODE),
    Rule(r"NOLINT(?!\w*\([\w.,\s-]+\): \S)", "name the check and say why: NOLINT(check): reason"),
    Rule(r"(?<![\w.~$}>-])/(work|root)/", "a path of one machine", CODE + SCRIPTS + PROSE),
]


def applies(rule, path, text):
    is_kind = not rule.suffixes or path.endswith(rule.suffixes)
    is_script = ".py" in rule.suffixes and text.startswith("#!")
    return (is_kind or is_script) and re.match(rule.places, path)


def visible(rule, line):
    """Rules for C++ alone are about code: a comment may name what it avoids."""
    about_code = rule.suffixes in (CODE, HEADERS)
    return line.partition("//")[0] if about_code else line


def find(tree):
    for path, text in tree.items():
        if path.startswith("tests/lint/"):  # these files name the words
            continue
        for rule in (rule for rule in RULES if applies(rule, path, text)):
            for number, line in enumerate(text.splitlines(), 1):
                match = re.search(rule.pattern, visible(rule, line))
                if match:
                    yield Finding(path, number, f"{match[0].strip()!r}: {rule.reason}")


if __name__ == "__main__":
    main("lint-words", find)
