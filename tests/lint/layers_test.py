import unittest

import layers
from source_tree import SourceTree


def messages(path, include):
    tree = SourceTree({path: f"#pragma once\n#include {include}\n"})
    return [finding.message for finding in layers.find(tree)]


class Layers(unittest.TestCase):
    # (the includer, what it may include)
    ALLOWED = [
        ("core/load/cache.cpp", "core/model/classifier.hpp"),
        ("core/text/tokens.cpp", "core/text/unicode.hpp"),
        ("core/train/main.cpp", "core/load/bundle.hpp"),
        ("core/cli/generate.cpp", "core/train/incident_generator.hpp"),
        ("bench/load_rows.cpp", "core/train/incidents.hpp"),
        ("leaktest/child.cpp", "bench/probe/usage.hpp"),
        ("leaktest/main.cpp", "reports/results/writer.hpp"),
        ("reports/cli/main.cpp", "reports/render/html.hpp"),
        ("tests/core/base/error_test.cpp", "reports/cli/options.hpp"),
    ]
    # (layer of the includer, layer that it may not see)
    REFUSED = [
        ("core/base", "core/text"),
        ("core/load", "core/train"),
        ("core/train", "core/cli"),
        ("core/cli", "bench/probe"),
        ("core/load", "reports/stats"),
        ("bench", "core/cli"),
        ("bench", "reports/render"),
        ("bench/probe", "core/load"),
        ("leaktest", "bench"),
        ("reports/stats", "bench/probe"),
        ("reports/stats", "reports/results"),
        ("reports/charts", "reports/compare"),
        ("reports/render", "core/model"),
    ]

    def test_lets_a_layer_include_those_below_it_and_tests_anything(self):
        for path, include in self.ALLOWED:
            with self.subTest(path=path, include=include):
                self.assertEqual(messages(path, f'"{include}"'), [])

    def test_refuses_layers_above_and_beside(self):
        for layer, other in self.REFUSED:
            with self.subTest(layer=layer, other=other):
                expected = [f"{layer} may not include {other}"]
                self.assertEqual(messages(f"{layer}/a.cpp", f'"{other}/b.hpp"'), expected)
                self.assertEqual(messages(f"{layer}/a.hpp", f'"{other}/b.hpp"'), expected)

    def test_wants_includes_from_the_root_in_quotes(self):
        self.assertEqual(len(messages("core/base/a.cpp", '"error.hpp"')), 1)
        self.assertEqual(len(messages("core/base/a.cpp", "<core/base/error.hpp>")), 1)
        self.assertEqual(messages("core/base/a.cpp", "<string>"), [])

    def test_wants_every_folder_to_be_a_layer(self):
        self.assertEqual(len(messages("core/extra/a.cpp", "<string>")), 1)
        included = messages("core/base/a.cpp", '"core/extra/a.hpp"')
        self.assertEqual(included, ['"core/extra/a.hpp" lies in no layer'])


if __name__ == "__main__":
    unittest.main()
