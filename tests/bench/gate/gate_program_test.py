"""alertsage-gate on programs whose truth is known: what it calls, what it writes, how it refuses."""
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest

GATE = SUBJECT = CONTROL = REPORT = COLDSTART = None

# A Google Benchmark program as far as the gate can see: it lists rows and writes results.
FAKE = """#!/usr/bin/env python3
import json, os, re, sys
flags = dict(a[2:].split("=", 1) for a in sys.argv[1:] if a.startswith("--benchmark_"))
if flags.get("benchmark_list_tests") == "true":
    print("good\\nbad" + ("\\ncontrol/work" if "taken-row" in sys.argv else "") + ("\\nnew" if "new-row" in sys.argv else ""))
    print("good morning" if "chatty" in sys.argv else "")
    sys.exit()
wanted = re.compile(flags.get("benchmark_filter", ""))
row = {"run_type": "iteration", "iterations": 1, "real_time": 1.0, "cpu_time": 1.0, "time_unit": "ms"}
rows = [{**row, "name": name, "run_name": name} for name in ("good", "bad") + ("new-row" in sys.argv) * ("new",) if wanted.search(name)]
for row in rows:
    if row["name"] == "bad" and "fail" in sys.argv:
        row.update(error_occurred=True, error_message="no luck")
    if "taken-counter" in sys.argv:
        row["batch"] = 32
    if "no-allocations" not in sys.argv:
        row["allocations"] = 7 if "one-more" in sys.argv else 6
    if "same-names" in sys.argv:
        row.update(name="good", run_name="good", label=row["name"])
print("2026-01-02T03:04:05+00:00\\nRunning fake\\nRun on (2 X 2000 MHz CPU s)\\nLoad Average: 0.1, 0.1, 0.1", file=sys.stderr)
ballast = b"1" * 200_000_000 if "large" in sys.argv else b""
once = sys.argv[0] + ".crashed"
runs = sys.argv[0] + ".runs"
with open(runs, "a") as file:
    file.write(".")
every_third = "crash-now-and-then" in sys.argv and os.path.getsize(runs) % 3 == 0
if "crash" in sys.argv or every_third or ("crash-once" in sys.argv and not os.path.exists(once)):
    open(once, "w").close()
    print("no such luck", file=sys.stderr, flush=True)
    os.kill(os.getpid(), 11)
if "no-file" not in sys.argv:
    with open(flags["benchmark_out"], "w") as out:
        json.dump({"context": {"json_schema_version": 1}, "benchmarks": rows}, out)
"""


