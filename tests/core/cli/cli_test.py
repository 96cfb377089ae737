"""alertsage as its users meet it: arguments in, text, files and exit codes out. Needs python3 alone."""
import json
import os
import pty
import re
import socket
import struct
import subprocess
import unittest

import cli_case
from small_model import MODEL


class Cli(cli_case.CliCase):
    def test_classifies_an_argument_and_standard_input_alike(self):
        bundle = self.make_bundle()
        argument = self.run_program("classify", "-m", bundle, "Malware! Encrypt").stdout
        stdin = self.run_program("classify", "-m", bundle, stdin="Malware! Encrypt\n").stdout
        self.assertEqual(argument, stdin)
        self.assertTrue(argument.startswith("malware "))
        self.assertNotIn("\x1b", argument)

    def test_json_has_alertsages_keys(self):
        answer = json.loads(self.run_program("classify", "-m", self.make_bundle(), "-j", "-k", "0",
                                             "Malware at http://x").stdout)
        self.assertEqual(list(answer), ["raw_text", "cleaned", "base_label", "final_label", "max_prob", "threshold",
                                        "uncertainty_level", "difficulty", "probs_sorted"])
        self.assertEqual(answer["cleaned"], "malware at url")
        self.assertEqual(answer["base_label"], "malware")
        self.assertEqual(len(answer["probs_sorted"]), 3)
        self.assertEqual(answer["probs_sorted"][0], ["malware", answer["max_prob"]])
        self.assertAlmostEqual(sum(p for _, p in answer["probs_sorted"]), 1.0, places=12)

    def test_threshold_difficulty_and_max_classes(self):
        bundle = self.make_bundle()
        def answer(*flags):
            return json.loads(self.run_program("classify", "-m", bundle, "-j", *flags, "mail").stdout)
        default = answer()
        self.assertEqual((default["threshold"], default["final_label"]), (0.5, "uncertain"))
        self.assertEqual(answer("-t", "0.1")["final_label"], default["base_label"])
        hard = answer("-d", "soc-hard", "-k", "1")
        self.assertEqual((hard["threshold"], hard["difficulty"], len(hard["probs_sorted"])), (0.75, "soc-hard", 1))
        self.assertIn("known: default, soc-medium, soc-hard", self.refused("classify", "-m", bundle, "-d", "x", "mail"))

    def test_every_strategy_answers_the_same(self):
        bundle = self.make_bundle()
        answers = {self.run_program("classify", "-m", bundle, "-j", "--load", name, "phishing mail").stdout
                   for name in ("joblib", "json", "read", "mmap", "mmap-random", "mmap-populate")}
        self.assertEqual(len(answers), 1)

    def reads_ahead(self, *arguments):
        """Whether the model's mapping does (proc(5): no rr among its VmFlags), while the program waits for input."""
        with subprocess.Popen([self.program, "classify", "-m", self.make_bundle(), *arguments],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
            flags = None
            while program.poll() is None and not flags:
                with open(f"/proc/{program.pid}/status", encoding="utf-8") as status:
                    waits = "State:\tS" in status.read()
                with open(f"/proc/{program.pid}/smaps", encoding="utf-8") as smaps:
                    flags = waits and re.search(r"model\.safetensors\n(?:.*\n)*?VmFlags:(.*)", smaps.read())
            program.stdin.close()
        return "rr" not in flags[1].split()

    def test_one_text_is_classified_without_read_ahead_and_a_batch_with_it(self):
        self.assertFalse(self.reads_ahead())
        self.assertTrue(self.reads_ahead("-i", "-"))
        self.assertTrue(self.reads_ahead("--load", "mmap"))

    def test_model_from_the_environment_or_a_line_that_names_both_ways(self):
        done = self.run_program("classify", "malware", environment={"ALERTSAGE_MODEL": self.make_bundle()})
        self.assertTrue(done.stdout.startswith("malware"))
        line = self.refused("classify", "malware")
        self.assertIn("-m/--model", line)
        self.assertIn("$ALERTSAGE_MODEL", line)

    def test_batch_of_lines_and_of_json_lines(self):
        bundle = self.make_bundle()
        lines = self.path("lines.txt")
        with open(lines, "w", encoding="utf-8") as out:
            out.write("malware encrypt\n\nphishing mail\r\nbackup")
        done = self.run_program("classify", "-m", bundle, "-i", lines)
        self.assertEqual([line.split("\t")[0] for line in done.stdout.splitlines()], ["malware", "phishing", "benign"])
        self.assertIn("3 texts, 0 uncertain", done.stderr)
        records = '{"incident": 7, "body": "malware"}\n{"body": "phishing mail", "incident": "b"}\n'
        done = self.run_program("classify", "-m", bundle, "-i", "-", "-j", "--text-field", "body", "--id-field",
                                "incident", stdin=records)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([a["incident"] for a in answers], [7, "b"])
        self.assertEqual([a["base_label"] for a in answers], ["malware", "phishing"])

    def test_a_byte_order_mark_is_no_part_of_a_text(self):
        bundle = self.make_bundle()
        for text in ("malware", '{"text": "malware"}'):
            done = self.run_program("classify", "-m", bundle, "-j", "-i", "-", stdin="\ufeff" + text + "\n")
            self.assertEqual(json.loads(done.stdout)["raw_text"], "malware")

    def test_the_summary_counts_what_was_answered(self):
        done = self.run_program("classify", "-m", self.make_bundle(), "-i", "-", "-t", "0.9999",
                                stdin="malware encrypt\nmail\n")
        self.assertIn("2 texts, 2 uncertain\n         2  uncertain\n", done.stderr)

    def test_output_file_appears_whole_or_not_at_all(self):
        bundle = self.make_bundle()
        out = self.path("answers.jsonl")
        self.run_program("classify", "-m", bundle, "-i", "-", "-j", "-o", out, stdin="malware\nmail\n")
        with open(out, encoding="utf-8") as answers:
            self.assertEqual(len(answers.readlines()), 2)
        line = self.refused("classify", "-m", bundle, "-i", "-", "-j", "-o", out,
                            stdin='{"text": "malware"}\n{"text": 1}\n')
        self.assertIn("line 2: no string in field 'text'", line)
        with open(out, encoding="utf-8") as answers:
            self.assertEqual(len(answers.readlines()), 2)
        self.assertEqual(sorted(os.listdir(self.temporary.name)), ["answers.jsonl", "bundle", "model.json"])

    def test_timing_is_one_machine_readable_line(self):
        done = self.run_program("classify", "-m", self.make_bundle(), "--timing", "mail")
        self.assertRegex(done.stderr, r"\Atiming: load_us=[0-9.]+ first_prediction_us=[0-9.]+ total_us=[0-9.]+\n\Z")

    def test_text_that_is_no_utf8_is_classified(self):
        done = subprocess.run([self.program, "classify", "-m", self.make_bundle(), "-j", b"malware \xff encrypt"],
                              capture_output=True, check=True)
        self.assertEqual(json.loads(done.stdout)["base_label"], "malware")

    def test_damaged_weights_are_no_answer(self):
        """Opening reads no weights; NaN in them came out as "certainty high"."""
        bundle = self.make_bundle()
        file = os.path.join(bundle, "model.safetensors")
        with open(file, "rb") as model:
            data = bytearray(model.read())
        length = int.from_bytes(data[:8], "little")
        begin, end = json.loads(data[8:8 + length])["weights"]["data_offsets"]
        data[8 + length + begin:8 + length + end] = struct.pack("<d", float("nan")) * ((end - begin) // 8)
        with open(file, "wb") as model:
            model.write(data)
        text = self.run_program("classify", "-m", bundle, "malware").stdout
        self.assertTrue(text.startswith("uncertain  ("), text)
        self.assertIn("alertsage verify", text)
        self.assertNotIn("#", text)
        answer = json.loads(self.run_program("classify", "-m", bundle, "-j", "-t", "0", "malware").stdout)
        self.assertEqual((answer["final_label"], answer["max_prob"], answer["uncertainty_level"]),
                         ("uncertain", None, "low"))
        self.assertEqual({p for _, p in answer["probs_sorted"]}, {None})
        batch = self.run_program("classify", "-m", bundle, "-i", "-", stdin="malware\n")
        self.assertEqual(batch.stdout, "uncertain\tnan\tmalware\n")
        self.assertIn("1 text, 1 uncertain", batch.stderr)
        self.assertIn("NOT SOUND", self.run_program("verify", "-m", bundle, code=1).stdout)

    def test_labels_do_not_reach_the_terminal_raw(self):
        labels = ["benign", "mal\x1b[2J\tware\nx", "phishing"]
        self.write_model(labels=labels)
        shown = r"mal\x1b[2J\x09ware\x0ax"
        one = self.run_program("classify", "-m", self.json_model, "malware encrypt").stdout
        self.assertEqual(one.splitlines()[0].split("  ")[0], shown)
        self.assertEqual(len(one.splitlines()), 4)
        unsure = self.run_program("classify", "-m", self.json_model, "-t", "1", "malware encrypt").stdout
        self.assertIn(f"would be {shown}:", unsure)
        batch = self.run_program("classify", "-m", self.json_model, "-i", "-", stdin="malware encrypt\n")
        self.assertEqual(batch.stdout.split("\t")[0], shown)
        self.assertEqual(batch.stdout.count("\t"), 2)
        self.assertIn(shown, batch.stderr)
        answer = json.loads(self.run_program("classify", "-m", self.json_model, "-j", "malware encrypt").stdout)
        self.assertEqual(answer["base_label"], labels[1])

    def test_integer_labels_are_numbers_signed_or_unsigned_and_what_is_none_stays_text(self):
        """Classes of numpy.uint64 from 2**63 on were strings."""
        for labels in (["1x", str(-2**63), str(2**63 - 1)], [str(2**64), str(2**63), str(2**64 - 1)]):
            integers = {text: int(text) for text in labels[1:]}
            for label_type, numbers in (("integer", integers), ("boolean", {}), ("text", {})):
                self.write_model(labels=labels, settings={**MODEL["settings"], "label_type": label_type})
                answer = json.loads(self.run_program("classify", "-m", self.json_model, "-j", "-k", "0", "mail").stdout)
                self.assertEqual({label for label, _ in answer["probs_sorted"]},
                                 {numbers.get(label, label) for label in labels})

    def test_every_label_is_seen_and_none_looks_like_another(self):
        """Some could not be seen, one turned its line around, and two were shown alike."""
        for labels, shown in ((["", " ", "\u200b"], ["''", "' '", r"\xe2\x80\x8b"]),
                              (["\u202eabc", "a\n", r"a\x0a"], [r"\xe2\x80\xaeabc", r"a\x0a", r"a\x5cx0a"]),
                              (["'", "日本", "x" * 100000], ["'''", "日本", "x" * 100000])):
            self.write_model(labels=labels)
            one = self.run_program("classify", "-m", self.json_model, "-t", "0", "malware encrypt")
            lines = one.stdout.splitlines()
            self.assertTrue(lines[0].startswith(shown[1] + "  ("), lines[0])
            self.assertEqual(sorted(line.rsplit("  ", 2)[0].strip() for line in lines[1:]), sorted(shown))
            for line in lines[1:]:
                self.assertLessEqual(len(line), 100 + len(line.split("  ")[1]), line[:200])
            batch = self.run_program("classify", "-m", self.json_model, "-t", "0", "-i", "-", stdin="malware encrypt\n")
            self.assertEqual(batch.stdout.split("\t")[0], shown[1])
            self.assertEqual(batch.stdout.count("\n"), 1)
            inspected = self.run_program("inspect", "-m", self.json_model).stdout.splitlines()
            for label in shown[:2]:
                quoted = label if label.startswith("'") else f"'{label}'"
                self.assertTrue(any(line.startswith(f"  {quoted}: ") for line in inspected), (quoted, inspected))

    def test_an_empty_text_is_a_text(self):
        """It was taken for none, and standard input was waited for."""
        bundle = self.make_bundle()
        self.assertEqual(self.run_program("classify", "-m", bundle, "", stdin="malware encrypt").stdout,
                         self.run_program("classify", "-m", bundle, stdin="").stdout)
        self.assertIn("exclude", self.refused("classify", "-m", bundle, "-i", "-", ""))

    def test_standard_input_is_read_from_where_it_stands_whatever_it_is(self):
        """By the name /dev/stdin a socket cannot be opened, and a file is opened again, at its start."""
        bundle = self.make_bundle()
        expected = self.run_program("classify", "-m", bundle, "phishing mail").stdout
        def classify(stdin):
            return subprocess.run([self.program, "classify", "-m", bundle], stdin=stdin, capture_output=True, text=True,
                                  timeout=120, check=False)
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.sendall(b"phishing mail\n")
            ours.shutdown(socket.SHUT_WR)
            done = classify(theirs)
            self.assertEqual((done.stdout, done.stderr), (expected, ""))
        with open(self.path("lines.txt"), "wb+", buffering=0) as file:
            file.write(b"malware encrypt malware\nphishing mail\n")
            file.seek(len(b"malware encrypt malware\n"))
            self.assertEqual(classify(file).stdout, expected)

    def test_a_reader_that_goes_away_ends_it_quietly(self):
        bundle = self.make_bundle()
        lines = self.path("many.txt")
        with open(lines, "w", encoding="utf-8") as out:
            out.write("malware encrypt\n" * 200000)
        done = subprocess.run(f"'{self.program}' classify -m '{bundle}' -i '{lines}' | head -n 1", shell=True,
                              capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.count("\n"), 1)
        self.assertEqual(done.stderr, "")

    def test_colour_and_progress_on_terminals_only(self):
        bundle = self.make_bundle()
        def on_a_terminal(environment):
            controller, terminal = pty.openpty()
            subprocess.run([self.program, "classify", "-m", bundle, "malware encrypt"], stdout=terminal, stderr=terminal,
                           env={**os.environ, "TERM": "xterm", **environment}, check=True)
            os.close(terminal)
            text = os.read(controller, 4096)
            os.close(controller)
            return text
        self.assertIn(b"\x1b[", on_a_terminal({"NO_COLOR": ""}))
        self.assertNotIn(b"\x1b[", on_a_terminal({"NO_COLOR": "1"}))

    def test_wrong_command_lines_are_one_line_and_exit_code_3(self):
        self.assertIn("unknown subcommand (known: classify, import", self.refused("nonsense"))
        self.assertIn("quotes", self.refused("classify", "-m", self.json_model, "not", "quoted"))
        for arguments in ([], ["nonsense"], ["classify", "--nonsense"], ["export"], ["import", "one"],
                          ["classify", "-m", self.json_model, "-t", "2", "x"],
                          ["classify", "-m", self.json_model, "-k", "-1", "x"],
                          ["classify", "-m", self.json_model, "not", "quoted"],
                          ["import", "a.joblib", "b.joblib", "-o", self.json_model + "x"],
                          ["classify", "-m", self.json_model, "-t", "nan", "x"],
                          ["classify", "-m", self.json_model, "-i", "a", "text"],
                          ["classify", "-m", self.json_model, "--load", "mmap", "x"],
                          ["classify", "-m", self.path("absent"), "x"],
                          ["import", "a.joblib", "b.joblib", "-o", self.path("x.json")],
                          ["export", "-m", self.json_model, "--format", "onnx", "-o", self.path("x")],
                          ["export", "-m", self.json_model, "--format", "joblib", "-o", self.path("x.json")]):
            self.refused(*arguments)

    def test_help_and_version(self):
        self.assertRegex(self.run_program("--version").stdout, r"\Aalertsage \d+\.\d+\.\d+\n\Z")
        for command in ("classify", "import", "export", "generate", "inspect", "verify"):
            self.assertIn(command, self.run_program("--help").stdout)
            self.assertIn("Usage", self.run_program(command, "--help").stdout)

    def test_forms_lead_into_each_other_without_loss(self):
        bundle = self.make_bundle()
        pair = [os.path.join(bundle, "vectorizer.joblib"), os.path.join(bundle, "classifier.joblib")]
        imported = self.path("imported.safetensors")
        report = self.run_program("import", *pair, "-o", imported, "--clean", "alertsage").stdout
        self.assertIn("6 terms, 3 classes", report)
        self.run_program("export", "-m", imported, "--format", "json", "-o", self.path("back.json"))
        with open(self.path("back.json"), encoding="utf-8") as file:
            back = json.load(file)
        rows = {term: (back["idf"][i], back["weights"][3 * i:3 * i + 3]) for i, term in enumerate(back["terms"])}
        for i, term in enumerate(MODEL["terms"]):
            self.assertEqual(rows[term], (MODEL["idf"][i], MODEL["weights"][3 * i:3 * i + 3]))
        self.assertEqual(back["settings"], MODEL["settings"])
        self.assertEqual(back["labels"], MODEL["labels"])

    def test_import_is_uncleaned_unless_asked_and_keeps_or_changes_dtype(self):
        bundle = self.make_bundle()
        pair = [os.path.join(bundle, "classifier.joblib"), os.path.join(bundle, "vectorizer.joblib")]
        out = self.path("m.safetensors")
        self.run_program("import", *pair, "-o", out)
        self.assertIn("cleaning       none", self.run_program("inspect", "-m", out).stdout)
        self.run_program("import", *pair, "-o", out, "--dtype", "f32")
        self.assertIn("f32", self.run_program("inspect", "-m", out).stdout)

    def test_a_pair_that_makes_no_model_is_refused_by_every_command(self):
        bundle = self.make_bundle()
        pair = [os.path.join(bundle, name) for name in ("vectorizer.joblib", "classifier.joblib")]
        with open(pair[1], "rb") as file:
            data = file.read()
        with open(pair[1], "wb") as file:
            file.write(data.replace("malware\0".encode("utf-32-le"), "phishing".encode("utf-32-le")))
        model = ["-m", pair[0], "-m", pair[1]]
        for command in (["inspect", *model], ["classify", *model, "mail"],
                        ["export", *model, "--format", "json", "-o", self.path("twice.json")]):
            line = self.refused(*command)
            self.assertRegex(line, "classifier.joblib: at byte [0-9]+: a class is there twice: 'phishing'")
        self.assertFalse(os.path.exists(self.path("twice.json")))
        self.assertIn("NOT SOUND   joblib", self.run_program("verify", *model, code=1).stdout)

    def test_generate_is_deterministic_json_lines(self):
        one = self.run_program("generate", "--count", "20", "--seed", "3").stdout
        self.assertEqual(one, self.run_program("generate", "--count", "20", "--seed", "3").stdout)
        self.assertNotEqual(one, self.run_program("generate", "--count", "20", "--seed", "4").stdout)
        records = [json.loads(line) for line in one.splitlines()]
        self.assertEqual(len(records), 20)
        self.assertTrue(all(set(r) == {"id", "label", "text"} for r in records))

    @unittest.skipUnless(os.environ.get("ALERTSAGE_ARTIFACTS"), "ALERTSAGE_ARTIFACTS is not set")
    def test_the_real_pair_predicts_as_scikit_learn_did(self):
        artifacts = os.environ["ALERTSAGE_ARTIFACTS"]
        with open(os.path.join(artifacts, "expected.json"), encoding="utf-8") as file:
            expected = json.load(file)
        lines = self.path("expected.jsonl")
        with open(lines, "w", encoding="utf-8") as out:
            for record in expected:
                out.write(json.dumps(record) + "\n")
        pair = [os.path.join(artifacts, name) for name in ("vectorizer.joblib", "baseline_logreg.joblib")]
        for dtype in ("f64", "f32"):
            out = self.path(dtype)
            self.run_program("import", *pair, "-o", out, "--clean", "alertsage", "--dtype", dtype)
            done = self.run_program("verify", "-m", out, "--against", lines)
            self.assertIn(f"{len(expected)} of {len(expected)} equal", done.stdout)
        answers = self.run_program("classify", "-m", self.path("f64"), "-i", lines, "-j", "-k", "0").stdout.splitlines()
        for record, answer in zip(expected, map(json.loads, answers)):
            self.assertEqual(answer["cleaned"], record["cleaned"])
            self.assertEqual(answer["base_label"], record["label"])

    @unittest.skipUnless(os.environ.get("ALERTSAGE_ARTIFACTS"), "ALERTSAGE_ARTIFACTS is not set")
    def test_the_pair_that_does_not_fit_is_refused_with_the_one_that_does(self):
        artifacts = os.environ["ALERTSAGE_ARTIFACTS"]
        out = self.path("x.safetensors")
        line = self.refused("import", os.path.join(artifacts, "vectorizer.joblib"),
                            os.path.join(artifacts, "enhanced_logreg.joblib"), "-o", out)
        for part in ("5384", "5000", "baseline_logreg"):
            self.assertIn(part, line.replace(",", ""))
        self.assertFalse(os.path.exists(out))


if __name__ == "__main__":
    cli_case.main()
