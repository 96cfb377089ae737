"""The grid of scripts/parity: what is fitted, and how it is saved."""
import bz2
import dataclasses
import functools
import gzip
import lzma
import pickle
import random

import joblib
import numpy
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.linear_model import (LogisticRegression, PassiveAggressiveClassifier, Perceptron, RidgeClassifier,
                                  SGDClassifier)
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import BernoulliNB, ComplementNB, MultinomialNB
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

import parity_texts

LABELS = {
    "text": lambda count: ["malware", "phishing", "web_attack", "überfall", "良性"][:count],
    "object": lambda count: numpy.array(["malware", "phishing", "web_attack", "überfall", "良性"][:count], dtype=object),
    "integer": lambda count: [-3, 0, 7, 10, 200][:count],
    "boolean": lambda count: [False, True][:count],
}


@dataclasses.dataclass
class Fitted:
    vectorizer: object
    transformer: object
    classifier: object
    how: str
    protocol: int

    def features(self, texts):
        counts = self.vectorizer.transform(texts)
        return counts if self.transformer is None else self.transformer.transform(counts)

    def parts(self):
        named = [("vect", self.vectorizer), ("tfidf", self.transformer), ("clf", self.classifier)]
        return [(name, part) for name, part in named if part is not None]

    def save(self, directory):
        """Writes the files, and returns them in the order for `alertsage import`."""
        container, _, compression = self.how.partition("+")
        if container == "files":
            things = [part for _, part in self.parts()]
        elif container == "pipeline":
            things = [Pipeline(self.parts())]
        elif container == "dict":
            things = [{"created": "2024-05-01", "model": self.classifier, "classes": ["a", "b"], "scores": {"f1": 0.5},
                       **dict(self.parts()[:-1])}]
        elif container == "tuple":
            things = [tuple(part for _, part in self.parts())]
        else:
            things = [[[part] for _, part in self.parts()]]
        files = []
        for number, thing in enumerate(things):
            files.append(directory / f"{number}.bin")
            dump(thing, files[-1], compression, self.protocol)
        return files[::-1]  # in any order


def dump(thing, path, compression, protocol):
    if compression.startswith("pickle"):
        opener = {"pickle": open, "pickle-gz": functools.partial(gzip.GzipFile, mtime=0), "pickle-bz2": bz2.open, "pickle-xz": lzma.open}[compression]
        with opener(path, "wb") as out:
            pickle.dump(thing, out, protocol=protocol)
    else:
        joblib.dump(thing, path, compress=(compression, 3) if compression else 0, protocol=protocol)


@dataclasses.dataclass
class Case:
    name: str
    vectorizer: object
    classifier: object
    transformer: object = None
    classes: int = 4
    labels: str = "text"
    how: str = "files"
    protocol: int = 4
    each: int = 14  # texts of a class

    def compares(self, text):
        """A hundred n-grams of each place in a megabyte do not fit scikit-learn's memory."""
        return self.vectorizer.ngram_range[1] < 10 or len(text) < 100_000

    @property
    def float32(self):
        return self.vectorizer.dtype == numpy.float32

    def fit(self):
        texts, numbers = parity_texts.corpus(self.classes, each=self.each)
        labels = LABELS[self.labels](self.classes)
        targets = numpy.array([labels[number] for number in numbers], dtype=getattr(labels, "dtype", None))
        counts = self.vectorizer.fit_transform(texts)
        features = counts if self.transformer is None else self.transformer.fit_transform(counts)
        self.classifier.fit(features, targets)
        return Fitted(self.vectorizer, self.transformer, self.classifier, self.how, self.protocol)


