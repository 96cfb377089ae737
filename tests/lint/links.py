"""Every relative link in the Markdown, and every anchor in it, leads somewhere in a clean clone."""

import posixpath
import re
from urllib.parse import unquote

from source_tree import Finding, main

INLINE = re.compile(r"\]\(<?([^()\s>]+)>?(?:\s+\"[^\"]*\")?\)")  # images inside links too
DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+<?(\S+?)>?(?:\s|$)")
HTML = re.compile(r"<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
FENCE = re.compile(r"^\s*(```|~~~)")
CODE_SPAN = re.compile(r"(`+).*?\1")


def lines_outside_fences(text):
    fence = None
    for number, line in enumerate(text.splitlines(), 1):
        match = FENCE.match(line)
        if match and fence in (None, match[1]):
            fence = None if fence else match[1]
        elif not fence:
            yield number, line


def links(text):
    """(line number, target) of each link; nothing inside code is one."""
    for number, line in lines_outside_fences(text):
        line = CODE_SPAN.sub("", line)
        for pattern in (INLINE, DEFINITION, HTML):
            for target in pattern.findall(line):
                yield number, target


def slug(heading):
    """GitHub's anchor for a heading: lower case, punctuation gone, spaces to hyphens."""
    heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(text):
    seen = {}
    for _, line in lines_outside_fences(text):
        match = HEADING.match(line)
        if match:
            name = slug(match[1])
            count = seen.get(name, 0)
            seen[name] = count + 1
            yield f"{name}-{count}" if count else name
        yield from re.findall(r"<a\s[^>]*?\b(?:id|name)=\"([^\"]+)\"", line)


def judge(tree, path, target):
    """What is wrong with a link in `path`, or None."""
    file, _, anchor = unquote(target).partition("#")
    if file.startswith("/"):
        return f"{target}: starts at the root of the disk, not of the project"
    where = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    if where not in tree and not any(other.startswith(where + "/") for other in tree):
        return f"{target}: no such file"
    if anchor and where.endswith(".md") and anchor not in set(anchors(tree[where])):
        return f"{target}: no such heading"
    return None


def find(tree):
    for path, text in tree.having(".md"):
        for number, target in links(text):
            if not re.match(r"[a-z][a-z0-9+.-]*:", target):  # https:, mailto:, data:
                problem = judge(tree, path, target)
                if problem:
                    yield Finding(path, number, problem)


if __name__ == "__main__":
    main("lint-links", find)
