#!/usr/bin/env python3
"""Write scikit-learn's answers for texts, for `alertsage verify --against`.

  expected.py FILE… --texts TEXTS.txt [--clean alertsage] > expected.jsonl

FILE…: what was saved, a vectorizer and a classifier, or a Pipeline or container that holds both. One object a line:
text, label, and probabilities {label: p}, or decision {label: d} where the classifier has no probabilities. Needs
scikit-learn and joblib (Debian: python3-sklearn).
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


def plain(label):
    """A label as JSON has it: a number or a boolean stays one."""
    return label.item() if hasattr(label, "item") else label


def scores(classifier, rows):
    """("probabilities" or "decision", a row of numbers a text, one a class)"""
    if hasattr(classifier, "predict_proba"):
        return "probabilities", classifier.predict_proba(rows)
    values = classifier.decision_function(rows)
    return "decision", [[-value, value] for value in values] if values.ndim == 1 else values


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE", help="what joblib.dump or pickle.dump wrote")
    parser.add_argument("--texts", required=True, help="one text a line")
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
    with open(arguments.texts, encoding="utf-8", errors="replace", newline="\n") as lines:
        texts = [line.rstrip("\r\n") for line in lines]
    texts = [text for text in texts if text]
    rows = parts.features([clean(text, arguments.clean) for text in texts])
    labels = [str(label) for label in parts.classifier.classes_]
    what, numbers = scores(parts.classifier, rows)
    if not all(math.isfinite(number) for row in numbers for number in row):
        fail("scikit-learn's own scores are no numbers for some text")
    for text, label, row in zip(texts, parts.classifier.predict(rows), numbers):
        print(json.dumps({"text": text, "label": plain(label), what: dict(zip(labels, map(float, row)))},
                         ensure_ascii=False, allow_nan=False))


if __name__ == "__main__":
    main()
