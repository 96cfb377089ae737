"""tidy_test.py LIB: clang-tidy sees a source again only when it must, and what changed last first."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

LIB = pathlib.Path(sys.argv.pop(1))

# Finds fault with the word "bad"; notes which sources it has seen.
PRETENDED = """#!/bin/sh
for source; do :; done
echo "${source##*/}" >>"$SEEN"
! grep bad "$source"
"""


class Tidy(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp()).resolve()
        self.addCleanup(shutil.rmtree, self.root)
        self.write("bin/clang-tidy-14", PRETENDED).chmod(0o755)
        (self.root / "scripts/lib").mkdir(parents=True)
        self.tidy = shutil.copy(LIB / "tidy.py", self.root / "scripts/lib")
        self.write(".clang-tidy", "")
        for name in ("a", "b", "c"):
            self.write(f"core/{name}.cpp", "good\n")
        self.write("tests/a_test.cpp", "bad\n")
        self.git("init", "--quiet")
        self.commit("core", "scripts", "tests")
        self.build()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def git(self, *arguments):
        who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True)

    def commit(self, *paths):
        self.git("add", *paths)
        self.git("commit", "--quiet", "--message=Change")

    def build(self):
        commands = []
        for source in self.root.glob("*/*.cpp"):
            made = self.write(f"build/{source.stem}.o", "")
            commands.append({"file": str(source), "command": f"c++ -O1 -o {made.name} -c {source}"})
        self.write("build/compile_commands.json", json.dumps(commands))

    def run_tidy(self, *arguments):
        """(exit code, the sources that clang-tidy has seen)."""
        seen = self.write("seen", "")
        path = f"{self.root}/bin:{os.environ['PATH']}"
        result = subprocess.run(
            [sys.executable, self.tidy, self.root / "build", *arguments],
            env={**os.environ, "PATH": path, "SEEN": str(seen)},
            cwd=self.root,
            capture_output=True,
            check=False,
        )
        return result.returncode, seen.read_text().split()

    def test_sees_each_source_once_and_no_tests(self):
        code, seen = self.run_tidy()
        self.assertEqual((code, sorted(seen)), (0, ["a.cpp", "b.cpp", "c.cpp"]))
        self.assertEqual(self.run_tidy(), (0, []))

    def test_sees_a_source_again_when_it_was_compiled_again(self):
        self.run_tidy()
        self.write("build/b.o", "")
        self.assertEqual(self.run_tidy(), (0, ["b.cpp"]))

    def test_sees_all_again_when_the_checks_change(self):
        self.run_tidy()
        self.write(".clang-tidy", "Checks: '*'")
        self.assertEqual(len(self.run_tidy()[1]), 3)

    def test_fails_as_long_as_there_are_findings(self):
        self.write("core/b.cpp", "bad\n")
        self.assertEqual(self.run_tidy()[0], 1)
        self.assertEqual(self.run_tidy(), (1, ["b.cpp"]))

    def test_sees_only_sources_that_are_named_even_tests(self):
        self.assertEqual(self.run_tidy("tests/a_test.cpp"), (1, ["a_test.cpp"]))

    def test_sees_first_what_changed_last(self):
        self.write("core/c.hpp", "// A header stands for its source.\n")
        self.commit("core/c.hpp")
        self.write("core/b.cpp", "good too\n")
        seen = self.run_tidy("--parallel=1")[1]
        self.assertEqual(seen, ["b.cpp", "c.cpp", "a.cpp"])

    def test_begins_nothing_after_its_budget(self):
        self.assertEqual(self.run_tidy("--budget=-1"), (0, []))


if __name__ == "__main__":
    unittest.main()
