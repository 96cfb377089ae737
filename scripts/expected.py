#!/usr/bin/env python3
"""Write scikit-learn's answers for texts, for `alertsage verify --against`.

  expected.py FILE… --texts TEXTS [--clean alertsage] > expected.jsonl

FILE…: what was saved, a vectorizer and a classifier, or a Pipeline or container that holds both, and the LabelEncoder of
their classes. TEXTS: one text a line, which may be empty; in a file whose name ends with .jsonl a JSON string a line, or
an object whose "text" is one. Writes one object a line: text, label, and probabilities {label: p}, or decision
{label: d} where the classifier has no probabilities. Needs scikit-learn and joblib (Debian: python3-sklearn).
"""
import argparse
import json
import math
import sys
import warnings

from python_peer import Parts, alias_numpy_core, clean


def fail(message):
    print(f"expected.py: error: {message}", file=sys.stderr)
    sys.exit(3)


def text_of(line):
    """The text in a line of JSON. Raises ValueError where there is none."""
    value = json.loads(line)
    text = value.get("text") if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise ValueError
    text.encode()  # not for half of a surrogate pair
    return text


def read_texts(path):
    """{line number: text}"""
    with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
        lines = {number: line.removesuffix("\n").removesuffix("\r") for number, line in enumerate(file, 1)}
    if not path.endswith(".jsonl"):
        return lines
    texts = {}
    for number, line in lines.items():
        if not line.strip():
            continue
        try:
            texts[number] = text_of(line)
        except ValueError:
            fail(f"{path}: line {number}: neither a JSON string nor an object with a string 'text'")
    return texts


def plain(label):
    """A label as JSON has it: a number or a boolean stays one."""
    return label.item() if hasattr(label, "item") else label


def scores(classifier, rows):
    """("probabilities" or "decision", a row of numbers a text, one a class)"""
    if hasattr(classifier, "predict_proba"):
        return "probabilities", classifier.predict_proba(rows)
    values = classifier.decision_function(rows)
    return "decision", [[-value, value] for value in values] if values.ndim == 1 else values


def answers(parts, texts, path, cleaning):
    """An object a text of {line number: text}."""
    rows = parts.features([clean(text, cleaning) for text in texts.values()])
    labels = [str(label) for label in parts.classes()]
    what, numbers = scores(parts.classifier, rows)
    without = [str(line) for line, row in zip(texts, numbers) if not all(map(math.isfinite, row))]
    if without:
        fail(f"{path}: scikit-learn has no number (NaN) for the text of line {', '.join(without)}")
    for text, label, row in zip(texts.values(), parts.predict(rows), numbers):
        yield {"text": text, "label": plain(label), what: dict(zip(labels, map(float, row)))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE", help="what joblib.dump or pickle.dump wrote")
    parser.add_argument("--texts", required=True, help="one text a line, or JSON Lines (.jsonl)")
    parser.add_argument("--clean", choices=("none", "alertsage"), default="none",
                        help="what is done to texts before the vectorizer [none]")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    try:
        import joblib
        import sklearn  # noqa: F401
    except ImportError as error:
        fail(f"this python3 lacks {error.name} (Debian: python3-sklearn, for /usr/bin/python3)")
    alias_numpy_core()
    try:
        parts = Parts([joblib.load(path) for path in arguments.files])
    except Exception as error:  # whatever a pickle raises
        fail(f"cannot load the files: {error}")
    if parts.vectorizer is None or parts.classifier is None:
        fail("the files hold no fitted vectorizer and classifier")
    texts = read_texts(arguments.texts)
    if not texts:
        fail(f"{arguments.texts}: holds no text")
    for answer in answers(parts, texts, arguments.texts, arguments.clean):
        print(json.dumps(answer, ensure_ascii=False, allow_nan=False))


if __name__ == "__main__":
    main()
