"""alertsage-leaktest on a small model: clean is called clean, and a leak that is really there is called a leak."""
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from small_model import make_bundle  # noqa: E402

ALERTSAGE = LEAKTEST = PLUGINS = None


@contextlib.contextmanager
def running(*command):
    """The process of a command, which is killed in the end."""
    with subprocess.Popen(command) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until_named(process, name):
    """The kernel names a process a moment after Popen has seen that the program was executed."""
    for _ in range(1_000):
        with open(f"/proc/{process.pid}/comm", encoding="utf-8") as comm:
            if comm.read().strip() == name:
                return
        time.sleep(0.01)


def wait_until_it_minds_signals(process):
    """Until SIGINT is blocked in it, to be asked for: before, it would end the process."""
    for _ in range(1_000):
        with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
            blocked, = (int(line.split()[1], 16) for line in status if line.startswith("SigBlk:"))
        if blocked & 1 << (signal.SIGINT - 1):
            return
        time.sleep(0.01)


class Leaktest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.model = f"small={make_bundle(ALERTSAGE, self.temporary.name)}"

    def run_test(self, *arguments, code, **settings):
        done = subprocess.run([LEAKTEST, *arguments], capture_output=True, text=True, timeout=300, check=False, **settings)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def sections(self, *arguments, code):
        out = os.path.join(self.temporary.name, "leaktest.json")
        self.run_test("--model", self.model, "-o", out, *arguments, code=code)
        with open(out, encoding="utf-8") as file:
            document = json.load(file)
        self.context = document["context"]
        return {section["name"]: section for section in document["leaktest"]}

    def test_every_strategy_and_the_cache_are_clean(self):
        sections = self.sections(code=0)
        wanted = {f"leak/{name}/small/load-predict-drop" for name in ("joblib", "json", "read", "mmap", "mmap-random", "mmap-populate")}
        wanted |= {"leak/mmap/small/cache-get", "leak/mmap/small/cache-get-invalidate"}
        self.assertEqual(set(sections), wanted)
        for section in sections.values():
            self.assertEqual(section["verdict"], "clean", section)
            for name in ("live_bytes", "live_blocks", "mapped_bytes", "rss_anon_bytes", "descriptors", "mappings", "threads",
                         "shm_objects"):
                self.assertEqual(len(section["series"][name]), section["loads"], name)
            self.assertEqual(len(set(section["series"]["live_bytes"][10:])), 1, "counted bytes have no noise")
            metrics = {metric["name"]: metric for metric in section["metrics"]}
            self.assertLess(metrics["live_bytes"]["slope_high"], 1024)
            for metric in metrics.values():  # no series of 50 loads excludes growth altogether
                self.assertGreater(metric["slope_high"], 0, metric)
            self.assertEqual(len(section["retention"]["rss_anon_bytes"]), 25)
            self.assertGreater(section["first_load"]["pss_bytes"], 0)

    def test_what_a_model_takes_is_its_size_private_or_shared(self):
        bundle = make_bundle(ALERTSAGE, self.temporary.name, terms=100_000)
        size = os.path.getsize(os.path.join(bundle, "model.safetensors"))
        self.model = f"large={bundle}"
        sections = self.sections("--load", "read", "--load", "mmap-populate", "--mode", "load-predict-drop",
                                 "--inject-leak", "64KiB", code=1)  # what leaks after the first load is not in it
        for strategy, private, shared in (("read", size, 0), ("mmap-populate", 0, size)):
            first = sections[f"leak/{strategy}/large/load-predict-drop"]["first_load"]
            for name, expected in (("private_bytes", private), ("shared_bytes", shared), ("pss_bytes", size), ("uss_bytes", size)):
                self.assertAlmostEqual(first[name], expected, delta=size / 10, msg=(strategy, name))

    def test_a_strategy_is_clean_without_counting(self):
        section, = self.sections("--load", "mmap", "--mode", "load-predict-drop", "--no-count", code=0).values()
        self.assertNotIn("live_bytes", section["series"])

    def leak_of(self, kind, *arguments):
        sections = self.sections("--load", "mmap", "--mode", "load-predict-drop", "--inject-leak", kind, *arguments, code=1)
        return sections["leak/mmap/small/load-predict-drop"]

    def test_an_injected_leak_is_found_by_counting(self):
        for kind, least in (("16", 16), ("list:new:64", 64), ("map:4KiB", 4096)):
            section = self.leak_of(kind)
            self.assertEqual(section["verdict"], "leak")
            live = next(m for m in section["metrics"] if m["name"] == "live_bytes")
            self.assertEqual(live["verdict"], "leak")
            self.assertGreaterEqual(live["slope_low"], least)
            self.assertIn("heaptrack", section["next_steps"][0])

    def test_an_injected_leak_is_found_without(self):
        section = self.leak_of("64", "--no-count")
        self.assertNotIn("live_bytes", section["series"])
        heap = next(m for m in section["metrics"] if m["name"] == "heap_in_use_bytes")
        self.assertEqual((heap["verdict"], heap["slope_per_load"]), ("leak", 80))

    def test_whatever_else_leaks_is_named_within_ten_loads(self):
        for kind, metric, name in (("fd", "descriptors", "/dev/null"), ("thread", "threads", "leaked"),
                                   ("shm", "shm_objects", "/dev/shm/alertsage-leaktest-"),
                                   ("mmap:1", "mapped_bytes", "anonymous memory")):
            section = self.leak_of(kind, "--loads", "10")
            self.assertEqual(section["verdict"], "leak")
            named = [thing["name"] for thing in section["leaked"] if thing["metric"] == metric]
            self.assertTrue(any(name in thing for thing in named), section["leaked"])
        self.assertEqual([name for name in os.listdir("/dev/shm") if name.startswith("alertsage-leaktest-")], [])

    def test_the_command_that_finds_the_site_runs(self):
        command, = self.leak_of("list:64")["next_steps"]
        command = command.removeprefix("heaptrack ")
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.splitlines()[-1], "cycle 20")

    def python(self, body, *arguments, code):
        """A script that runs `body` in each cycle, under the leak test."""
        script = os.path.join(self.temporary.name, "script.py")
        with open(script, "w", encoding="utf-8") as out:
            out.write("import ctypes, os, time\nkept = []\n" + body)
        out = os.path.join(self.temporary.name, "command.json")
        done = self.run_test("-o", out, *arguments, "--", sys.executable, script, code=code)
        if not os.path.exists(out):
            return done
        with open(out, encoding="utf-8") as file:
            section, = json.load(file)["leaktest"]
        return section

    def test_a_command_marks_its_cycles(self):
        loop = "tester = ctypes.CDLL(None)\ntester.leaktest_begin()\nwhile tester.leaktest_cycle():\n    "
        section = self.python(loop + "'x' * 10_000\n", code=0)
        self.assertEqual((section["strategy"], section["mode"], section["verdict"]), ("command", "marked-cycles", "clean"))
        section = self.python(loop + "kept.append(bytearray(100_000))\n", code=1)
        live = next(m for m in section["metrics"] if m["name"] == "live_bytes")
        self.assertGreater(live["slope_per_load"], 100_000)
        section = self.python(loop + "kept.append(os.open('/dev/zero', os.O_RDONLY))\n", "-n", "opener", code=1)
        self.assertEqual(section["name"], "leak/command/opener/marked-cycles")
        traces = bool(shutil.which("strace")) and subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode == 0
        again = section["next_steps"][0].replace("valgrind --track-fds=yes", "strace -o /dev/stdout -e trace=openat" if traces else "env")
        done = subprocess.run(again, shell=True, capture_output=True, text=True, check=True)
        if traces:
            self.assertEqual(done.stdout.count('"/dev/zero"'), 19)  # the twentieth call ends the loop
        self.assertIn("/dev/zero", [thing["name"] for thing in section["leaked"]])

    def test_a_command_is_watched_from_outside(self):
        body = "while True:\n    kept.append(bytearray(200_000))\n    print(len(kept), flush=True)\n    time.sleep(0.004)\n"
        section = self.python(body, "--each-line", "--no-count", code=1)
        self.assertEqual(section["mode"], "each-line")
        self.assertNotIn("live_bytes", section["series"])
        section = self.python(body, "--every", "0.005", code=1)
        self.assertEqual(section["mode"], "at-intervals")
        self.assertIn("live_bytes", section["series"])

    def test_a_process_is_watched_and_goes_on(self):
        with running(sys.executable, "-c", "import time\nkept = []\nwhile True:\n    kept.append(bytearray(300_000))\n"
                     "    time.sleep(0.005)") as process:
            done = self.run_test("--pid", str(process.pid), "--every", "0.005", code=1)
            self.assertIn("heaptrack --pid", done.stdout)
            self.assertIsNone(process.poll())
        with running("sh", "-c", "while :; do sleep 0.001; done") as process:
            wait_until_named(process, "sh")
            done = self.run_test("--pid", str(process.pid), "--every", "0.01", code=0)
            self.assertIn("leak/process/sh/at-intervals", done.stdout)

    def test_a_process_that_does_nothing_is_not_clean(self):
        with running("sleep", "60") as process:
            done = self.run_test("--pid", str(process.pid), "--every", "0.002", code=2)
            self.assertIn("the process did nothing meanwhile", done.stdout)
            self.assertNotIn("more cycles", done.stdout)

    def test_descriptors_that_run_out_are_a_leak(self):
        section = self.python("import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))\n"
                              "tester = ctypes.CDLL(None)\nwhile tester.leaktest_cycle():\n"
                              "    try: os.open('/dev/zero', os.O_RDONLY)\n    except OSError: pass\n", code=1)
        self.assertRegex(section["reason"], r"descriptors: rose in \d+ of \d+ cycles, until as many were open as may be \(40")

    def test_the_document_may_go_to_standard_output(self):
        done = self.run_test("--model", self.model, "--load", "mmap", "--mode", "cache-get", "-o", "-", code=0)
        self.assertEqual(json.loads(done.stdout)["leaktest"][0]["verdict"], "clean")
        self.assertIn("leak/mmap/small/cache-get", done.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to give some of its privileges up")
    def test_a_process_with_more_capabilities_is_not_half_watched(self):
        """Its mappings and their growth could not be seen, and it was clean."""
        with running("sleep", "60") as process:
            done = subprocess.run(["setpriv", "--bounding-set=-all", "--inh-caps=-all", LEAKTEST, "--pid", str(process.pid)],
                                  capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertRegex(done.stderr, r"may not be looked at: .*more privileged")

    def test_a_process_that_has_ended_is_refused(self):
        with subprocess.Popen(["true"]) as process:
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            done = self.run_test("--pid", str(process.pid), code=3)
            self.assertIn("has no memory to look at: it has ended", done.stderr)

    def test_a_process_that_ends_ends_its_test(self):
        with subprocess.Popen(["sleep", "1"]) as process:  # which nobody waits for meanwhile
            done = self.run_test("--pid", str(process.pid), "--every", "0.1", code=2)
            self.assertRegex(done.stderr, r"the process ended after \d+ cycles")

    def test_a_command_that_cannot_be_tested_says_why(self):
        for arguments, reason in (
                (["--", "true"], r"the process ended after 0 cycles.*marked no cycle: call leaktest_cycle"),
                (["--timeout", "0.3", "--", "sleep", "5"], r"no cycle ended within 0.3 s"),
                (["--", "sh", "-c", "exit 4"], r"ended with exit code 4"),
                (["--each-line", "--", "sh", "-c", "echo; exit 4"], r"ended with exit code 4"),
                (["--", "/nonexistent/program"], r"/nonexistent/program: cannot start"),
                (["--pid", "999999999"], r"999999999")):
            done = self.run_test(*arguments, code=3)
            self.assertRegex(done.stderr, r"\Aalertsage-leaktest: error: [^\n]*" + reason + r"[^\n]*\n\Z")

    def test_how_it_ended_is_known_under_a_parent_that_ignores_its_children(self):
        done = self.run_test("--", "sh", "-c", "exit 4", code=3,
                             preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
        self.assertIn("ended with exit code 4", done.stderr)

    def test_lines_that_come_at_once_are_one_look(self):
        """Once each of them was a sample, all of them of the state after the last: a leak of 1,000 B a line was clean."""
        done = self.run_test("--timeout", "0.5", "--each-line", "--", sys.executable, "-c",
                             "import time\nprint('\\n' * 400, flush=True)\ntime.sleep(5)", code=3)
        self.assertIn("no cycle ended within", done.stderr)

    def static_program(self, text):
        program = os.path.join(self.temporary.name, "program")
        with open(program + ".c", "w", encoding="utf-8") as out:
            out.write(text)
        subprocess.run(["cc", "-static", program + ".c", "-o", program], check=True)
        return program

    def test_what_a_program_counted_that_is_no_more_is_not_told_of_the_next(self):
        """Its live bytes were constant, which excused what the next one leaked as the allocator's."""
        leaky = self.static_program("#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>\n"
                                    "int main(void) { for (;;) { memset(malloc(20000), 1, 20000); puts(\"\"); fflush(stdout);\n"
                                    "usleep(5000); } }\n")
        done = self.run_test("--each-line", "--", "sh", "-c", f"exec {leaky}", code=1)
        self.assertNotIn("live_bytes", done.stdout)

    def test_cycles_of_another_process_are_refused(self):
        """The figures were of the one and the marks of the other, and the verdict clean."""
        leaky = "import ctypes,os\nt = ctypes.CDLL(None)\nwhile t.leaktest_cycle(): os.open('/dev/zero', os.O_RDONLY)"
        wrapper = self.static_program(
            "#include <stdlib.h>\n#include <sys/wait.h>\n#include <unistd.h>\n"
            "int main(int argc, char** argv) { (void)argc; if (fork() == 0) { execv(argv[1], argv + 1); _exit(9); }\n"
            "int status; wait(&status); return status != 0; }\n")
        done = self.run_test("--", wrapper, sys.executable, "-c", leaky, code=3)
        self.assertRegex(done.stderr, r"the cycles are those of process \d+, which the command has started")

    def test_ctrl_c_at_once_is_undecided(self):
        with subprocess.Popen([LEAKTEST, "--", "sleep", "30"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True) as process:
            wait_until_it_minds_signals(process)
            process.send_signal(signal.SIGINT)
            _, stderr = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 2, stderr)
        self.assertIn("interrupted after 0 of 1 tests", stderr)

    def test_ctrl_c_leaves_a_verdict_that_is_marked_partial(self):
        out = os.path.join(self.temporary.name, "partial.json")
        with subprocess.Popen([LEAKTEST, "-o", out, "--each-line", "--", "sh", "-c",
                               "while :; do echo; sleep 0.02; done"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True) as process:
            wait_until_it_minds_signals(process)
            time.sleep(0.5)  # for a few cycles
            process.send_signal(signal.SIGINT)
            _, stderr = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 2, stderr)
        self.assertRegex(stderr, r"interrupted after \d+ cycles")
        with open(out, encoding="utf-8") as file:
            document = json.load(file)
        self.assertIn("interrupted", document["context"]["alertsage.partial"])
        self.assertIn("interrupted", document["leaktest"][0]["partial"])

    def test_a_baseline_makes_the_exit_code_that_of_what_became_worse(self):
        clean, leaky = (os.path.join(self.temporary.name, name) for name in ("clean.json", "leaky.json"))
        test = ("--model", self.model, "--load", "mmap", "--mode", "load-predict-drop")
        self.run_test(*test, "-o", clean, code=0)
        self.run_test(*test, "--inject-leak", "256", "-o", leaky, code=1)
        self.run_test(*test, "--baseline", clean, code=0)
        self.run_test(*test, "--inject-leak", "256", "--baseline", leaky, code=0)
        done = self.run_test(*test, "--inject-leak", "4096", "--baseline", leaky, code=1)
        self.assertIn("worse", done.stdout)
        self.run_test(*test, "--baseline", leaky, code=0)
        done = self.run_test("--model", self.model, "--load", "read", "--baseline", clean, code=3)
        self.assertIn("the baseline has none of these tests", done.stderr)
        with open(clean, "r+", encoding="utf-8") as file:
            file.truncate(3_000)
        done = self.run_test(*test, "--baseline", clean, code=3)
        self.assertIn("the baseline has none of these tests, which pair by name (-n); the file ends inside a leak section", done.stderr)
        self.run_test(*test, "--baseline", "/nonexistent.json", code=3)

    def test_the_self_test_reaches_what_it_asks(self):
        done = self.run_test("self-test", "--runs", "2", code=0)
        self.assertNotIn("NOT MET", done.stdout)
        self.assertGreater(len(done.stdout.splitlines()), 25)

    def obeying(self, order):
        """The arguments for the loader that does what its model says."""
        path = os.path.join(self.temporary.name, "order")
        with open(path, "w", encoding="utf-8") as out:
            out.write(order)
        return ["--model", f"order={path}", "--load", f"plugin:{PLUGINS}/obeying_loader.so"]

    def test_a_plugin_stands_beside_a_strategy(self):
        with open(os.path.join(self.temporary.name, "bundle", "my_loader.txt"), "w", encoding="utf-8") as out:
            out.write("country phishing\n")  # the built-in incident has that word
        sections = self.sections("--load", f"plugin:{PLUGINS}/my_loader.so", "--load", "mmap", code=0)
        self.assertEqual(set(sections), {"leak/mmap/small/load-predict-drop", "leak/mmap/small/cache-get",
                                         "leak/mmap/small/cache-get-invalidate",
                                         "leak/plugin-my-loader/small/load-predict-drop"})

    def test_a_plugin_is_asked_what_the_user_says(self):
        asked = os.path.join(self.temporary.name, "asked")
        with open(asked, "w", encoding="utf-8") as out:
            out.write("mail")
        words = os.path.join(self.temporary.name, "words")
        with open(words, "w", encoding="utf-8") as out:
            out.write("mail phishing")
        self.run_test("--model", f"words={words}", "--load", f"plugin:{PLUGINS}/my_loader.so", "--plugin-input", asked,
                      code=0)

    def test_a_plugin_that_leaks_is_found(self):
        self.assertIn("leak/plugin-obeying/order/load-predict-drop", self.run_test(*self.obeying("leak"), code=1).stdout)

    def test_what_a_plugin_prints_is_no_report(self):
        self.run_test(*self.obeying("print"), code=0)

    def test_a_plugin_that_fails_costs_its_test_alone(self):
        with open(os.path.join(self.temporary.name, "bundle", "obeying.txt"), "w", encoding="utf-8") as out:
            out.write("crash in load")
        sections = self.sections("--load", f"plugin:{PLUGINS}/obeying_loader.so", "--load", "mmap", code=3)
        self.assertEqual(set(sections), {"leak/mmap/small/load-predict-drop", "leak/mmap/small/cache-get",
                                         "leak/mmap/small/cache-get-invalidate"})
        self.assertIn("was ended by signal 9 (Killed)",
                      self.context["alertsage.left_out.leak/plugin-obeying/small/load-predict-drop"])

    def test_a_plugin_that_crashes_when_it_is_opened_is_one_line(self):
        done = self.run_test("--model", self.model, "--load", f"plugin:{PLUGINS}/loader_that_aborts.so", code=3)
        self.assertRegex(done.stderr, r"\Aalertsage-leaktest: error: plugin:[^\n]+/loader_that_aborts.so: "
                         r"the process was ended by signal 6 \(Aborted\)\n\Z")

    def test_a_plugin_that_fails_is_one_line(self):
        for order, reason in (("crash in load", "was ended by signal 9 (Killed)"),
                              ("exit in load", "ended with exit code 7"),
                              ("fail in use", "cannot use what it loaded: no answer"),
                              ("change", "the same input had two answers")):
            done = self.run_test(*self.obeying(order), code=3)
            self.assertRegex(done.stderr, r"\Aalertsage-leaktest: error: 1 of 1 tests failed; "
                             r"leak/plugin-obeying/order/load-predict-drop: [^\n]+\n\Z")
            self.assertIn(reason, done.stderr)
        done = self.run_test("--model", self.model, "--load", "plugin:/nonexistent.so", code=3)
        self.assertIn("/nonexistent.so: cannot open: No such file", done.stderr)

    def test_refuses_in_one_line(self):
        for arguments in ([], ["--model", "noname"], ["--model", self.model, "-o", "/nonexistent/x"],
                          ["--model", self.model, "--model", self.model], ["--model", self.model, "--loads", "3"],
                          ["--model", self.model, "--loads", "10001"],
                          ["--model", self.model, "--pid", "1"], ["--every", "1", "--model", self.model], ["--pid", "0"],
                          ["--model", self.model, "--inject-leak", "much"], ["--model", self.model, "--max-leak", "0"],
                          ["--model", self.model, "--timeout", "nan"], ["--pid", "1", "--no-count"], ["--pid", "1", "--timeout", "1"],
                          ["--model", self.model, "-n", "x"], ["--model", self.model, "--load", "mmap", "--just-load", "-o", "x"], ["--every", "nan", "--", "true"],
                          ["--model", self.model, "--max-leak=-5"], ["--load", "mmap", "--", "true"],
                          ["--model", self.model, "--load", "nonsense"], ["--model", self.model, "--mode", "nonsense"]):
            done = self.run_test(*arguments, code=3)
            self.assertRegex(done.stderr, r"\Aalertsage-leaktest: error: [^\n]+\n\Z")


if __name__ == "__main__":
    ALERTSAGE, LEAKTEST, PLUGINS = sys.argv.pop(1), sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
