"""What the tests of alertsage's command line share: a directory, a small model in it, and ways to run the program."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(TESTS, "support"))
from small_model import MODEL  # noqa: E402


class CliCase(unittest.TestCase):
    program = None

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.json_model = self.path("model.json")
        self.write_model()

    def path(self, name):
        return os.path.join(self.temporary.name, name)

    def run_program(self, *arguments, stdin="", code=0, environment=None):
        env = {k: v for k, v in os.environ.items() if k != "ALERTSAGE_MODEL"}
        env.update(environment or {})
        done = subprocess.run([self.program, *arguments], input=stdin, capture_output=True, text=True, env=env,
                              timeout=120, check=False)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def refused(self, *arguments, **options):
        """One line on stderr, nothing on stdout, exit code 3."""
        done = self.run_program(*arguments, code=3, **options)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"\Aalertsage: error: [^\n]+\n\Z")
        return done.stderr

    def write_model(self, **changes):
        """The small model with some of its parts changed."""
        with open(self.json_model, "w", encoding="utf-8") as out:
            json.dump({**MODEL, **changes}, out)

    def make_bundle(self):
        bundle = self.path("bundle")
        self.run_program("export", "-m", self.json_model, "--format", "safetensors,json,joblib", "-o", bundle)
        return bundle


def main():
    CliCase.program = sys.argv.pop(1)
    unittest.main()
