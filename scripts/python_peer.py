#!/usr/bin/env python3
"""Python's side of the comparison: load a joblib pair as users do, in a process with everything imported.

  python_peer.py versions                                       a line of versions, and the interpreter's path
  python_peer.py serve {joblib|pickle} VEC.joblib CLF.joblib CLEANING    one text a line (JSON string) on stdin,
                                                                {"ns": load time, "label": …} a line on stdout
  python_peer.py classify VEC.joblib CLF.joblib CLEANING TEXT    one whole process, as a command would be

Files that numpy 2 wrote name modules that numpy 1 does not have (numpy._core); where this Python has numpy 1 they
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


def make_usable(vectorizer, classifier):
    """What a file of a newer scikit-learn lacks for an older one; done outside of what is timed."""
    import scipy.sparse
    transformer = vectorizer._tfidf
    if "_idf_diag" not in transformer.__dict__ and "idf_" in transformer.__dict__:
        idf = transformer.__dict__.pop("idf_")
        transformer._idf_diag = scipy.sparse.diags(idf, shape=(len(idf), len(idf)), format="csr")
    for estimator in getattr(classifier, "estimators_", [classifier]):
        if getattr(estimator, "multi_class", "auto") == "deprecated":
            estimator.multi_class = "auto"


def is_vectorizer(thing):
    return hasattr(thing, "transform") and hasattr(thing, "vocabulary_")


def in_order(first, second):
    return (first, second) if is_vectorizer(first) else (second, first)


def predict(vectorizer, classifier, text, cleaning):
    return str(classifier.predict(vectorizer.transform([clean(text, cleaning)]))[0])


def predict_with(things, text, cleaning):
    """The label, from what was loaded, in either order."""
    vectorizer, classifier = in_order(*things)
    make_usable(vectorizer, classifier)
    return predict(vectorizer, classifier, text, cleaning)


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
        for thing in objects:
            if is_vectorizer(thing):
                thing.vocabulary_ = {term: int(row) for term, row in thing.vocabulary_.items()}
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
    if sys.argv[1:2] == ["serve"] and len(sys.argv) == 6:
        return serve(sys.argv[2], sys.argv[3:5], sys.argv[5])
    if sys.argv[1:2] == ["classify"] and len(sys.argv) == 6:
        return classify(sys.argv[2:4], sys.argv[4], sys.argv[5])
    sys.exit(__doc__)


if __name__ == "__main__":
    main()
