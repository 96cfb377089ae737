"""alertsage verify: what it calls sound, and how it compares answers with expected ones."""
import json
import os

import cli_case


class Verify(cli_case.CliCase):
    def expect(self, *records):
        """A file of these records, for verify --against: text, label, probabilities."""
        expected = self.path("expected.jsonl")
        with open(expected, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(dict(zip(("text", "label", "probabilities"), record))) + "\n"
                           for record in records)
        return expected

    def probabilities(self, text):
        answer = json.loads(self.run_program("classify", "-m", self.json_model, "-j", "-k", "0", text).stdout)
        return dict(answer["probs_sorted"])

    def test_verify_finds_damage_and_differences(self):
        bundle = self.make_bundle()
        self.assertIn("sound", self.run_program("verify", "-m", bundle).stdout)
        answer = json.loads(self.run_program("classify", "-m", bundle, "-j", "malware").stdout)
        expected = self.path("expected.jsonl")
        def write_expected(label, shift):
            with open(expected, "w", encoding="utf-8") as out:
                json.dump({"text": "malware", "label": label,
                           "probabilities": {k: p + shift for k, p in answer["probs_sorted"]}}, out)
        write_expected("malware", 0)
        self.assertIn("1 of 1 equal", self.run_program("verify", "-m", bundle, "--against", expected).stdout)
        write_expected("malware", 1e-6)
        report = self.run_program("verify", "-m", bundle, "--against", expected, code=1).stdout
        self.assertIn("NOT EQUAL", report)
        self.assertNotIn("float32", report)
        write_expected("malware", 1e-7)
        self.assertIn("float32", self.run_program("verify", "-m", bundle, "--against", expected, code=1).stdout)
        write_expected("malware", 1e-6)
        self.run_program("verify", "-m", bundle, "--against", expected, "--tolerance", "1e-5")
        write_expected("benign", 0)
        self.run_program("verify", "-m", bundle, "--against", expected, code=1)
        file = os.path.join(bundle, "model.safetensors")
        with open(file, "r+b") as damaged:
            damaged.seek(-1, os.SEEK_END)
            damaged.write(b"\x7f")
        report = self.run_program("verify", "-m", bundle, "--against", expected, code=1).stdout
        self.assertRegex(report, r"NOT SOUND +safetensors: .*model\.safetensors: .*data section's id")
        self.assertIn("sound       json\nsound       joblib\n", report)
        self.assertNotIn("equal", report)
        self.assertIn("No such file", self.refused("verify", "-m", self.path("absent.json")))

    def test_verify_shows_texts_whose_label_differs(self):
        """It showed the text of the largest difference, whose label was the expected one."""
        far = {label: p / 2 for label, p in self.probabilities("mail").items()}
        expected = self.expect(("malware", "benign", self.probabilities("malware")),
                               ("mail", max(far, key=far.get), far),
                               *[("backup\n", "a\u200b", self.probabilities("backup\n"))] * 3)
        report = self.run_program("verify", "-m", self.json_model, "--against", expected, code=1).stdout.splitlines()
        self.assertEqual(report[:5], [
            "sound       json", "labels      1 of 5 equal",
            "            line 1: 'malware', expected 'benign', of: malware",
            r"            line 3: 'benign', expected 'a\xe2\x80\x8b', of: backup\x0a",
            r"            line 4: 'benign', expected 'a\xe2\x80\x8b', of: backup\x0a"])
        self.assertTrue(report[5].startswith("difference  0."))
        self.assertEqual(report[6:], ["            line 2: mail", "NOT EQUAL"])

    def test_answers_with_other_classes_do_not_agree(self):
        """They were input that cannot be used, after the model had been called sound."""
        right = self.probabilities("malware")
        renamed = {**right, "0": right["benign"]}
        del renamed["benign"]
        for scores, difference in ((renamed, "the model alone has 'benign'; expected alone: '0'"),
                                   ({**right, **dict.fromkeys("0123", 0)},
                                    "the model alone has none; expected alone: '0', '1', '2' and 1 more"),
                                   ({}, "the model alone has 'benign', 'malware', 'phishing'; expected alone: none")):
            expected = self.expect(("malware", "malware", right), ("malware", "malware", scores))
            self.assertEqual(self.run_program("verify", "-m", self.json_model, "--against", expected, code=1).stdout,
                             f"sound       json\nclasses     line 2: {difference}\nNOT EQUAL\n")
        for scores in ({**right, "benign": "0.5"}, {**right, "0": None}, [0.5]):
            self.assertIn("line 1: ", self.refused("verify", "-m", self.json_model, "--against",
                                                   self.expect(("malware", "malware", scores))))
        self.assertIn("holds no expected answers",
                      self.refused("verify", "-m", self.json_model, "--against", self.expect()))


if __name__ == "__main__":
    cli_case.main()
