"""How a file of C++ opens: a header by what it is for, then `#pragma once`; a source by its own
header, which thereby compiles alone. The order of the includes after that is clang-format's."""

from source_tree import HEADERS, SOURCES, Finding, includes, main


def first_code_line(text):
    """(number, line) of the first line that is neither empty nor a // comment."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("//"):
            return number, line.strip()
    return 1, ""


def find(tree):
    for path, text in tree.having(*HEADERS):
        number, line = first_code_line(text)
        if line != "#pragma once":
            yield Finding(path, number, "#pragma once comes first, after the comment")
        if not text.startswith("//"):
            yield Finding(path, 1, "a header opens with a comment: what it is for")
    for path, text in tree.having(*SOURCES):
        own = path.removesuffix(".cpp") + ".hpp"
        first = next(includes(text), None)
        if own in tree and (first is None or first.name != own):
            yield Finding(path, first.line if first else 1, f'"{own}" is to be included first')


if __name__ == "__main__":
    main("lint-includes", find)