def vectorizers():
    """(name, a vectorizer with settings that change terms or their values)"""
    yield "default", {}
    yield "cased", {"lowercase": False}
    yield "accents_ascii", {"strip_accents": "ascii"}
    yield "accents_unicode", {"strip_accents": "unicode", "ngram_range": (1, 2)}
    yield "accents_ascii_cased", {"strip_accents": "ascii", "lowercase": False}
    yield "accents_unicode_cased_char", {"strip_accents": "unicode", "lowercase": False, "analyzer": "char",
                                         "ngram_range": (1, 2)}
    yield "char_1_1", {"analyzer": "char"}
    yield "char_2_4", {"analyzer": "char", "ngram_range": (2, 4)}
    yield "char_cased_3_3", {"analyzer": "char", "ngram_range": (3, 3), "lowercase": False}
    yield "char_wb_1_3", {"analyzer": "char_wb", "ngram_range": (1, 3)}
    yield "char_wb_2_5", {"analyzer": "char_wb", "ngram_range": (2, 5)}
    yield "char_wb_6_8_accents", {"analyzer": "char_wb", "ngram_range": (6, 8), "strip_accents": "unicode"}
    yield "char_wide", {"analyzer": "char", "ngram_range": (1, 100), "max_features": 3000}
    yield "words_2_3", {"ngram_range": (2, 3)}
    yield "words_1_100", {"ngram_range": (1, 100), "max_features": 2000}
    yield "english", {"stop_words": "english", "ngram_range": (1, 2)}
    yield "stop_list", {"stop_words": ["the", "was", "a", "größe", "攻撃", "the"]}
    yield "binary", {"binary": True, "norm": None}
    yield "sublinear", {"sublinear_tf": True}
    yield "no_idf_l1", {"use_idf": False, "norm": "l1"}
    yield "rough_idf", {"smooth_idf": False}
    yield "float32", {"dtype": numpy.float32, "norm": "l1"}
    yield "max_features", {"max_features": 60}  # a vocabulary of numpy.int64
    yield "vocabulary", {"vocabulary": ["host", "user", "größe", "malware", "the"]}
    yield "min_df", {"min_df": 3, "max_df": 0.8}  # with stop_words_


PATTERNS = {
    "letters": r"[^\W\d_]+",
    "not_space": r"\S+",
    "one_up": r"(?u)\b\w+\b",
    "apostrophes": r"(?u)\b\w[\w']+\b",
    "group": r"(\w\w)\w*",
    "alternatives": r"\w+|[^\w\s]",
    "ignore_case": r"(?i)[a-z]{2,}",
    "ascii": r"(?a)\w+",
    "cjk": r"[\u4e00-\u9fff\u3040-\u30ff]|[a-z]+",
    "look_around": r"(?<!\S)\w+(?!\S)",
    "verbose": "(?x) \\w+   # a word\n  (?: - \\w+ )*",
    "empty_matches": r"\w*",
    "dotall": r"(?s).{3}",
    "back_reference": r"(?=(\w)\1)\w+",
    "spaces": r"[^\s,;]+",
    "ip": r"\d{1,3}(?:\.\d{1,3}){3}|\w+",
    "ascii_letter": r"(?u)\b[a-z][a-z0-9]+\b",
}


def heads():
    """(name, classifier, the fewest classes that it is for, may have two)"""
    yield "logistic", LogisticRegression()
    yield "logistic_ovr", LogisticRegression(multi_class="ovr")
    yield "logistic_multinomial", LogisticRegression(multi_class="multinomial")
    yield "logistic_liblinear", LogisticRegression(solver="liblinear", fit_intercept=False)
    yield "svc", LinearSVC(random_state=0)
    yield "svc_without_intercept", LinearSVC(random_state=0, fit_intercept=False)
    yield "svc_crammer_singer", LinearSVC(random_state=0, multi_class="crammer_singer")
    yield "sgd_hinge", SGDClassifier(random_state=0)
    yield "sgd_log", SGDClassifier(loss="log_loss", random_state=numpy.random.RandomState(3))
    yield "sgd_huber", SGDClassifier(loss="modified_huber", random_state=0, average=True)
    yield "ridge", RidgeClassifier()
    yield "ridge_without_intercept", RidgeClassifier(fit_intercept=False)
    yield "perceptron", Perceptron(random_state=0)
    yield "passive_aggressive", PassiveAggressiveClassifier(random_state=0)
    yield "multinomial_nb", MultinomialNB()
    yield "multinomial_nb_uniform", MultinomialNB(fit_prior=False, alpha=0.1)
    yield "complement_nb", ComplementNB()
    yield "complement_nb_norm", ComplementNB(norm=True)
    yield "bernoulli_nb", BernoulliNB()
    yield "bernoulli_nb_threshold", BernoulliNB(binarize=0.2)
    yield "ovr_logistic", OneVsRestClassifier(LogisticRegression())
    yield "ovr_svc", OneVsRestClassifier(LinearSVC(random_state=0))
    yield "ovr_sgd_log", OneVsRestClassifier(SGDClassifier(loss="log_loss", random_state=0))
    yield "ovr_ridge", OneVsRestClassifier(RidgeClassifier())
    yield "ovr_perceptron", OneVsRestClassifier(Perceptron(random_state=0))
    yield "ovr_multinomial_nb", OneVsRestClassifier(MultinomialNB())
    yield "ovr_bernoulli_nb", OneVsRestClassifier(BernoulliNB())


