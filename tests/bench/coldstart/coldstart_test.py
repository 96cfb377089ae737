"""alertsage-coldstart from outside: what it runs, what it keeps, what it says, and how it leaves."""
import csv
import json
import os
import pty
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "support"))
from small_model import make_bundle  # noqa: E402

ALERTSAGE = COLDSTART = REPORT = None


class ColdStart(unittest.TestCase):
    def setUp(self):
        # Not under /tmp, which may be a tmpfs: nothing can be made cold there.
        self.temporary = tempfile.TemporaryDirectory(dir=os.getcwd())
        self.addCleanup(self.temporary.cleanup)

    def path(self, name, content=None):
        path = os.path.join(self.temporary.name, name)
        if content is not None:
            with open(path, "wb") as out:
                out.write(content if isinstance(content, bytes) else content.encode())
                out.flush()
                os.fsync(out.fileno())
        return path

    def run_program(self, *arguments, code=0, **options):
        done = subprocess.run([COLDSTART, *arguments], capture_output=True, text=True, timeout=120, check=False,
                              **options)
        codes = code if isinstance(code, tuple) else (code,)
        self.assertIn(done.returncode, codes, done.stdout + done.stderr)
        return done

    def measure(self, *arguments, code=(0, 2), **options):  # 2: so few samples that there is no interval
        out = self.path("results.json")
        self.run_program("-o", out, *arguments, code=code, **options)
        with open(out, encoding="utf-8") as file:
            return json.load(file)

    def refusal(self, *arguments):
        done = self.run_program(*arguments, code=3)
        self.assertEqual(done.stdout, "")
        self.assertTrue(done.stderr.startswith("alertsage-coldstart: error: "), done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    @staticmethod
    def rows(document, name):
        return [row for row in document["benchmarks"] if row["run_name"] == name and not row.get("error_occurred")]

    @staticmethod
    def rejected(document, name):
        return [row["error_message"] for row in document["benchmarks"]
                if row["run_name"] == name and row.get("error_occurred")]

    def skip_unless_cold(self, path):
        done = subprocess.run([COLDSTART, f"cat {path}", "--file", path, "--state", "cold", "-r", "2", "-w", "0"],
                              capture_output=True, text=True, check=False)
        if "cannot be made cold" in done.stderr:
            self.skipTest(done.stderr.strip())


    def skip_unless_traced(self):
        done = subprocess.run([COLDSTART, "true", "--file", "auto", "-r", "2"], capture_output=True, text=True, check=False)
        if "tracing is refused" in done.stderr:
            self.skipTest(done.stderr.strip())


class Rows(ColdStart):
    def test_every_command_and_floor_has_its_samples_and_their_costs(self):
        document = self.measure("true", "sh -c 'echo hello'", "-n", "one", "-r", "3")
        for name in ("one", "sh -c 'echo hello'", "do-nothing-static", "do-nothing-dynamic"):
            rows = self.rows(document, f"process/{name}/warm") + self.rejected(document, f"process/{name}/warm")
            self.assertGreaterEqual(len(rows), 3)  # a sample may have had to be replaced
        for row in self.rows(document, "process/sh -c 'echo hello'/warm"):
            for counter in ("sequence", "block", "slot", "minor_faults", "major_faults", "read_bytes", "cpu_seconds",
                            "peak_rss_bytes", "peak_rss_at_floor", "exit_ns", "first_output_ns"):
                self.assertIn(counter, row)
            self.assertEqual(row["real_time"], row["exit_ns"])
            self.assertLessEqual(row["first_output_ns"], row["exit_ns"])
        self.assertEqual(document["context"]["alertsage.command.one"], "true")
        self.assertEqual(document["context"]["alertsage.timed_to"], "exit")

    def test_first_output_is_the_first_byte_or_the_first_match(self):
        script = "sh -c 'echo one; sleep 0.1; echo two; sleep 0.1'"
        byte = self.measure(script, "-n", "x", "-r", "2", "--first-output")
        match = self.measure(script, "-n", "x", "-r", "2", "--first-output=^tw.$")
        for row in self.rows(byte, "process/x/warm"):
            self.assertEqual(row["real_time"], row["first_output_ns"])
            self.assertGreater(row["exit_ns"], row["real_time"] + 1.9e8)
        for row in self.rows(match, "process/x/warm"):
            self.assertGreater(row["real_time"], row["first_output_ns"] + 0.9e8)
            self.assertGreater(row["exit_ns"], row["real_time"] + 0.9e8)
        self.assertEqual(match["context"]["alertsage.timed_to"], "first output that matches ^tw.$")

    def test_what_a_command_reports_of_itself_is_kept(self):
        bundle = make_bundle(ALERTSAGE, self.temporary.name)
        document = self.measure(f"{ALERTSAGE} classify -m {bundle} --timing mail", "-n", "classify", "-r", "2",
                                "--first-output")
        for row in self.rows(document, "process/classify/warm"):
            self.assertGreater(row["reported_load_ns"], 0)
            self.assertGreater(row["reported_first_answer_ns"], row["reported_load_ns"])

    def test_the_seed_decides_the_order(self):
        def order(seed):
            document = self.measure("true", "sleep 0", "-n", "a", "-n", "b", "-r", "4", "--seed", seed)
            self.assertEqual(document["context"]["alertsage.seed"], seed)
            order = {row["sequence"]: row["run_name"] for row in document["benchmarks"]}
            return [order[number] for number in range(4 * 4)]  # beyond, samples are replaced
        self.assertEqual(order("7"), order("7"))
        self.assertNotEqual(order("7"), order("8"))

    def test_prepare_input_shell_and_environment_reach_the_command(self):
        text = self.path("in.txt", "from input\n")
        note = self.path("note")
        document = self.measure("cat | grep input; cat " + note, "-n", "x", "--shell", "--input", text,
                                "--prepare", f"echo prepared >> {note}", "--first-output=prepared", "-r", "3", "-w", "0")
        self.assertEqual(len(self.rows(document, "process/x/warm")), 3)
        with open(note, encoding="utf-8") as file:
            self.assertGreaterEqual(file.read().count("prepared\n"), 3)  # a sample may have had to be replaced
        sizes = self.measure("sh -c 'test ${#ALERTSAGE_PADDING} -le 64'", "-n", "x", "--env-padding=64", "-r", "10")
        self.assertEqual(len(self.rows(sizes, "process/x/warm")), 10)
        pinned = self.measure("grep -q 'Cpus_allowed_list:.0$' /proc/self/status", "-n", "x", "--cpu", "0", "-r", "2")
        self.assertEqual(len(self.rows(pinned, "process/x/warm")), 2)


class States(ColdStart):
    def test_cold_reads_from_the_device_and_warm_does_not(self):
        data = self.path("data", os.urandom(3 << 20))
        self.skip_unless_cold(data)
        document = self.measure(f"cat {data}", "-n", "cat", "--file", data, "--state", "warm,cold", "-r", "10")
        cold = self.rows(document, "process/cat/cold")
        warm = self.rows(document, "process/cat/warm")
        self.assertTrue(cold and warm, document["benchmarks"])
        for row in cold:
            self.assertGreaterEqual(row["read_bytes"], 3 << 20)
        for row in warm:
            self.assertEqual(row["read_bytes"], 0)
        for state in ("cold", "warm"):
            self.assertTrue(self.rows(document, f"process/read-files/{state}"))
            self.assertTrue(self.rows(document, f"process/map-files/{state}"))
            self.assertIn("1 file, 3.0 MiB", document["context"][f"alertsage.state.{state}"])

    def test_a_command_that_does_not_read_the_file_has_no_cold_sample(self):
        data = self.path("data", os.urandom(1 << 20))
        self.skip_unless_cold(data)
        document = self.measure("true", "-n", "x", "--file", data, "--state", "cold", "-r", "4", code=3)
        self.assertEqual(self.rows(document, "process/x/cold"), [])
        self.assertEqual(set(self.rejected(document, "process/x/cold")),
                         {"dropped: nothing was read from the device"})

    def test_files_are_found_by_tracing(self):
        self.skip_unless_traced()
        data = self.path("data", os.urandom(1 << 20))
        self.skip_unless_cold(data)
        done = self.run_program(f"cat {data}", "--file", "auto", "--state", "cold,program-cold", "-r", "3",
                                "-o", self.path("results.json"), code=2)
        self.assertIn(data, done.stderr)
        with open(self.path("results.json"), encoding="utf-8") as file:
            document = json.load(file)
        self.assertIn("libc.so.6", document["context"]["alertsage.state.program-cold"])
        for state in ("cold", "program-cold"):
            for row in self.rows(document, f"process/cat data/{state}"):
                self.assertGreaterEqual(row["read_bytes"], 1 << 20)

    def test_a_file_that_is_named_twice_is_one(self):
        data = self.path("data", os.urandom(1 << 20))
        self.skip_unless_cold(data)
        os.link(data, self.path("link"))
        document = self.measure(f"cat {data}", "-n", "x", "--file", data, "--file", self.path("link"), "--state",
                                "cold", "-r", "6")
        self.assertTrue(self.rows(document, "process/x/cold"))
        self.assertIn("1 file,", document["context"]["alertsage.state.cold"])

    def test_what_was_measured_is_not_lost_when_a_file_is_replaced(self):
        data, mark = self.path("data", os.urandom(1 << 20)), self.path("mark")
        self.skip_unless_cold(data)
        script = self.path("replacing.sh", f"cat {data} >{mark}.out; echo x >> {mark}\n"
                           f"if [ $(wc -l < {mark}) -eq 5 ]; then cp {data} {data}.new; mv {data}.new {data}; fi\n")
        out = self.path("results.json")
        done = self.run_program(f"sh {script}", "-n", "x", "--file", data, "--state", "cold", "-r", "50", "-o", out,
                                code=3)
        self.assertIn("was replaced", done.stderr)
        with open(out, encoding="utf-8") as file:
            document = json.load(file)
        self.assertIn("was replaced", document["context"]["alertsage.partial"])
        self.assertTrue(self.rows(document, "process/x/cold"))

    def test_what_cannot_be_cold_is_refused_by_name(self):
        self.assertIn("--file", self.refusal("true", "--state", "cold"))
        self.assertIn("/no/such/file", self.refusal("true", "--state", "cold", "--file", "/no/such/file"))
        self.assertIn("empty", self.refusal("true", "--state", "cold", "--file", self.path("empty", "")))
        self.skip_unless_traced()
        if os.path.isdir("/dev/shm"):
            with tempfile.NamedTemporaryFile(dir="/dev/shm") as file:
                file.write(b"x")
                file.flush()
                self.assertIn("memory", self.refusal("true", "--state", "cold", "--file", file.name))
                done = self.run_program(f"cat {file.name}", "--state", "cold", "--file", "auto", code=3)
                self.assertIn("--file auto found it", done.stderr.splitlines()[-1])


class Failures(ColdStart):
    def test_a_command_that_fails_at_once_ends_the_run_saying_how(self):
        self.assertIn("exited with 7: no model", self.refusal("sh -c 'echo no model >&2; exit 7'"))
        self.assertIn("exited with 1: ValueError: no model",
                      self.refusal("python3 -c 'raise ValueError(\"no model\")'"))
        self.assertIn("signal 11", self.refusal("sh -c 'kill -SEGV $$'"))
        self.assertIn("had not ended after 0.2", self.refusal("sleep 60", "--timeout", "0.2"))
        self.assertIn("no-such-program", self.refusal("no-such-program x"))
        self.assertIn("printed nothing", self.refusal("true", "--first-output"))
        self.assertIn("nothing that matches", self.refusal("echo x", "--first-output=y"))
        self.assertIn("exited with 1", self.refusal("true", "--prepare", "false"))

    def test_a_failure_is_counted_and_shown_and_no_sample(self):
        count = self.path("count")
        script = self.path("flaky.sh", f"echo x >> {count}; test $(wc -l < {count}) -ne 4\n")
        document = self.measure(f"sh {script}", "-n", "flaky", "-r", "8", "-w", "1", code=2)
        self.assertEqual(len(self.rows(document, "process/flaky/warm")), 8)  # another one instead
        self.assertEqual(self.rejected(document, "process/flaky/warm"), ["exited with 1"])

    def test_a_command_that_always_fails_is_given_up(self):
        document = self.measure("false", "true", "-n", "bad", "-n", "good", "-r", "20", "-w", "0", code=3)
        self.assertEqual(len(self.rejected(document, "process/bad/warm")), 5)
        self.assertEqual(len(self.rows(document, "process/good/warm")), 20)

    def test_wrong_command_lines_are_one_line(self):
        for arguments in ((), ("true", "--state", "hot"), ("true", "-r", "1"), ("true", "-r", "x"),
                          ("true | false",), ("'true",), ("true", "--first-output=("), ("true", "-n", "a/b"),
                          ("true", "-n", "a", "-n", "b"), ("true", "--timeout", "0"), ("true", "--cpu", "4000"),
                          ("true", "-o", "/no/such/directory/x"), ("true", "--input", "/no/such/file"),
                          ("a", "b", "c", "-p", "x", "-p", "y"), ("--shell", " "), ("true", "--timeout", "inf"),
                          ("true", "--time-budget", "1e10"), ("true", "--env-padding=8"),
                          ("true", "--env-padding=300000"), ("true", "--file", "/no/such/file"), ("true", "--no-such-option"),
                          ("true", "-o", self.path("o"), "--export-csv", self.path("./o"))):
            with self.subTest(arguments=arguments):
                self.refusal(*arguments)


class Ends(ColdStart):
    def start(self, *arguments):
        return subprocess.Popen([COLDSTART, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def assert_ends(self, process):
        for _ in range(500):
            try:
                with open(f"/proc/{process}/stat", encoding="utf-8") as file:
                    if ") Z " in file.read():  # dead, and whoever inherited it has not looked
                        return
            except OSError:
                return
            time.sleep(0.01)
        self.fail("the command runs on")

    def test_an_interrupt_writes_what_was_measured_and_says_so(self):
        out, mark = self.path("results.json"), self.path("mark")
        script = self.path("slow.sh", f"sleep 0.05; echo x >> {mark}\n")
        running = self.start(f"sh {script}", "-n", "slow", "-r", "1000", "-o", out)
        while not os.path.exists(mark) or os.path.getsize(mark) < 2 * 12:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        stdout, stderr = running.communicate(timeout=10)
        self.assertEqual(running.returncode, 2, stderr)
        self.assertIn("interrupted after", stderr)
        self.assertIn("slow", stdout)
        with open(out, encoding="utf-8") as file:
            document = json.load(file)
        self.assertIn("interrupted after", document["context"]["alertsage.partial"])
        self.assertGreater(len(self.rows(document, "process/slow/warm")), 5)

    def test_an_interrupt_does_not_wait_for_the_command(self):
        pid = self.path("pid")
        running = self.start(f"sh -c 'echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 600'", "-o", self.path("x"))
        while not os.path.exists(pid):
            time.sleep(0.02)
        running.send_signal(signal.SIGTERM)
        _, stderr = running.communicate(timeout=10)
        self.assertEqual(running.returncode, 3)
        self.assertIn("interrupted", stderr)
        self.assertFalse(os.path.exists(self.path("x")))
        with open(pid, encoding="utf-8") as file:
            self.assert_ends(int(file.read()))

    def test_an_interrupt_ends_tracing_and_what_is_traced(self):
        self.skip_unless_traced()
        pid = self.path("pid")
        running = self.start(f"sh -c 'echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 600'", "--file", "auto")
        while not os.path.exists(pid):
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=10)
        self.assertEqual(running.returncode, -signal.SIGINT)
        with open(pid, encoding="utf-8") as file:
            self.assert_ends(int(file.read()))

    def test_the_time_budget_ends_a_run(self):
        self.run_program("sleep 0.3", "--time-budget", "0.1", code=2)
        document = self.measure("sleep 0.05", "-n", "x", "-r", "1000", "--time-budget", "0.5", code=2)
        self.assertIn("of 1000 blocks", document["context"]["alertsage.partial"])
        self.assertLess(len(self.rows(document, "process/x/warm")), 12)
        unasked = self.measure("sleep 0.05", "-n", "x", "--time-budget", "0.7")
        self.assertNotIn("alertsage.partial", unasked["context"])

    def test_what_is_ignored_stays_ignored(self):
        running = subprocess.Popen(["nohup", COLDSTART, "sleep 0.02", "-n", "x", "-r", "30", "-o", self.path("x")],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.3)
        running.send_signal(signal.SIGHUP)
        self.assertEqual(running.wait(timeout=60), 0)

    def test_results_are_written_before_they_are_printed(self):
        out = self.path("results.json")
        ours, theirs = os.pipe()
        os.close(ours)
        done = subprocess.run([COLDSTART, "true", "-r", "6", "-o", out], stdout=theirs, stderr=subprocess.PIPE,
                              check=False)
        os.close(theirs)
        self.assertEqual(done.returncode, -signal.SIGPIPE)
        with open(out, encoding="utf-8") as file:
            self.assertTrue(json.load(file)["benchmarks"])

    def test_a_command_that_leaves_its_group_is_ended_with_it(self):
        script = self.path("leaves.py", "import os, time\nos.setpgid(0, os.getpgid(os.getppid()))\ntime.sleep(600)\n")
        self.assertIn("had not ended after", self.refusal(f"python3 {script}", "--timeout", "0.5"))

    def test_too_few_samples_for_an_interval_are_undecided(self):
        self.run_program("true", "-r", "3", code=2)

    def test_progress_is_drawn_on_a_terminal_alone(self):
        self.assertEqual(self.run_program("sleep 0.05", "-r", "6").stderr, "")
        ours, theirs = pty.openpty()
        running = subprocess.Popen([COLDSTART, "sleep 0.05", "-n", "x", "-r", "10"], stdout=subprocess.DEVNULL,
                                   stderr=theirs)
        os.close(theirs)
        text = b""
        try:
            while piece := os.read(ours, 65536):
                text += piece
        except OSError:  # the other end has gone
            pass
        os.close(ours)
        self.assertEqual(running.wait(timeout=10), 0)
        self.assertRegex(text.decode(), r"measuring +\d+ %, \d:\d\d left, process/.*: [\d.]+ ms of \d+ samples")


class Exports(ColdStart):
    def test_each_format_is_what_its_readers_read(self):
        names = {form: self.path(f"out.{form}") for form in ("json", "csv", "markdown")}
        out = self.path("results.json")
        self.run_program("true", "-n", "a, b", "-r", "6", "-o", out,
                         *[word for form, path in names.items() for word in (f"--export-{form}", path)])
        with open(names["json"], encoding="utf-8") as file:
            results = json.load(file)["results"]
        self.assertEqual(len(results[0]["times"]), 6)
        self.assertEqual(results[0]["exit_codes"], [0] * 6)
        self.assertLess(results[0]["median"], 1)
        with open(names["csv"], encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        self.assertEqual(table[0]["command"], "a, b")
        self.assertAlmostEqual(float(table[0]["median"]), results[0]["median"])
        with open(names["markdown"], encoding="utf-8") as file:
            self.assertTrue(file.read().startswith("| command | state | median |"))
        done = subprocess.run([REPORT, "render", out], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("a, b", done.stdout)

    def test_an_export_may_go_to_standard_output_instead_of_the_table(self):
        done = self.run_program("true", "-n", "x", "-r", "6", "--export-csv", "-")
        self.assertEqual([row["command"] for row in csv.DictReader(done.stdout.splitlines())],
                         ["x", "do-nothing-static", "do-nothing-dynamic"])
        self.refusal("true", "--export-csv", "-", "-o", "-")
        name = self.path("appended", "before\n")
        with open(name, "a", encoding="utf-8") as file:  # as a shell's >>
            subprocess.run([COLDSTART, "true", "-n", "x", "-r", "6", "--export-csv", "-"], stdout=file, check=True)
        with open(name, encoding="utf-8") as file:
            self.assertRegex(file.read(), r"^before\ncommand,state,.*\nx,warm,6,")
        self.assertTrue(os.path.islink("/dev/stdout"))

    def test_help_and_version(self):
        self.assertIn("--first-output", self.run_program("--help").stdout)
        self.assertRegex(self.run_program("--version").stdout, r"^alertsage-coldstart \d+\.\d+")


if __name__ == "__main__":
    ALERTSAGE, COLDSTART, REPORT = (os.path.abspath(program) for program in sys.argv[1:4])
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
