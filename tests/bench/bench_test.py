"""alertsage-bench on a small model: every row runs, proves its answer and stands in the document. No figure is looked at."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from small_model import make_bundle  # noqa: E402

ALERTSAGE = BENCH = None
ALLOCATIONS = ("allocations", "allocated_bytes", "peak_live_bytes", "net_bytes")
PEAK, NET = 2, 3


class Bench(unittest.TestCase):
    def setUp(self):
        # Not under /tmp, which may be a tmpfs: nothing can be made cold there.
        self.temporary = tempfile.TemporaryDirectory(dir=os.getcwd())
        self.addCleanup(self.temporary.cleanup)
        self.bundle = make_bundle(ALERTSAGE, self.temporary.name)

    def run_bench(self, *arguments, code=0, environment=None):
        done = subprocess.run([BENCH, *arguments], capture_output=True, text=True, timeout=300, check=False,
                              env={**os.environ, **(environment or {})})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def measure(self, *arguments, environment=None):
        out = os.path.join(self.temporary.name, "bench.json")
        self.run_bench(f"--benchmark_out={out}", "--benchmark_repetitions=2", "--any-build", *arguments,
                       environment=environment)
        with open(out, encoding="utf-8") as file:
            return json.load(file)

    def test_every_row_of_a_model_is_measured(self):
        document = self.measure("--model", f"small={self.bundle}", "--no-python")
        names = {row["run_name"].split("/iterations")[0].split("/min_time")[0] for row in document["benchmarks"]}
        wanted = {f"{what}/{s}/small/warm" for what in ("load", "first_prediction", "process")
                  for s in ("joblib", "json", "read", "mmap", "mmap-random", "mmap-populate")}
        wanted |= {f"batch/{s}/small/{state}/{n}" for s in ("joblib", "json", "read", "mmap", "mmap-random", "mmap-populate")
                   for state in ("uncached", "cached") for n in (5, 100)}
        wanted |= {"load/floor/small/warm", "process/import/small/warm", "process/do-nothing/none/warm",
                   "cached_get/mmap/small", "predict/mmap/small"}
        self.assertEqual(wanted - names, set())
        cold = {f"{what}/{s}/small/cold" for what in ("load", "first_prediction", "process")
                for s in ("joblib", "json", "read", "mmap", "mmap-random", "mmap-populate")}
        for row in cold - names:  # where this file system cannot be made cold, or others never stopped reading
            self.assertRegex(document["context"][f"alertsage.left_out.{row}"],
                             "cannot be made cold|dropped, the last because others read")
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

    def test_rows_of_threads_and_processes_carry_what_is_theirs(self):
        document = self.measure("--model", f"small={self.bundle}", "--no-python",
                                "--benchmark_filter=^(cached_get/mmap/small/threads:2|process/mmap/small/warm)$")
        rows = [row for row in document["benchmarks"] if row["run_type"] == "iteration"]
        self.assertEqual(len(rows), 4)
        self.assertEqual({row["sequence"] for row in rows}, {0, 1, 2, 3})
        for row in rows:
            if row["run_name"].startswith("process"):
                self.assertGreaterEqual(row["exit_ns"], row["first_output_ns"])

    def counts(self, document):
        """By row, the allocation counters of its samples, which are the same for each."""
        counts = {}
        for row in document["benchmarks"]:
            if row["run_type"] != "iteration" or row.get("error_occurred"):
                continue
            name = row["run_name"].split("/iterations")[0].split("/min_time")[0]
            counts.setdefault(f'{name}/{row["threads"]}', set()).add(tuple(row.get(counter) for counter in ALLOCATIONS))
        for row, values in counts.items():
            self.assertEqual(len(values), 1, row)
        return {row: values.pop() for row, values in counts.items()}

    def test_rows_of_this_process_carry_what_they_allocate(self):
        document = self.measure("--model", f"small={self.bundle}", "--no-python", "--benchmark_repetitions=3")
        self.assertNotIn("alertsage.allocations_not_counted", document["context"])
        counts = self.counts(document)
        self.assertGreater(len(counts), 30)
        for row, (allocations, allocated_bytes, peak, net) in counts.items():
            if row.startswith("process/"):  # of other processes
                self.assertEqual((allocations, allocated_bytes, peak, net), (None,) * 4, row)
            elif row.startswith(("predict/", "cached_get/", "load/floor/")):
                self.assertEqual((allocations, allocated_bytes, peak, net), (0,) * 4, row)
            else:
                self.assertEqual((allocations, net), (int(allocations), 0), row)
                self.assertGreater(allocations, 0, row)
                self.assertGreaterEqual(allocated_bytes, peak, row)
                self.assertGreater(peak, 0, row)

    # A buffer for a whole file is mapped, past malloc; a mapped file is no memory of the process.
    def test_what_is_read_is_allocated_and_what_is_mapped_is_not(self):
        scratch = os.path.join(self.temporary.name, "scratch")
        counts = self.counts(self.measure("--sizes", "4", "--scratch", scratch, "--no-python",
                                          "--benchmark_filter=^load/(read|mmap)/synthetic"))
        size = os.path.getsize(os.path.join(scratch, "synthetic-4MB", "model.safetensors"))
        self.assertEqual(sorted(os.listdir(scratch)), ["synthetic-4MB"])  # the child's own directory is gone
        read, mapped = (counts[f"load/{load}/synthetic-4MB/warm/1"] for load in ("read", "mmap"))
        self.assertGreaterEqual(read[PEAK], size)
        self.assertLess(read[PEAK], 1.1 * size)
        self.assertLess(mapped[PEAK], size / 50)
        self.assertEqual((read[NET], mapped[NET]), (0, 0))

    def test_allocations_are_not_counted_where_nobody_asks_or_nothing_can(self):
        one_row = ("--model", f"small={self.bundle}", "--no-python", "--benchmark_filter=^load/mmap/small/warm")
        document = self.measure(*one_row, "--no-memory")
        self.assertEqual(document["context"]["alertsage.allocations_not_counted"], "--no-memory")
        self.assertEqual(set(self.counts(document).values()), {(None,) * 4})

        # All programs but the object.
        folder = os.path.join(self.temporary.name, "programs")
        os.mkdir(folder)
        shutil.copy(BENCH, folder)
        for program in os.listdir(os.path.dirname(BENCH)):
            if program != os.path.basename(BENCH) and not program.endswith(".so"):
                os.symlink(os.path.join(os.path.dirname(BENCH), program), os.path.join(folder, program))
        out = os.path.join(folder, "bench.json")
        done = subprocess.run([os.path.join(folder, os.path.basename(BENCH)), *one_row, "--any-build",
                               "--benchmark_repetitions=2", f"--benchmark_out={out}"],
                              capture_output=True, text=True, timeout=300, check=True)
        with open(out, encoding="utf-8") as file:
            document = json.load(file)
        self.assertIn("alertsage-leaktest-counts.so", document["context"]["alertsage.allocations_not_counted"])
        self.assertRegex(done.stderr, "allocations not counted: .*alertsage-leaktest-counts.so")
        self.assertEqual(set(self.counts(document).values()), {(None,) * 4})

    def test_python_stands_beside_where_a_python_has_scikit_learn(self):
        document = self.measure_with_python("""
            versions) echo 'Python 9'; echo "$0" ;;
            serve) echo ready; while read -r line; do echo '{"ns": 1000, "label": "malware"}'; done ;;
            classify) echo '{"base_label": "malware"}' ;;""")
        rows = {row["run_name"].split("/iterations")[0] for row in document["benchmarks"]}
        for row in ("load/python-joblib/small/warm", "load/python-pickle/small/warm", "process/python/small/warm"):
            self.assertIn(row, rows)
        self.assertEqual(document["context"]["alertsage.python"], "Python 9")

    def test_a_python_that_fails_costs_its_own_rows_alone(self):
        document = self.measure_with_python("""
            versions) echo 'Python 9'; echo "$0" ;;
            serve) echo ready; read -r line; exit 1 ;;
            classify) echo '{"base_label": "benign"}' ;;""")
        for row, reason in (("load/python-joblib/small/warm", "the Python process ended"),
                            ("process/python/small/warm", "Python answers benign, expected malware")):
            self.assertIn(reason, document["context"][f"alertsage.left_out.{row}"])
        self.assertTrue(any(row["run_name"].startswith("load/mmap/small/warm") for row in document["benchmarks"]))

    def measure_with_python(self, cases):
        """A run in which PATH's python3 only pretends."""
        folder = os.path.join(self.temporary.name, "bin")
        os.mkdir(folder)
        program = os.path.join(folder, "python3")
        with open(program, "w", encoding="utf-8") as script:
            script.write(f'#!/bin/bash\ncase $2 in\n{cases}\nesac\n')
        os.chmod(program, 0o755)
        texts = os.path.join(self.temporary.name, "texts")
        with open(texts, "w", encoding="utf-8") as lines:
            lines.write("malware encrypt\n")
        return self.measure("--model", f"small={self.bundle}", "--texts", texts, "--load", "mmap",
                            "--benchmark_filter=/(python|python-joblib|python-pickle|mmap)/small/(warm|cold)$",
                            environment={"PATH": f"{folder}:{os.environ['PATH']}"})

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

    # `--scratch DIR` removed DIR/cold, whoever had made it.
    def test_a_scratch_directory_of_the_user_keeps_what_is_the_users(self):
        scratch = os.path.join(self.temporary.name, "scratch")
        os.makedirs(os.path.join(scratch, "cold"))
        os.makedirs(os.path.join(scratch, ".alertsage-bench-999999999"))  # of a run that was killed
        self.measure("--model", f"cold={self.bundle}", "--scratch", scratch, "--no-python",
                     "--benchmark_filter=^load/mmap/cold/")
        self.assertEqual(os.listdir(scratch), ["cold"])

    def test_a_model_that_cannot_be_made_cold_is_measured_warm(self):
        if not os.path.isdir("/dev/shm") or not os.access("/dev/shm", os.W_OK):
            self.skipTest("there is no /dev/shm")
        with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
            document = self.measure("--model", f"small={make_bundle(ALERTSAGE, memory)}", "--no-python",
                                    "--load", "mmap", "--benchmark_filter=^load/mmap/small/")
        rows = {row["run_name"].split("/iterations")[0] for row in document["benchmarks"]}
        self.assertEqual(rows, {"load/mmap/small/warm"})
        self.assertIn("tmpfs", document["context"]["alertsage.left_out.load/mmap/small/cold"])
        self.assertEqual(document["context"]["alertsage.residency_instrument"], "none")

    def test_lists_rows_without_measuring(self):
        rows = self.run_bench("--model", f"small={self.bundle}", "--no-python", "--benchmark_list_tests").stdout
        self.assertIn("load/mmap/small/warm\n", rows)
        self.assertIn("predict/mmap/small/threads:2\n", rows)
        self.assertNotIn("python", rows)

    def test_refuses_in_one_line(self):
        for arguments in ([], ["--model", "noname"], ["--model", f"a/b={self.bundle}"], ["--nonsense"],
                          ["--model", f"small={self.bundle}", "--load", "nonsense"],
                          ["--model", f"small={self.bundle}", "--model", f"small={self.bundle}"],
                          ["--model", f"..={self.bundle}"],
                          ["--model", f"small={self.bundle}", "--benchmark_filter=nonsense"],
                          ["--model", f"small={self.bundle}", "--any-build", "--benchmark_out=/nonexistent/x"],
                          ["--model", f"small={self.temporary.name}/absent"]):
            done = self.run_bench(*arguments, code=3)
            self.assertRegex(done.stderr, r"\Aalertsage-bench: error: [^\n]+\n\Z")


if __name__ == "__main__":
    ALERTSAGE, BENCH = sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
