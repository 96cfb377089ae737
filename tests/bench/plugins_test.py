"""alertsage-bench with loaders of others: their rows, ours in the same kind of child, and what a bad one costs."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from small_model import make_bundle  # noqa: E402

ALERTSAGE = BENCH = PLUGINS = None
ROWS = [(what, state) for what in ("load", "first_prediction") for state in ("warm", "cold")]


def can_be_cold():
    """Whether files here can, as a run without plug-ins finds."""
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as directory:
        bundle = make_bundle(ALERTSAGE, directory)
        done = subprocess.run([BENCH, "--no-python", "--any-build", "--model", f"small={bundle}",
                               "--benchmark_filter=^load/mmap/small/cold$", "--benchmark_repetitions=4"],
                              capture_output=True, text=True, timeout=300, check=False)
        return "cannot be made cold" not in done.stderr


class Plugins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cold = can_be_cold()

    def setUp(self):
        # Not under /tmp, which may be a tmpfs: nothing can be made cold there.
        self.temporary = tempfile.TemporaryDirectory(dir=os.getcwd())
        self.addCleanup(self.temporary.cleanup)
        self.texts = self.file("texts", "malware encrypt\n")

    def file(self, name, text):
        path = os.path.join(self.temporary.name, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def run_bench(self, *arguments, code=0, program=None):
        done = subprocess.run([program or BENCH, "--no-python", "--texts", self.texts, *arguments],
                              capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def measure(self, *arguments):
        """The context, and the good raw rows by name."""
        out = os.path.join(self.temporary.name, "bench.json")
        self.run_bench(f"--benchmark_out={out}", "--benchmark_repetitions=4", "--any-build", *arguments)
        with open(out, encoding="utf-8") as file:
            document = json.load(file)
        self.rows = {}
        for row in document["benchmarks"]:
            if row["run_type"] == "iteration":
                self.rows.setdefault(row["run_name"].split("/iterations")[0], []).append(row)
        self.context = document["context"]
        return self.context

    def plugin(self, name):
        return f"plugin:{PLUGINS}/{name}.so"

    def obeying(self, order, *arguments):
        """A run of the loader that does what its model says, beside one that is good."""
        order_file, good = self.file("order", order), self.file("words", "malware malware\n")
        shutil.rmtree(os.path.join(self.temporary.name, "bundle"), ignore_errors=True)
        bundle = make_bundle(ALERTSAGE, self.temporary.name)
        shutil.copy(order_file, os.path.join(bundle, "obeying.txt"))
        shutil.copy(good, os.path.join(bundle, "my_loader.txt"))
        return self.measure("--model", f"small={bundle}", "--load", self.plugin("obeying_loader"),
                            "--load", self.plugin("my_loader"), "--load", "mmap",
                            "--benchmark_filter=^(load|first_prediction)/(mmap|plugin)", *arguments)

    def assert_left_out(self, context, reason, rows=tuple(ROWS)):
        for what, state in rows:
            self.assertIn(reason, context[f"alertsage.left_out.{what}/plugin-obeying/small/{state}"])

    def assert_measured(self, *strategies):
        for what, state in ROWS:
            for strategy in strategies if state == "warm" or self.cold else ():
                name = f"{what}/{strategy}/small/{state}"
                reason = self.context.get(f"alertsage.left_out.{name}", "")
                if re.search("others read|somebody else read|stayed resident", reason):
                    continue  # a machine that is not quiet
                self.assertEqual(len(self.rows.get(name, [])), 4, f"{name} {reason}")

    def assert_others_measured(self):
        self.assert_measured("mmap", "plugin-my-loader")

    def test_rows_stand_beside_ours_and_carry_the_same_counters(self):
        context = self.obeying("nothing in particular")
        self.assert_others_measured()
        for strategy in ("mmap", "plugin-obeying", "plugin-my-loader"):
            for row in self.rows[f"load/{strategy}/small/warm"]:
                self.assertGreater(row["real_time"], 0)
                for counter in ("sequence", "block", "slot", "minor_faults", "read_bytes", "cpu_seconds"):
                    self.assertIn(counter, row)
        for row in self.rows.get("load/plugin-my-loader/small/cold", []):
            self.assertTrue(row.get("error_occurred") or row["read_bytes"] > 0, row)
        self.assertFalse([name for name in self.rows if name.startswith("batch/")])  # of another process than loads
        self.assertIn("my_loader.so: reads lines", context["alertsage.plugin.plugin-my-loader"])
        self.assertEqual(context["alertsage.loads_measured_in"], "a child of each row's own")

    def test_a_model_of_a_plugin_alone_need_not_be_ours(self):
        words = self.file("words", "malware malware\n")
        context = self.measure("--model", f"words={words}", "--load", self.plugin("my_loader"))
        self.assertEqual({name.split("/")[1] for name in self.rows}, {"plugin-my-loader"})
        self.assertTrue(context["alertsage.filesystem"])

    def test_the_input_may_be_a_file(self):
        words, asked = self.file("words", "phish phishing\n"), self.file("input", "a\nphish\n")
        self.measure("--model", f"words={words}", "--load", self.plugin("my_loader"), "--plugin-input", asked)
        self.assertIn("load/plugin-my-loader/words/warm", self.rows)

    def test_what_a_plugin_prints_is_no_answer(self):
        self.obeying("print")
        self.assert_measured("plugin-obeying")

    def test_a_plugin_that_reads_standard_input_eats_no_requests(self):
        self.obeying("read standard input", "--plugin-timeout", "10")
        self.assert_measured("plugin-obeying")

    def test_a_plugin_that_fails_costs_its_rows_alone(self):
        for order, reason in (("fail in load", "cannot load it: there is\\x0ano such model"),
                              ("fail in use", "cannot use what it loaded: no answer"),
                              ("crash in load", "was ended by signal 9 (Killed)"),
                              ("fork and abort", "was ended by signal 6 (Aborted)"),
                              ("write to sockets", "does not answer as the alertsage-loader of this build does"),
                              ("long", "its answer has 1048577 bytes")):
            with self.subTest(order):
                self.assert_left_out(self.obeying(order), reason)
                self.assert_others_measured()

    def test_a_plugin_that_hangs_costs_its_rows_alone(self):
        self.assert_left_out(self.obeying("hang", "--plugin-timeout", "0.2"), "did not answer within 0.2 s")
        self.assert_others_measured()

    def test_a_crash_after_some_samples_leaves_those(self):
        self.obeying("crash in the third load")
        self.assert_others_measured()
        rows = self.rows["load/plugin-obeying/small/warm"]
        self.assertEqual([bool(row.get("error_occurred")) for row in rows], [False, True, True, True])
        self.assertIn("dropped: the process of plugin:", rows[1]["error_message"])

    def test_another_answer_is_dropped(self):
        self.obeying("change")
        rows = self.rows["load/plugin-obeying/small/warm"]
        self.assertRegex("".join(row.get("error_message", "") for row in rows), "answers 2, expected 1")

    def test_a_directory_is_named_in_any_way(self):
        model = os.path.join(self.temporary.name, "model")
        os.mkdir(model)
        shutil.copy(self.file("order", "nothing in particular"), os.path.join(model, "obeying.txt"))
        load = ("--load", self.plugin("loader_of_a_directory"))
        for path in (f"{model}/", f"{model}/.", f"{model}/../model"):
            self.measure("--model", f"small={path}", *load)
            self.assert_measured("plugin-obeying")
            self.assertEqual(os.listdir(model), ["obeying.txt"])
        done = self.run_bench("--model", f"small={model}", *load, "--scratch", f"{model}/scratch", code=3)
        self.assertIn("the place for cold copies lies in the model: name another with --scratch", done.stderr)

    def test_where_nothing_can_be_measured_the_first_reason_is_said(self):
        model = f"order={self.file('order', 'fail in use')}"
        done = self.run_bench("--model", model, "--load", self.plugin("obeying_loader"), code=3)
        self.assertRegex(done.stderr, r"\Aalertsage-bench: error: none of 4 rows can be measured; first_prediction/"
                         r"plugin-obeying/order/cold: [^\n]+: no answer\n\Z")

    def test_a_missing_file_is_named(self):
        bundle = make_bundle(ALERTSAGE, self.temporary.name)
        context = self.measure("--model", f"small={bundle}", "--load", self.plugin("obeying_loader"), "--load",
                               "mmap", "--benchmark_filter=^load/")
        self.assert_left_out(context, "obeying.txt: cannot open: No such file", [("load", "warm"), ("load", "cold")])

    def test_a_loader_program_of_another_build_is_refused(self):
        programs = os.path.join(self.temporary.name, "bin")
        os.mkdir(programs)
        for name in ("alertsage-bench", "alertsage-launcher"):
            shutil.copy(os.path.join(os.path.dirname(BENCH), name), programs)
        other = os.path.join(programs, "alertsage-loader")
        with open(other, "w", encoding="utf-8") as out:
            out.write("#!/bin/sh\nhead -c 1000 /dev/zero; sleep 60\n")
        os.chmod(other, 0o755)
        model = f"words={self.file('words', 'malware malware')}"
        done = self.run_bench("--model", model, "--load", self.plugin("my_loader"), code=3,
                              program=os.path.join(programs, "alertsage-bench"))
        self.assertIn("does not answer as the alertsage-loader of this build does", done.stderr)

    def test_the_loader_program_is_not_started_by_hand(self):
        for arguments in ([], ["--help"], ["mmap"], [self.plugin("my_loader")]):
            done = subprocess.run([os.path.join(os.path.dirname(BENCH), "alertsage-loader"), *arguments],
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertEqual(done.stderr, "alertsage-loader: error: is started by the programs that measure, "
                                          "not by hand\n")

    def test_what_is_no_loader_ends_the_run_in_one_line(self):
        model = f"words={self.file('words', 'malware malware')}"
        for load, reason in ((self.plugin("absent"), "cannot open: No such file or directory"),
                             (f"plugin:{self.texts}", "cannot be opened as a shared object"),
                             (self.plugin("loader_of_abi_99"), "is a loader of ABI 99"),
                             (self.plugin("loader_without_unload"), "does not define alertsage_unload")):
            done = self.run_bench("--model", model, "--load", load, code=3)
            self.assertRegex(done.stderr, r"\Aalertsage-bench: error: [^\n]+\n\Z")
            self.assertIn(reason, done.stderr)
        self.assertIn("--plugin-timeout", self.run_bench("--model", model, "--plugin-timeout", "0", code=3).stderr)
        twice = ["--load", self.plugin("my_loader")] * 2
        self.assertIn("two loaders are named", self.run_bench("--model", model, *twice, code=3).stderr)


if __name__ == "__main__":
    ALERTSAGE, BENCH, PLUGINS = sys.argv.pop(1), sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