SAVED = ["files", "pipeline", "dict", "tuple", "list", "files+zlib", "pipeline+gzip", "files+bz2", "dict+xz",
         "pipeline+lzma", "pipeline+pickle", "files+pickle", "dict+pickle-gz", "tuple+pickle-bz2", "pipeline+pickle-xz"]
if "lz4" in joblib.compressor._COMPRESSORS and joblib.compressor.lz4 is not None:
    SAVED.append("pipeline+lz4")


def cases():
    """Every setting and every head at least once; how it is saved, protocols and labels in turn."""
    draw = random.Random(5)
    head_makers = dict(heads())
    for number, (name, settings) in enumerate(vectorizers()):
        how = SAVED[number % len(SAVED)]
        yield Case(f"vectorizer_{name}/logistic", TfidfVectorizer(**settings), LogisticRegression(), how=how,
                   protocol=2 + number % 4)
    for name, pattern in PATTERNS.items():
        settings = draw.choice([{}, {"ngram_range": (1, 2)}, {"lowercase": False}, {"strip_accents": "unicode"}])
        yield Case(f"pattern_{name}/svc", TfidfVectorizer(token_pattern=pattern, **settings),
                   LinearSVC(random_state=0), how=draw.choice(SAVED), protocol=draw.randint(2, 5))
    for name, classifier in head_makers.items():
        yield Case(f"head_{name}", TfidfVectorizer(ngram_range=(1, 2)), classifier, how=draw.choice(SAVED),
                   labels=draw.choice(["text", "object", "integer"]), protocol=draw.randint(2, 5))
    for name, classifier in heads():
        yield Case(f"head_{name}/two_classes", TfidfVectorizer(), classifier, classes=2, how=draw.choice(SAVED),
                   labels=draw.choice(["text", "object", "integer", "boolean"]), protocol=draw.randint(2, 5))
    yield Case("counts/multinomial_nb", CountVectorizer(), MultinomialNB())
    yield Case("counts_binary/bernoulli_nb", CountVectorizer(binary=True), BernoulliNB(binarize=None), how="pipeline")
    yield Case("counts_char/sgd", CountVectorizer(analyzer="char_wb", ngram_range=(2, 3)),
               SGDClassifier(random_state=0), how="tuple+pickle")
    yield Case("counts_tfidf/svc", CountVectorizer(max_features=200), LinearSVC(random_state=0),
               transformer=TfidfTransformer(sublinear_tf=True), how="pipeline+xz", labels="integer")
    yield Case("counts_tfidf/logistic", CountVectorizer(dtype=numpy.int32), LogisticRegression(),
               transformer=TfidfTransformer(norm="l1", use_idf=False), how="files", classes=2, labels="boolean")
    yield Case("float32/ovr_logistic", TfidfVectorizer(dtype=numpy.float32),
               OneVsRestClassifier(LogisticRegression(solver="saga", random_state=1)))
