#!/usr/bin/env python3
"""Write scikit-learn's answers for texts, for `alertsage verify --against`.

  expected.py VEC.joblib CLF.joblib TEXTS.txt [--clean alertsage] > expected.jsonl

One object a line: text, label, probabilities {label: p}. Needs scikit-learn and joblib (Debian: python3-sklearn).
"""
import argparse
import json
import sys
import warnings

from python_peer import alias_numpy_core, clean, in_order, make_usable


def fail(message):
    print(f"expected.py: error: {message}", file=sys.stderr)
    sys.exit(3)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs=2, metavar="FILE.joblib", help="vectorizer and classifier, in either order")
    parser.add_argument("texts", help="one text a line")
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
        vectorizer, classifier = in_order(*[joblib.load(path) for path in arguments.files])
    except Exception as error:  # whatever a pickle raises
        fail(f"cannot load the pair: {error}")
    if not hasattr(classifier, "predict_proba"):
        fail(f"{type(classifier).__name__} has no probabilities")
    make_usable(vectorizer, classifier)
    with open(arguments.texts, encoding="utf-8", errors="replace", newline="\n") as lines:
        texts = [line.rstrip("\r\n") for line in lines]
    texts = [text for text in texts if text]
    rows = vectorizer.transform([clean(text, arguments.clean) for text in texts])
    labels = [str(label) for label in classifier.classes_]
    for text, label, row in zip(texts, classifier.predict(rows), classifier.predict_proba(rows)):
        print(json.dumps({"text": text, "label": str(label), "probabilities": dict(zip(labels, map(float, row)))},
                         ensure_ascii=False))


if __name__ == "__main__":
    main()
