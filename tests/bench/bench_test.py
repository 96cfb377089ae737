"""alertsage-bench on a small model: every row runs, proves its answer and stands in the document. No figure is looked at."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from small_model import make_bundle  # noqa: E402

ALERTSAGE = BENCH = None


class Bench(unittest.TestCase):
    def setUp(self):
        # Not under /tmp, which may be a tmpfs: nothing can be made cold there.
        self.temporary = tempfile.TemporaryDirectory(dir=os.getcwd())
        self.addCleanup(self.temporary.cleanup)
        self.bundle = make_bundle(ALERTSAGE, self.temporary.name)

    def run_bench(self, *arguments, code=0):
        done = subprocess.run([BENCH, *arguments], capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def measure(self, *arguments):
        out = os.path.join(self.temporary.name, "bench.json")
        self.run_bench(f"--benchmark_out={out}", "--benchmark_repetitions=2", *arguments)
        with open(out, encoding="utf-8") as file:
            return json.load(file)

    def test_every_row_of_a_model_is_measured(self):
        document = self.measure("--model", f"small={self.bundle}", "--no-python")
        names = {row["run_name"].split("/iterations")[0].split("/min_time")[0] for row in document["benchmarks"]}
        wanted = {f"{what}/{s}/small/warm" for what in ("load", "first_prediction", "process")
                  for s in ("joblib", "json", "read", "mmap", "mmap-populate")}
        wanted |= {f"batch/{s}/small/{state}/{n}" for s in ("joblib", "json", "read", "mmap", "mmap-populate")
                   for state in ("uncached", "cached") for n in (5, 100)}
        wanted |= {"load/floor/small/warm", "process/import/small/warm", "process/do-nothing/none/warm",
                   "cached_get/mmap/small", "predict/mmap/small"}
        left_out = {key for key in document["context"] if key.startswith("alertsage.left_out.")}
        self.assertLessEqual(wanted - {key.removeprefix("alertsage.left_out.") for key in left_out}, names)
        cold = {f"{what}/{s}/small/cold" for what in ("load", "first_prediction", "process")
                for s in ("joblib", "json", "read", "mmap", "mmap-populate")}
        for row in cold:  # measured, or left out by name where this file system cannot be made cold
            self.assertTrue(row in names or f"alertsage.left_out.{row}" in left_out, row)
        self.assertFalse([row for row in document["benchmarks"] if row.get("error_occurred")
                          and not row["error_message"].startswith("dropped: ")])

    def test_raw_rows_carry_position_and_costs(self):
        document = self.measure("--model", f"small={self.bundle}", "--no-python",
                                "--benchmark_filter=^load/mmap/small/warm")
        rows = [row for row in document["benchmarks"] if row["run_type"] == "iteration"]
        self.assertEqual(len(rows), 2)
        for row in rows:
            for counter in ("sequence", "block", "slot", "minor_faults", "major_faults", "read_bytes", "cpu_seconds"):
                self.assertIn(counter, row)
            self.assertGreater(row["real_time"], 0)
        self.assertEqual({row["block"] for row in rows}, {0, 1})

    def test_the_context_says_where_and_of_what(self):
        context = self.measure("--model", f"small={self.bundle}", "--no-python",
                               "--benchmark_filter=^load/floor/small/warm")["context"]
        for key in ("schema", "version", "compiler", "flags", "kernel", "cpu", "filesystem", "read_ahead_kb",
                    "residency_instrument", "launcher_floor_rss_bytes", "model.small.terms",
                    "model.small.safetensors_bytes", "model.small.json_bytes", "model.small.joblib_bytes"):
            self.assertTrue(context.get(f"alertsage.{key}"), key)

    def test_sizes_are_swept(self):
        scratch = os.path.join(self.temporary.name, "scratch")
        document = self.measure("--sizes", "1", "--scratch", scratch, "--no-python", "--benchmark_filter=synthetic")
        names = {row["run_name"] for row in document["benchmarks"]}
        self.assertTrue(any(name.startswith("load/mmap/synthetic-1MB/warm") for name in names))
        size = os.path.getsize(os.path.join(scratch, "synthetic-1MB", "model.safetensors"))
        self.assertAlmostEqual(size, 1e6, delta=5e4)

    def test_scratch_goes_unless_it_was_named(self):
        self.measure("--model", f"small={self.bundle}", "--no-python", "--benchmark_filter=^load/floor/small/warm")
        self.assertEqual(sorted(os.listdir(self.temporary.name)), ["bench.json", "bundle", "model.json"])

    def test_lists_rows_without_measuring(self):
        rows = self.run_bench("--model", f"small={self.bundle}", "--no-python", "--benchmark_list_tests").stdout
        self.assertIn("load/mmap/small/warm\n", rows)
        self.assertNotIn("python", rows)

    def test_refuses_in_one_line(self):
        for arguments in ([], ["--model", "noname"], ["--model", f"a/b={self.bundle}"], ["--nonsense"],
                          ["--model", f"small={self.bundle}", "--load", "nonsense"],
                          ["--model", f"small={self.temporary.name}/absent"]):
            done = self.run_bench(*arguments, code=3)
            self.assertRegex(done.stderr, r"\Aalertsage-bench: error: [^\n]+\n\Z")


if __name__ == "__main__":
    ALERTSAGE, BENCH = sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
