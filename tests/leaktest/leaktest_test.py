"""alertsage-leaktest on a small model: clean is called clean, and a leak that is really there is called a leak."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from small_model import make_bundle  # noqa: E402

ALERTSAGE = LEAKTEST = PLUGINS = None


class Leaktest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.model = f"small={make_bundle(ALERTSAGE, self.temporary.name)}"

    def run_test(self, *arguments, code):
        done = subprocess.run([LEAKTEST, *arguments], capture_output=True, text=True, timeout=300, check=False)
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
            self.assertEqual(section["loads"], 50)
            for name in ("rss_anon_bytes", "heap_in_use_bytes", "descriptors", "mappings", "threads"):
                self.assertEqual(len(section["series"][name]), 50, name)
            metrics = {metric["name"]: metric for metric in section["metrics"]}
            self.assertLess(metrics["heap_in_use_bytes"]["slope_high"], 1024)
            for metric in metrics.values():  # no series of 50 loads excludes growth altogether
                self.assertGreater(metric["slope_high"], 0, metric)
            self.assertGreater(metrics["rss_anon_bytes"]["slope_high"], 100)  # a page in 36 steps is 114 B

    def test_a_long_series_does_not_see_itself(self):
        """Its seven figures a load went to pages that were not there yet: a leak of 56 bytes a load."""
        section, = self.sections("--load", "mmap", "--mode", "cache-get", "--loads", "5000", code=0).values()
        self.assertEqual(section["loads"], 5000)

    def test_an_injected_leak_is_found_in_the_heap(self):
        for size in ("64", "4KiB"):
            sections = self.sections("--load", "mmap", "--mode", "load-predict-drop", "--inject-leak", size, code=1)
            section = sections["leak/mmap/small/load-predict-drop"]
            self.assertEqual(section["verdict"], "leak")
            heap = next(m for m in section["metrics"] if m["name"] == "heap_in_use_bytes")
            self.assertEqual(heap["verdict"], "leak")
            self.assertGreaterEqual(heap["slope_per_load"], 64 if size == "64" else 4096)

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
        self.assertRegex(done.stderr, r"\Aalertsage-leaktest: error: the process of plugin:[^\n]+/loader_that_aborts.so "
                         r"was ended by signal 6 \(Aborted\)\n\Z")

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
                          ["--model", self.model, "--load", "nonsense"], ["--model", self.model, "--mode", "nonsense"]):
            done = self.run_test(*arguments, code=3)
            self.assertRegex(done.stderr, r"\Aalertsage-leaktest: error: [^\n]+\n\Z")


if __name__ == "__main__":
    ALERTSAGE, LEAKTEST, PLUGINS = sys.argv.pop(1), sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
