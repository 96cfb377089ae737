#!/usr/bin/env python3
"""clang-tidy over the sources of a built tree, tests apart, or over the sources named.

A source that was clean is looked at again when its object is newer, which is when the source, or a
header that it includes, has changed; or when .clang-tidy is. What changed last is looked at first.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys
import time

PROGRAM = "clang-tidy-14"  # other versions have other checks
ROOT = pathlib.Path(__file__).resolve().parents[2]
ROOMS = {"core", "bench", "leaktest", "reports"}


def object_of(command):
    """Where the compiler writes to: CMake names it apart only from 3.26 on."""
    words = shlex.split(command)
    return words[words.index("-o") + 1]


class Unit:
    """One source as it is compiled."""

    def __init__(self, build, command):
        self.build = build
        self.source = pathlib.Path(command["file"])
        self.object = build / object_of(command["command"])
        self.name = self.source.relative_to(ROOT).as_posix()
        self.stamp = build / "tidy" / f"{self.name}.clean"

    def is_clean(self):
        if not (self.stamp.exists() and self.object.exists()):
            return False
        newest = max(self.object.stat().st_mtime, (ROOT / ".clang-tidy").stat().st_mtime)
        return self.stamp.stat().st_mtime > newest

    def check(self):
        """clang-tidy's findings; empty where there are none."""
        command = [PROGRAM, "--quiet", "-p", self.build, "--extra-arg=-Wno-everything", self.source]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            return result.stdout or result.stderr
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.touch()
        return ""


def units(build, wanted):
    """Each source once, however many targets compile it."""
    found = {}
    for command in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(command["file"])
        if not source.is_relative_to(ROOT) or build in source.parents:
            continue
        unit = Unit(build, command)
        if source in wanted or (not wanted and unit.name.split("/")[0] in ROOMS):
            found[source] = unit
    return list(found.values())


def git_lines(*arguments):
    command = ["git", "-C", ROOT, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stdout.splitlines()


def latest_first(chosen):
    """What is not committed, then by commit; a header counts for the source of its name."""
    changed = git_lines("diff", "--name-only", "HEAD")
    changed += git_lines("ls-files", "--others", "--exclude-standard")
    changed += git_lines("log", "--max-count=200", "--format=", "--name-only")
    rank = {}
    for name in changed:
        rank.setdefault(name.rpartition(".")[0], len(rank))
    return sorted(chosen, key=lambda unit: rank.get(unit.name.rpartition(".")[0], len(rank)))


def check_within(todo, budget, parallel):
    """Prints findings as they come; (sources checked, sources with findings)."""
    deadline = time.monotonic() + budget
    checked = failures = 0

    def check(unit):
        return unit.check() if time.monotonic() < deadline else None

    with concurrent.futures.ThreadPoolExecutor(parallel) as pool:
        for findings in pool.map(check, todo):
            checked += findings is not None
            if findings:
                failures += 1
                print(findings, end="", flush=True)
    return checked, failures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="the build directory")
    parser.add_argument("sources", type=pathlib.Path, nargs="*", help="[all that need it]")
    parser.add_argument("--budget", type=float, default=float("inf"), metavar="SECONDS",
                        help="begin no source after that [no limit]")
    parser.add_argument("--parallel", type=int, default=os.cpu_count(), metavar="N")
    arguments = parser.parse_args()

    wanted = {source.resolve() for source in arguments.sources}
    chosen = units(arguments.build.resolve(), wanted)
    todo = chosen if wanted else latest_first(unit for unit in chosen if not unit.is_clean())
    print(f"clang-tidy: {len(todo)} of {len(chosen)} sources to check", flush=True)
    checked, failures = check_within(todo, arguments.budget, arguments.parallel)
    print(f"clang-tidy: {failures} of {checked} sources with findings")
    if checked < len(todo):
        print(f"clang-tidy: {len(todo) - checked} sources left for later (scripts/lint)")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
