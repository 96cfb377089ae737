"""alertsage on what scikit-learn saves: import, and what classify, inspect and verify make of such models."""
import json
import os
import re

import cli_case

FIXTURES = os.path.join(cli_case.TESTS, "fixtures", "sklearn")  # scripts/make-sklearn-fixtures


def fixture(name):
    """What scikit-learn answers, and the files it saved the model in."""
    with open(os.path.join(FIXTURES, f"{name}.json"), encoding="utf-8") as file:
        answers = json.load(file)
    return answers, [os.path.join(FIXTURES, file) for file in answers["files"]]


def label_of(text, label_type):
    return {"text": str, "integer": int, "boolean": lambda text: text == "True"}[label_type](text)


class SklearnCli(cli_case.CliCase):
    def import_fixture(self, name):
        """The model's path, what scikit-learn answers, and what import says."""
        answers, files = fixture(name)
        model = self.path(f"{name}.safetensors")
        return model, answers, self.run_program("import", *files, "-o", model).stdout

    def test_labels_that_were_numbers_or_booleans_are_so_in_json(self):
        for name in ("layout_1_7", "ridge", "svc_two_classes"):
            model, expected, _ = self.import_fixture(name)
            labels = {label_of(label, expected["label_type"]) for label in expected["labels"]}
            for text, predicted in list(zip(expected["texts"], expected["predicted"]))[1:4]:
                answer = json.loads(self.run_program("classify", "-m", model, "-j", "-t", "0", "-k", "0", text).stdout)
                right = label_of(predicted, expected["label_type"])
                kind = type(right)
                self.assertIn(kind, (int, bool))
                for label in (answer["base_label"], answer["final_label"]):
                    self.assertEqual((type(label), label), (kind, right))
                scores = answer["probs_sorted" if expected["probabilities"] else "decision_sorted"]
                self.assertEqual({type(label) for label, _ in scores}, {kind})
                self.assertEqual({label for label, _ in scores}, labels)
        model, expected, _ = self.import_fixture("layout_1_7")
        unsure = json.loads(self.run_program("classify", "-m", model, "-j", "-t", "1", "server").stdout)
        self.assertEqual((type(unsure["base_label"]), unsure["final_label"]), (int, "uncertain"))

    def test_a_head_without_probabilities_says_so(self):
        model, expected, report = self.import_fixture("svc")
        self.assertIn("LinearSVC has no probabilities: the model answers with decision values", report)
        self.assertTrue(self.run_program("classify", "-m", model, "server").stdout.splitlines()[0].endswith(
            "  (decision values: this head has no probabilities)"))
        answer = json.loads(self.run_program("classify", "-m", model, "-j", "-k", "0", "server").stdout)
        self.assertEqual((answer["max_prob"], answer["uncertainty_level"]), (None, None))
        self.assertNotIn("probs_sorted", answer)
        self.assertEqual(len(answer["decision_sorted"]), len(expected["labels"]))
        self.assertIn("link           decision (no probabilities)\n", self.run_program("inspect", "-m", model).stdout)
        _, _, report = self.import_fixture("sgd_huber")
        self.assertNotIn("no probabilities", report)

    def test_imports_whatever_scikit_learn_saved_it_in(self):
        files = {"svc": 1, "char_wb": 1, "accents_ascii": 1, "pattern": 1, "group": 2, "transformer": 3,
                 "transformer_in_pipeline": 1, "pickle2": 1, "layout_0_21": 2}
        for name, count in files.items():
            model, expected, report = self.import_fixture(name)
            self.assertEqual((len(expected["files"]), report.count("read     ")), (count, count), name)
            self.assertIn(f" {len(expected['labels'])} classes, ", report)
            self.assertIn("sound", self.run_program("verify", "-m", model).stdout)
        line = self.refused("import", fixture("group")[1][0], "-o", self.path("half.safetensors"))
        self.assertIn("group.0.bin", line)

    def test_verify_takes_probabilities_or_decision_values_and_labels_of_any_type(self):
        for name in ("svc", "svc_two_classes", "layout_1_7", "sgd_huber_two_classes", "char_wb"):
            model, answers, _ = self.import_fixture(name)
            key = "probabilities" if answers["probabilities"] else "decision"
            records = [{"text": text, "label": label_of(label, answers["label_type"]),
                        key: dict(zip(answers["labels"], scores))}
                       for text, label, scores in zip(answers["texts"], answers["predicted"], answers["scores"])]
            expected = self.path("expected.jsonl")
            def write(records):
                with open(expected, "w", encoding="utf-8") as out:
                    out.writelines(json.dumps(record) + "\n" for record in records)
            write(records)
            report = self.run_program("verify", "-m", model, "--against", expected).stdout
            self.assertIn(f"{len(records)} of {len(records)} equal", report)
            last = answers["labels"][-1]
            records[2][key][last] += 1e-6
            write(records)
            self.assertIn("NOT EQUAL", self.run_program("verify", "-m", model, "--against", expected, code=1).stdout)
            other = "decision" if key == "probabilities" else "probabilities"
            write([{"text": "x", "label": records[0]["label"], other: records[0][key]}])
            self.assertIn("line 1: the model answers with",
                          self.run_program("verify", "-m", model, "--against", expected, code=3).stderr)
            write([{**records[0], "label": None}])
            self.assertIn("line 1: expected an object",
                          self.run_program("verify", "-m", model, "--against", expected, code=3).stderr)

    def test_inspect_shows_how_characters_make_terms(self):
        text = self.run_program("inspect", "-m", self.import_fixture("char_wb")[0]).stdout
        for part in ("strip accents  unicode", "analyzer       char_wb", "n-grams        2 to 5 characters"):
            self.assertIn(part, text)
        for part in ("token pattern", "stop words   "):
            self.assertNotIn(part, text)
        self.assertIn("strip accents  ascii", self.run_program("inspect", "-m", self.import_fixture("accents_ascii")[0])
                      .stdout)
        self.assertIn("(?i)[a-z']{2,}|", self.run_program("inspect", "-m", self.import_fixture("pattern")[0]).stdout)
        self.assertIn("norm l2\nbinarize       1 for what is greater than 0.2, else 0\n",
                      self.run_program("inspect", "-m", self.import_fixture("bernoulli_nb_threshold")[0]).stdout)

    def test_inspect_shows_both_sides_of_a_single_decision_value(self):
        model = self.import_fixture("svc_two_classes")[0]
        text = self.run_program("inspect", "-m", model, "--top-terms", "3").stdout
        for part in ("x 1 decision value, f64\n", "classes        2, boolean, of a tie the first"):
            self.assertIn(part, text)
        self.run_program("export", "-m", model, "--format", "json", "-o", self.path("two.json"))
        with open(self.path("two.json"), encoding="utf-8") as file:
            written = json.load(file)
        self.assertEqual((written["labels"], written["settings"]["label_type"]), (["False", "True"], "boolean"))
        def line(label, sign):
            heaviest = sorted(zip(written["terms"], written["weights"]), key=lambda pair: (-sign * pair[1], pair[0]))
            return f"\n  '{label}': " + ", ".join(f"'{term}' {weight:+.2f}" for term, weight in heaviest[:3]) + "\n"
        self.assertIn(line("False", -1), text)
        self.assertIn(line("True", 1), text)


    def test_inspect_ranks_terms_of_a_softmax_by_what_tells_classes_apart(self):
        """The most frequent words stood first for every class of a naive Bayes."""
        for name in ("complement_nb", "bernoulli_nb", "pickle4"):
            model, expected, report = self.import_fixture(name)
            self.assertIn("link softmax", report)
            self.run_program("export", "-m", model, "--format", "json", "-o", self.path("model.json"))
            with open(self.path("model.json"), encoding="utf-8") as file:
                written = json.load(file)
            classes = len(written["labels"])
            rows = [written["weights"][i:i + classes] for i in range(0, len(written["weights"]), classes)]
            text = self.run_program("inspect", "-m", model, "--top-terms", "1").stdout
            self.assertIn("\nclasses, with the terms that speak most for each (weight less the term's mean)\n", text)
            for k, label in enumerate(written["labels"]):
                excess = {term: row[k] - sum(row) / classes for term, row in zip(written["terms"], rows)}
                (shown, weight), = re.findall(rf"\n  '{label}': '(.*)' (.*)", text)
                self.assertAlmostEqual(excess[shown], max(excess.values()), places=9)
                self.assertEqual(weight, f"{excess[shown]:+.2f}")

    def test_inspect_names_where_a_model_comes_from(self):
        text = self.run_program("inspect", "-m", self.import_fixture("svc")[0]).stdout
        self.assertIn("\nsource         scikit-learn\nscikit-learn   1.2.1\nvectorizer     ", text)
        self.assertRegex(text, r"\n  data_xxh3_128        [0-9a-f]{32}\n")

    def test_inspect_fits_80_columns(self):
        for name in {file.split(".")[0] for file in os.listdir(FIXTURES)}:
            model = self.import_fixture(name)[0]
            for line in self.run_program("inspect", "-m", model, "--top-terms", "9").stdout.splitlines():
                if not line.startswith(self.temporary.name):
                    self.assertLessEqual(len(line), 80, (name, line))


if __name__ == "__main__":
    cli_case.main()
