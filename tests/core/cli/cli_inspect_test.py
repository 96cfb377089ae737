"""alertsage inspect: what it shows of a model, in lines that a person can read."""
import cli_case
from small_model import MODEL


class Inspect(cli_case.CliCase):
    def test_inspect_shows_pipeline_head_terms_and_tensors(self):
        text = self.run_program("inspect", "-m", self.make_bundle()).stdout
        for part in ("link           sigmoid-ovr\n", "  'malware': 'malware' +6.00, 'encrypt' +2.00, ",
                     "weights", "F64",
                     "n-grams        1 to 2 words", "strip accents  none", "analyzer       word",
                     "stop words     2", "classes        3, text, of a tie the last"):
            self.assertIn(part, text)

    def test_inspect_leaves_out_terms_that_speak_for_nothing(self):
        """Weights of 0 were listed as the strongest, as +0.00 and -0.00."""
        zeros = [0.0, -0.0, 1e-9]
        self.write_model(weights=zeros + [0.0, 2.5, -3.0] + zeros[:2] + [1e9] + [0.0, -0.0, 0.0] * 3)
        text = self.run_program("inspect", "-m", self.json_model).stdout
        first, second, third = MODEL["terms"][:3]
        self.assertIn("\n  'benign': none\n"
                      f"  'malware': '{second}' +2.50\n"
                      f"  'phishing': '{third}' +1.0e+09, '{first}' +1.0e-09\n", text)
        self.write_model(weights=[0.7, 0.7, 0.7] * 6, settings={**MODEL["settings"], "link": "softmax"})
        self.assertLess(sum([0.7] * 3) / 3, 0.7)  # rounded
        self.assertEqual(self.run_program("inspect", "-m", self.json_model).stdout.count(": none\n"), 3)

    def test_inspect_cuts_at_a_character_and_wraps(self):
        labels = ["é" * 100000, "日本語" * 40, "phishing"]
        terms = [letter * 60 for letter in "abcdeй"]
        self.write_model(labels=labels, terms=terms, weights=[1.0, 1.0, 1.0] * 6)
        lines = self.run_program("inspect", "-m", self.json_model).stdout.splitlines()
        first = lines.index(f"  '{'é' * 67}...':")
        self.assertEqual(lines[first + 6], f"  '{('日本語' * 40)[:33]}...':")
        self.assertIn(f"      '{'b' * 40}...' +1.00,", lines)
        self.assertLessEqual(max(len(line) for line in lines), 80)


if __name__ == "__main__":
    cli_case.main()
