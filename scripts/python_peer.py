#!/usr/bin/env python3
"""Python's side of the comparison: load what scikit-learn saved as users do, in a process with everything imported.

  python_peer.py versions                                 a line of versions, and the interpreter's path
  python_peer.py serve {joblib|pickle} CLEANING FILE…     one text a line (JSON string) on stdin,
                                                          {"ns": load time, "label": …} a line on stdout
  python_peer.py classify CLEANING TEXT FILE…             one whole process, as a command would be

FILE…: a vectorizer and a classifier, or a Pipeline or container that holds both. Files that numpy 2 wrote name modules that numpy 1 does not have (numpy._core); where this Python has numpy 1 they
are aliased first, and the versions line says so.
"""
import json
import re
import sys


def alias_numpy_core():
    import numpy
    if int(numpy.__version__.split(".")[0]) >= 2:
        return False
    import importlib
    for name in ("numpy.core", "numpy.core.multiarray", "numpy.core.numeric", "numpy.core._multiarray_umath"):
        sys.modules[name.replace("numpy.core", "numpy._core")] = importlib.import_module(name)
    return True


RULES = [(re.compile(pattern), replacement) for pattern, replacement in (
    (r"\bgoogle\s+drive\b", " googledrive "), (r"\bgdrive\b", " googledrive "), (r"\bbox\.com\b", " box "),
    (r"\bdropbox\b", " dropbox "), (r"http\S+|www\.\S+", " url "), (r"\b\d{1,3}(?:\.\d{1,3}){3}\b", " ipaddr "),
    (r"[a-z]:\\[^\s]+", " filepath "), (r"/[^\s]+", " filepath "), (r"[a-z0-9+/=]{20,}", " encoded "),
    (r"[^a-z0-9 ]", " "), (r"\b\d+\b", " "), (r"\s+", " "))]


def clean(text, cleaning):
    if cleaning == "none":
        return text
    text = text.lower()
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text.strip()


def predicted_classes(classifier):
    """What it predicts, in the order of its scores. A OneVsRestClassifier of two classes has them elsewhere."""
    binarizer = getattr(classifier, "label_binarizer_", None)
    return (binarizer if getattr(binarizer, "y_type_", "") == "binary" else classifier).classes_


class Parts:
    """The vectorizer, the transformer of a CountVectorizer (or None), the classifier and the LabelEncoder of its classes
    (or None) among what was loaded."""

    def __init__(self, things):
        self.vectorizer = self.transformer = self.classifier = self.encoder = None
        for thing in things:
            self.visit(thing)
        self.make_usable()

    def visit(self, thing):
        if hasattr(thing, "steps"):
            thing = [step for _, step in thing.steps]
        if isinstance(thing, dict):
            thing = list(thing.values())
        if isinstance(thing, (list, tuple)):
            for item in thing:
                self.visit(item)
        elif hasattr(thing, "vocabulary_"):
            self.vectorizer = thing
        elif hasattr(thing, "predict"):
            self.classifier = thing
        elif type(thing).__name__ == "TfidfTransformer":
            self.transformer = thing
        elif type(thing).__name__ == "LabelEncoder":
            self.encoder = thing

    def make_usable(self):
        """What a file of a newer scikit-learn lacks for an older one; done outside of what is timed."""
        import scipy.sparse
        for transformer in (getattr(self.vectorizer, "_tfidf", None), self.transformer):
            if "idf_" in getattr(transformer, "__dict__", ()) and "_idf_diag" not in transformer.__dict__:
                idf = transformer.__dict__.pop("idf_")
                transformer._idf_diag = scipy.sparse.diags(idf, shape=(len(idf), len(idf)), format="csr")
        for estimator in getattr(self.classifier, "estimators_", [self.classifier]):
            if getattr(estimator, "multi_class", "auto") == "deprecated":
                estimator.multi_class = "auto"

    def features(self, texts):
        counts = self.vectorizer.transform(texts)
        return counts if self.transformer is None else self.transformer.transform(counts)

    def classes(self):
        """What is predicted, in the order of the scores."""
        return self.named(predicted_classes(self.classifier))

    def predict(self, features):
        return self.named(self.classifier.predict(features))

    def named(self, classes):
        """Of classes that are the encoder's numbers, the encoder's classes; other classes as they are."""
        own = self.classifier.classes_
        if self.encoder is None or (own.dtype.kind == self.encoder.classes_.dtype.kind
                                    and set(own) <= set(self.encoder.classes_)):
            return classes
        return self.encoder.inverse_transform(classes)


def predict_with(things, text, cleaning):
    """The label, from what was loaded, in any order."""
    parts = Parts(things)
    return str(parts.predict(parts.features([clean(text, cleaning)]))[0])


def serve(loader, paths, cleaning):
    import pickle
    import signal
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the bench's, which ends this process
    import time
    import joblib

    def by_joblib():
        return [joblib.load(path) for path in paths]

    load = by_joblib
    if loader == "pickle":
        objects = by_joblib()
        vectorizer = Parts(objects).vectorizer
        vectorizer.vocabulary_ = {term: int(row) for term, row in vectorizer.vocabulary_.items()}
        blobs = [pickle.dumps(thing, protocol=5) for thing in objects]

        def load():
            return [pickle.loads(blob) for blob in blobs]

    # What cannot be loaded or used is known before the first sample.
    predict_with(load(), "", cleaning)
    print("ready", flush=True)
    for line in sys.stdin:
        text = json.loads(line)
        start = time.perf_counter_ns()
        things = load()
        elapsed = time.perf_counter_ns() - start
        print(json.dumps({"ns": elapsed, "label": predict_with(things, text, cleaning)}), flush=True)


def classify(paths, cleaning, text):
    import joblib
    label = predict_with([joblib.load(path) for path in paths], text, cleaning)
    print(json.dumps({"base_label": label}), flush=True)  # the clock stops at the first byte


def versions():
    import joblib
    import numpy
    import sklearn
    aliased = ", numpy._core aliased to numpy.core" if int(numpy.__version__.split(".")[0]) < 2 else ""
    print(f"Python {sys.version.split()[0]}, scikit-learn {sklearn.__version__}, joblib {joblib.__version__}, "
          f"numpy {numpy.__version__}{aliased}")
    print(sys.executable)  # what a name in PATH or a shim leads to


def main():
    import warnings
    warnings.simplefilter("ignore")  # InconsistentVersionWarning and its like: the caller compares answers
    if sys.argv[1:] == ["versions"]:
        return versions()
    alias_numpy_core()
    if sys.argv[1:2] == ["serve"] and len(sys.argv) > 4:
        return serve(sys.argv[2], sys.argv[4:], sys.argv[3])
    if sys.argv[1:2] == ["classify"] and len(sys.argv) > 4:
        return classify(sys.argv[4:], sys.argv[2], sys.argv[3])
    sys.exit(__doc__)


if __name__ == "__main__":
    main()
