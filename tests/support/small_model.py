"""A model small enough to read, for tests that run programs."""
import json
import os
import subprocess

MODEL = {
    "format": "alertsage-model", "version": 2,
    "settings": {"cleaning": "alertsage", "lowercase": True, "strip_accents": "none",
                 "analyzer": "word", "token_pattern": r"(?u)\b[a-z][a-z0-9]+\b",
                 "ngram_min": 1, "ngram_max": 2, "binary": False, "sublinear_tf": False, "use_idf": True,
                 "norm": "l2", "binarize": None, "label_type": "text", "link": "sigmoid-ovr", "tie": "last",
                 "dtype": "f64"},
    "labels": ["benign", "malware", "phishing"], "stop_words": ["the", "and"],
    "terms": ["backup", "encrypt", "mail", "malware", "malware encrypt", "phishing mail"],
    "idf": [1.5, 2.25, 1.25, 2.0, 2.75, 2.5],
    "weights": [5.5, -5, -5, -1, 2, -0.5, 0.25, -0.5, 0.75, -5, 6, -5, -0.5, 1.5, -0.25, -5, -5, 6.5],
    "intercepts": [0.125, -0.25, -0.5]}


def make_bundle(alertsage, directory, terms=None):
    """DIRECTORY/bundle with the model in all its forms; with so many other terms, that its size shows in a process."""
    model = dict(MODEL)
    if terms is not None:
        model |= {"terms": [f"term{number:06}" for number in range(terms)], "idf": [1.5] * terms, "weights": [0.5] * terms * 3}
    source = os.path.join(directory, "model.json")
    with open(source, "w", encoding="utf-8") as out:
        json.dump(model, out)
    bundle = os.path.join(directory, "bundle")
    subprocess.run([alertsage, "export", "-m", source, "--format", "safetensors,json,joblib", "-o", bundle], check=True)
    return bundle
