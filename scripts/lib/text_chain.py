"""What AlertSage and scikit-learn do to a text, in Python's own terms: the right answers."""

import re
import unicodedata

# AlertSage's cleaning rules, in this order, after str.lower().
CLEANING = [(re.compile(pattern), replacement) for pattern, replacement in (
    (r"\bgoogle\s+drive\b", " googledrive "),
    (r"\bgdrive\b", " googledrive "),
    (r"\bbox\.com\b", " box "),
    (r"\bdropbox\b", " dropbox "),
    (r"http\S+|www\.\S+", " url "),
    (r"\b\d{1,3}(?:\.\d{1,3}){3}\b", " ipaddr "),
    (r"[a-z]:\\[^\s]+", " filepath "),
    (r"/[^\s]+", " filepath "),
    (r"[a-z0-9+/=]{20,}", " encoded "),
    (r"[^a-z0-9 ]", " "),
    (r"\b\d+\b", " "),
    (r"\s+", " "),
)]

TOKEN_PATTERNS = [re.compile(pattern) for pattern in (
    r"(?u)\b\w\w+\b",            # scikit-learn's default
    r"(?u)\b[a-z][a-z0-9]+\b",   # AlertSage's
)]


def clean(text):
    text = text.lower()
    for pattern, replacement in CLEANING:
        text = pattern.sub(replacement, text)
    return text.strip()


def without_accents_ascii(text):
    """scikit-learn's strip_accents="ascii"."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def without_accents_unicode(text):
    """scikit-learn's strip_accents="unicode"."""
    return "".join([c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)])


MULTIPLE_SPACE = re.compile(r"\s\s+")
NGRAM_LENGTHS = (2, 3)  # those of tests/core/text/text_oracle.cpp


def character_ngrams(text):
    """scikit-learn's analyzer "char"."""
    text = MULTIPLE_SPACE.sub(" ", text)
    return [text[at:at + length] for length in NGRAM_LENGTHS for at in range(len(text) - length + 1)]


def ngrams_of_words(text):
    """scikit-learn's analyzer "char_wb": a word shorter than an n-gram is one, once."""
    ngrams = []
    for word in MULTIPLE_SPACE.sub(" ", text).split():
        padded = f" {word} "
        for length in NGRAM_LENGTHS:
            if length >= len(padded):
                ngrams.append(padded)
                break
            ngrams.extend(padded[at:at + length] for at in range(len(padded) - length + 1))
    return ngrams


def fields(text):
    """Name and value of all that tests/core/text/text_oracle.cpp answers for a text, in its order."""
    lowered = text.lower()
    yield "cleaned", clean(text)
    yield "lowered", lowered
    for pattern in TOKEN_PATTERNS:
        yield f"tokens of {pattern.pattern}", "\n".join(pattern.findall(text))
        yield f"lowered tokens of {pattern.pattern}", "\n".join(pattern.findall(lowered))
    for strip in (without_accents_ascii, without_accents_unicode):
        yield strip.__name__, strip(text)
        yield f"lowered, {strip.__name__}", strip(lowered)
    for ngrams in (character_ngrams, ngrams_of_words):
        yield ngrams.__name__, "\n".join(ngrams(text))
