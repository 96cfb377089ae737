"""What AlertSage and scikit-learn do to a text, in Python's own terms: the right answers."""

import re

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


def fields(text):
    """Name and value of all that tests/core/text/text_oracle.cpp answers for a text, in its order."""
    lowered = text.lower()
    yield "cleaned", clean(text)
    yield "lowered", lowered
    for pattern in TOKEN_PATTERNS:
        yield f"tokens of {pattern.pattern}", "\n".join(pattern.findall(text))
        yield f"lowered tokens of {pattern.pattern}", "\n".join(pattern.findall(lowered))
