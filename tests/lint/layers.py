"""Who may include whom (docs/ARCHITECTURE.md): a folder is a layer; the include line shows it."""

from source_tree import CODE, Finding, includes, main

BASE = {"core/base"}
LIBRARY = BASE | {"core/text", "core/model", "core/format", "core/load"}
DOCUMENT = BASE | {"reports/stats", "reports/results"}
COMPARISON = DOCUMENT | {"reports/judge", "reports/compare"}
ANALYSIS = COMPARISON | {"reports/compare/text", "reports/charts"}
INSTRUMENT = LIBRARY | DOCUMENT | {"core/train", "bench/probe"}

# Layer -> the other layers that it may include. A layer always may include itself.
ALLOWED = {
    "core/base": set(),
    "core/text": BASE,
    "core/model": BASE | {"core/text"},
    "core/format": BASE | {"core/text", "core/model"},
    "core/load": BASE | {"core/text", "core/model", "core/format"},
    "core/load/plugins": {"core/load"},
    "core/train": LIBRARY,
    "core/cli": LIBRARY | {"core/train"},
    "bench/probe": BASE,
    "bench/coldstart": INSTRUMENT,
    "bench": INSTRUMENT | {"bench/coldstart", "leaktest/agent"},
    "bench/gate": INSTRUMENT | {"bench/coldstart", "bench/gate/simulation", "reports/judge",
                               "reports/compare", "reports/compare/text"},
    "bench/gate/simulation": DOCUMENT | {"bench/gate", "reports/judge"},
    "leaktest": INSTRUMENT | {"leaktest/agent", "leaktest/simulation", "reports/compare",
                             "reports/compare/text"},
    "leaktest/agent": {"bench/probe"},
    "leaktest/simulation": BASE | {"reports/stats"},
    "reports/stats": BASE,
    "reports/results": BASE | {"reports/stats"},
    "reports/judge": DOCUMENT,
    "reports/compare": DOCUMENT | {"reports/judge"},
    "reports/compare/text": COMPARISON,
    "reports/charts": DOCUMENT,
    "reports/render": ANALYSIS,
    "reports/cli": ANALYSIS | {"reports/render"},
}
ROOMS = {layer.split("/")[0] for layer in ALLOWED}


def layer_of(path):
    """The folder of `path` where that is a layer, else None."""
    folder = path.rpartition("/")[0]
    return folder if folder in ALLOWED else None


def judge(layer, name):
    """What is wrong with including `name` from `layer`, or None."""
    if name.split("/")[0] not in ROOMS:
        return f'"{name}" is not a path from the root (quotes are for our own headers)'
    other = layer_of(name)
    if other is None:
        return f'"{name}" lies in no layer'
    if other != layer and other not in ALLOWED[layer]:
        return f"{layer} may not include {other}"
    return None


def find(tree):
    for path, text in tree.having(*CODE):
        if path.split("/")[0] not in ROOMS:  # tests may look at anything
            continue
        layer = layer_of(path)
        if layer is None:
            yield Finding(path, 1, "lies in no layer: add its folder to tests/lint/layers.py")
            continue
        for include in includes(text):
            if include.quoted:
                problem = judge(layer, include.name)
            elif include.name.split("/")[0] in ROOMS:
                problem = f"<{include.name}>: our own headers stand in quotes"
            else:
                problem = None
            if problem:
                yield Finding(path, include.line, problem)


if __name__ == "__main__":
    main("lint-layers", find)
