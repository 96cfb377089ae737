"""`alertsage import` on every hostile file: refused in one line, at once, in little memory, and nothing is left.

Usage: hostile_program_test.py WRITER ALERTSAGE. Needs python3 alone.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

WRITER = None
PROGRAM = None
MOST_SECONDS = 1.0  # of CPU
MOST_BYTES = 64 << 20  # of memory beyond the file's size


class Run:
    """A program that has ended: its exit code, what it wrote, what it took. No shell and no thread in between, so
    the figures are that process's alone."""

    def __init__(self, arguments, directory):
        out, err = (os.path.join(directory, name) for name in ("stdout", "stderr"))
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, out, flags, 0o600), (os.POSIX_SPAWN_OPEN, 2, err, flags, 0o600)])
        _, status, usage = os.wait4(child, 0)
        self.code = os.waitstatus_to_exitcode(status)
        self.seconds = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss * 1024
        self.out, self.err = (self.text(path) for path in (out, err))

    @staticmethod
    def text(path):
        with open(path, encoding="utf-8", errors="strict") as file:
            return file.read()


class HostileFiles(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.files, self.written, self.said = (os.path.join(temporary.name, name) for name in ("in", "out", "said"))
        for directory in (self.files, self.written, self.said):
            os.mkdir(directory)
        # Another process makes them: a child's peak memory starts at its parent's, so this one stays small.
        subprocess.run([WRITER, self.files], check=True, timeout=300)
        with open(os.path.join(self.files, "expected.json"), encoding="utf-8") as file:
            self.expected = json.load(file)

    def check_line(self, line, path, expected):
        match = re.fullmatch(r"alertsage: error: (.*): at byte (\d+): ([^\n]+)\n", line)
        self.assertIsNotNone(match, line)
        self.assertTrue(match[1] == path or re.fullmatch(re.escape(path) + r" \((\w+), decompressed\)", match[1]), line)
        self.assertIn(expected["says"], match[3])
        if expected["offset"] is not None:
            self.assertEqual(int(match[2]), expected["offset"], line)

    def check_refusal(self, expected):
        path = os.path.join(self.files, expected["file"])
        run = Run([PROGRAM, "import", path, "-o", os.path.join(self.written, "model.safetensors")], self.said)
        beyond = run.peak - os.path.getsize(path)
        with self.subTest(expected["file"]):
            self.assertEqual(run.code, 3, run.err)
            self.assertEqual(run.out, "")
            self.check_line(run.err, path, expected)
            self.assertEqual(os.listdir(self.written), [])
            self.assertLessEqual(run.seconds, MOST_SECONDS)
            self.assertLessEqual(beyond, MOST_BYTES)
        return run.seconds, beyond, expected["file"]

    def test_every_one_is_refused_at_once_and_leaves_nothing(self):
        floor = Run(["/bin/true"], self.said).peak
        figures = [self.check_refusal(expected) for expected in self.expected]
        self.assertGreaterEqual(len(figures), 45)
        seconds, _, slowest = max(figures)
        _, beyond, largest = max(figures, key=lambda figure: figure[1])
        print(f"{len(figures)} hostile files: at most {seconds:.2f} s of CPU ({slowest}), at most {beyond / 2**20:.1f} MiB "
              f"beyond the file ({largest}; a process that does nothing has {floor / 2**20:.1f} MiB here)")


if __name__ == "__main__":
    WRITER, PROGRAM = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