class Gate(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = os.path.join(temporary.name, "a folder")
        os.mkdir(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def fake(self, name="fake"):
        path = self.path(name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(FAKE)
        os.chmod(path, stat.S_IRWXU)
        return f"'{path}'"

    def run_gate(self, base, candidate, *arguments, codes, **settings):
        done = subprocess.run([GATE, "--base", base, "--candidate", candidate, *arguments],
                              capture_output=True, text=True, timeout=300, check=False, **settings)
        self.assertIn(done.returncode, codes, done.stdout + done.stderr)
        return done

    def refused(self, base, candidate, *arguments):
        done = self.run_gate(base, candidate, *arguments, codes=[3])
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def test_twice_the_work_is_slower_and_the_report_says_what_the_gate_said(self):
        out = self.path("out")
        slow = f"{SUBJECT} 3 0.2 2 1"
        self.run_gate(f"{SUBJECT} 1 0.1", f"{SUBJECT} 1 0.1", "--metric", "real_time", "--accept", "build", "--time-budget", "20",
                      "--", "--benchmark_min_warmup_time=0", codes=[0, 2])  # neither takes the arguments for its own
        # On a machine under load it may not be decided, and is not passed.
        done = self.run_gate(f"{SUBJECT} 3 0.2", slow, "-o", out, "--min-time", "0", "--accept", "build",
                             "--format", "json", codes=[1, 2])
        verdicts = {(row["name"], row["metric"]): row["verdict"] for row in json.loads(done.stdout)["rows"]}
        self.assertIn(verdicts["work/1", "real_time"], ("worse", "cannot tell"))
        self.assertNotEqual(verdicts["work/0", "real_time"], "worse")
        self.assertIn(("program/all-rows", "peak_rss_bytes"), verdicts)
        self.assertNotIn(("program/all-rows", "real_time"), verdicts)
        again = subprocess.run([REPORT, "compare", os.path.join(out, "base.json"), os.path.join(out, "candidate.json"),
                                "--accept", "build", "--format", "json"], capture_output=True, text=True, check=False)
        self.assertEqual(again.returncode, done.returncode)
        self.assertEqual(again.stdout, done.stdout)

    def test_commands_are_compared_and_named(self):
        out = self.path("out")
        done = self.run_gate(CONTROL, f"{CONTROL} 2", "-o", out, "-n", "thing", "--format", "json", codes=[1, 2])
        self.assertIn("process/thing/warm", {row["name"] for row in json.loads(done.stdout)["rows"]})
        firsts = []
        for side in ("base", "candidate"):
            with open(os.path.join(out, f"{side}.json"), encoding="utf-8") as file:
                rows = json.load(file)["benchmarks"]
            places = {name: {(row["batch"], row["block"]): row for row in rows if row["run_name"] == name}
                      for name in ("control/work", "process/thing/warm")}
            self.assertGreaterEqual(len(places["process/thing/warm"]), 12)
            for place, row in places["process/thing/warm"].items():
                self.assertEqual(row["sequence"], places["control/work"][place]["sequence"] + 1)
            firsts.append({place for place, row in places["process/thing/warm"].items() if row["slot"] == 0})
        self.assertFalse(firsts[0] & firsts[1])
        first_looks = [sum(block < 24 and batch == 1 for batch, block in places) for places in firsts]
        self.assertLessEqual(max(first_looks), 12)  # of 24 pairs half begin with either side

    def test_commands_are_compared_cold(self):
        file = self.path("data")
        with open(file, "wb") as data:
            data.write(os.urandom(1 << 20))
        if subprocess.run([COLDSTART, "cat data", "--state", "cold", "--file", "data", "--runs", "2"], cwd=self.folder,
                          capture_output=True, check=False).returncode == 3:
            self.skipTest("no file can be made cold here")
        done = self.run_gate("cat data", "cat data data", "-n", "cat", "--time-budget", "60", "--max-slowdown", "1000%",
                             "--format", "json", "--", "--state", "cold", "--file", "data", codes=[0, 2], cwd=self.folder)
        self.assertIn("process/cat/cold", {row["name"] for row in json.loads(done.stdout)["rows"]})

    def test_the_same_program_is_said_to_be(self):
        done = self.run_gate(CONTROL, CONTROL, codes=[0, 2])
        self.assertIn("A/A", done.stdout)

    def test_one_allocation_more_is_worse(self):
        fake = self.fake()
        done = self.run_gate(fake, f"{fake} one-more", "--kind", "benchmark", "--format", "json", codes=[1, 2])
        said = json.loads(done.stdout)
        self.assertEqual(done.returncode == 2, said["contaminated"])  # which is one run in a hundred, at most
        if said["contaminated"]:
            self.skipTest("the machine treated the sides unequally")
        changed = {(row["name"], row["metric"]): row["verdict"] for row in said["rows"]}
        self.assertEqual(changed["good", "allocations"], "worse")
        self.assertEqual(changed["good", "real_time"], "same")

    def test_a_row_that_fails_in_the_candidate_is_not_passed(self):
        fake = self.fake()
        done = self.run_gate(fake, f"{fake} fail", "--kind", "benchmark", codes=[2])
        self.assertIn("no luck", done.stdout)

    def test_a_candidate_that_crashes_is_no_verdict(self):
        fake = self.fake()
        said = self.refused(fake, f"{fake} crash", "--kind", "benchmark")
        self.assertIn("candidate", said)
        self.assertIn("signal 11 (Segmentation fault): no such luck", said)

    def test_a_run_that_crashes_once_is_repeated(self):
        fake = self.fake()
        done = self.run_gate(fake, f"{fake} crash-once", "--kind", "benchmark", codes=[2])
        self.assertIn("a run of NEW crashed", done.stdout)
        self.assertIn("1 run of the candidate failed and was repeated: the last was ended by signal 11 (Segmentation fault): no such luck",
                      done.stdout)

    def test_flags_that_the_gate_gives_are_refused(self):
        for flag in ("--benchmark_filter=good", "--benchmark_min_time=1", "--benchmark_out=x.json"):
            said = self.refused(f"{SUBJECT} 2 0.1", f"{SUBJECT} 2 0.1", "--", flag)
            self.assertIn("the gate gives it to the programs itself", said)

    def test_memory_is_gated_whatever_is_filtered_or_printed(self):
        fake = self.fake()
        done = self.run_gate(f"{fake} chatty", fake, "--kind", "benchmark", "--filter", "good", "-o", self.path("out"), codes=[0, 2])
        self.assertNotIn("not compared", done.stdout)
        with open(self.path("out/candidate.json"), encoding="utf-8") as file:
            names = {row["run_name"] for row in json.load(file)["benchmarks"]}
        self.assertEqual(names, {"good", "program/all-rows", "control/work"})
        self.assertIn("program/all-rows", self.run_gate(fake, f"{fake} large", "--kind", "benchmark", "--filter", "good", codes=[1]).stdout)

    def test_a_new_row_leaves_the_program_as_a_whole_without_a_verdict_and_says_so(self):
        fake = self.fake()
        done = self.run_gate(fake, f"{fake} new-row", "--kind", "benchmark", codes=[0, 2])
        self.assertIn("not compared: program/all-rows: the two do not have the same rows", done.stdout)

    def test_a_candidate_that_crashes_now_and_then_is_no_verdict(self):
        fake, other = self.fake(), self.fake("other")
        done = self.run_gate(fake, f"{other} crash-now-and-then", "--kind", "benchmark", codes=[3])
        self.assertIn("a run of the candidate failed, and another before it", done.stderr)

    def test_a_metric_that_the_candidate_lost_is_missing(self):
        fake = self.fake()
        done = self.run_gate(fake, f"{fake} no-allocations", "--kind", "benchmark", codes=[2])
        self.assertIn("2 rows or metrics missing in NEW", done.stdout)

    def test_two_rows_of_one_name_are_refused(self):
        fake = self.fake()
        self.assertIn("two rows of one name", self.refused(f"{fake} same-names", fake, "--kind", "benchmark"))

    def test_a_metric_that_no_row_has_is_refused_by_those_there_are(self):
        said = self.refused(f"{SUBJECT} 2 0.1", f"{SUBJECT} 2 0.1", "--metric", "wall_time")
        self.assertIn("peak_rss_bytes, read_bytes, real_time: 'wall_time'", said)

    def test_what_writes_no_results_is_refused(self):
        fake = self.fake()
        self.assertIn("no result file", self.refused(fake, f"{fake} no-file", "--kind", "benchmark"))

    def test_refuses_names_of_its_own(self):
        fake = self.fake()
        self.assertIn("'batch'", self.refused(f"{fake} taken-counter", fake, "--kind", "benchmark"))
        self.assertIn("'control/work'", self.refused(fake, f"{fake} taken-row", "--kind", "benchmark"))

    def test_refuses_what_it_cannot_run(self):
        for base, candidate, words in (
                ("no-such-program-here", CONTROL, "no-such-program-here"),
                (CONTROL, SUBJECT, "--kind"),
                ("true", "false", "exited with 1"),
                (f"{SUBJECT} 1 1", f"{SUBJECT} 0 1", "rows"),
                ("a | b", CONTROL, "quote"),
                ("", CONTROL, "command")):
            self.assertIn(words, self.refused(base, candidate))
        for arguments in (("--pairs", "4"), ("--max-slowdown", "5"), ("--format", "html"), ("--alpha", "0"),
                          ("--policy", self.path("none.json")), ("--filter", "("), ("--time-budget", "0.02"),
                          ("-o", "/proc/nowhere")):
            self.refused(f"{SUBJECT} 2 0.1", f"{SUBJECT} 2 0.1", *arguments)

    def test_nothing_is_written_when_nothing_was_measured(self):
        out = self.path("out")
        self.refused("true", "false", "-o", out)
        self.assertFalse(os.path.exists(os.path.join(out, "base.json")))

    def test_an_interrupt_leaves_documents_and_no_verdict(self):
        out = self.path("out")
        with subprocess.Popen([GATE, "--base", f"{SUBJECT} 2 8", "--candidate", f"{SUBJECT} 2 8 1.04", "-o", out,
                               "--max-slowdown", "0.1%"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(8)  # on a slow machine before the first look: both ends are right
            process.send_signal(signal.SIGINT)
            stdout, stderr = process.communicate(timeout=60)
        self.assertIn("interrupted", stdout + stderr)
        if process.returncode == 2:
            with open(os.path.join(out, "base.json"), encoding="utf-8") as file:
                self.assertRegex(json.load(file)["context"]["alertsage.partial"], "^interrupted after [0-9]+ pairs$")
            self.assertIn("ended early: interrupted after", stdout)
        else:
            self.assertEqual(process.returncode, 3)
            self.assertEqual(os.listdir(out), [])

    def test_help_and_version(self):
        for flag, words in (("--help", "Exit codes"), ("--version", "alertsage-gate ")):
            done = subprocess.run([GATE, flag], capture_output=True, text=True, check=True)
            self.assertIn(words, done.stdout)


if __name__ == "__main__":
    GATE, SUBJECT, CONTROL, REPORT, COLDSTART = sys.argv[1:6]
    unittest.main(argv=[sys.argv[0], *sys.argv[6:]])
