"""C++ in the Markdown is compiled: each of its paragraphs stands in the consumer project or in an example, line for
line; tests build both."""

import re

from source_tree import Finding, main

COMPILED = ("tests/packaging/consumer/", "docs/examples/")
FENCE = re.compile(r"^\s*```(\w*)\s*$")


def paragraphs(text):
    """(line number, lines without indentation) of each paragraph in a ```cpp block."""
    language, start, lines = None, 0, []
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if language == "cpp" and (fence or not line.strip()):
            if lines:
                yield start, lines
            lines = []
        elif language == "cpp":
            start = start if lines else number
            lines.append(line.strip())
        if fence:
            language = fence[1] if language is None else None


def stands_in(paragraph, source):
    lines = [line.strip() for line in source.splitlines()]
    count = len(paragraph)
    return any(lines[i:i + count] == paragraph for i in range(len(lines) - count + 1))


def find(tree):
    sources = [text for path, text in tree.having(".cpp") if path.startswith(COMPILED)]
    for path, text in tree.having(".md"):
        for number, paragraph in paragraphs(text):
            if not any(stands_in(paragraph, source) for source in sources):
                yield Finding(path, number, f"stands in no source of {' or '.join(COMPILED)}: {paragraph[0]}")


if __name__ == "__main__":
    main("lint-snippets", find)
