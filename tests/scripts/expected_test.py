"""expected_test.py LIB: which texts scripts/expected.py asks scikit-learn about, and what it says without an answer."""
import contextlib
import io
import math
import pathlib
import sys
import tempfile
import types
import unittest

sys.path.insert(0, str(pathlib.Path(sys.argv.pop(1)).parent))
import expected  # noqa: E402


class Classifier:
    """Of one opinion on all texts, and without a number for "nan"."""
    classes_ = [0, 1]

    def predict_proba(self, rows):
        return [[math.nan] * 2 if row == "nan" else [0.25, 0.75] for row in rows]

    def predict(self, rows):
        return [1 for _ in rows]


class Expected(unittest.TestCase):
    def texts(self, name, content):
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory) / name
            path.write_bytes(content.encode())
            return expected.read_texts(str(path))

    def refusal(self, action):
        with contextlib.redirect_stderr(io.StringIO()) as said, self.assertRaises(SystemExit) as end:
            action()
        self.assertEqual(end.exception.code, 3)
        return said.getvalue()

    # Empty lines used to be left out, so that an empty text could not be proved.
    def test_a_line_is_a_text_and_an_empty_one_an_empty_text(self):
        self.assertEqual(self.texts("t.txt", "one\n\n two \r\n\nlast\n"), {1: "one", 2: "", 3: " two ", 4: "", 5: "last"})
        self.assertEqual(self.texts("t.txt", "a\x0bb\u2028c\rd\n\n"), {1: "a\x0bb\u2028c\rd", 2: ""})
        self.assertEqual(self.texts("t.txt", "not ended"), {1: "not ended"})
        self.assertEqual(self.texts("t.txt", ""), {})
        self.assertEqual(self.texts("t.txt", '"text"'), {1: '"text"'})

    def test_json_lines_hold_any_text(self):
        lines = '"a\\nb"\n\n{"id": 7, "text": "größe\\r\\n"}\r\n""\n{"text": ""}\n'
        self.assertEqual(self.texts("t.jsonl", lines), {1: "a\nb", 3: "größe\r\n", 4: "", 5: ""})
        for line in ("text", "7", "null", "[]", "{}", '{"text": 7}', '"\\ud800"', '"a" "b"'):
            said = self.refusal(lambda line=line: self.texts("t.jsonl", f'"first"\n{line}\n'))
            self.assertIn("t.jsonl: line 2: neither a JSON string nor an object with a string 'text'", said)

    def answers(self, texts):
        classifier = Classifier()
        parts = types.SimpleNamespace(features=list, classifier=classifier, predict=classifier.predict, classes=lambda: [0, 1])
        return list(expected.answers(parts, texts, "t.txt", "none"))

    def test_each_text_has_its_answer(self):
        self.assertEqual(self.answers({1: "", 3: "b"}),
                         [{"text": text, "label": 1, "probabilities": {"0": 0.25, "1": 0.75}} for text in ("", "b")])

    # It used to say "some text".
    def test_texts_without_a_number_are_named_by_their_lines(self):
        said = self.refusal(lambda: self.answers({1: "", 4: "nan", 5: "b", 12: "nan"}))
        self.assertEqual(said, "expected.py: error: t.txt: scikit-learn has no number (NaN) for the text of line 4, 12\n")


if __name__ == "__main__":
    unittest.main()
