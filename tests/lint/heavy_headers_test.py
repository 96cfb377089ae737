import unittest

import heavy_headers
from source_tree import SourceTree


def found(path, include):
    tree = SourceTree({path: f"// About.\n#pragma once\n\n#include {include}\n"})
    return [finding.line for finding in heavy_headers.find(tree)]


class HeavyHeaders(unittest.TestCase):
    def test_refuses_each_heavy_library_in_a_header(self):
        libraries = ("nlohmann/json.hpp", "CLI/CLI.hpp", "boost/range.hpp", "Eigen/Dense")
        for name in (*libraries, "linear.h", "pcre2.h"):
            self.assertEqual(found("core/model/a.hpp", f"<{name}>"), [4])
        self.assertEqual(found("reports/charts/a.hpp", '"gnuplot-iostream.h"'), [4])

    def test_allows_them_in_sources(self):
        self.assertEqual(found("core/model/a.cpp", "<Eigen/Dense>"), [])

    def test_allows_light_headers_and_the_one_exception(self):
        self.assertEqual(found("core/model/a.hpp", "<nlohmann/json_fwd.hpp>"), [])
        self.assertEqual(found("core/base/command_line.hpp", "<CLI/CLI.hpp>"), [])
        self.assertEqual(found("core/base/error.hpp", "<CLI/CLI.hpp>"), [4])


if __name__ == "__main__":
    unittest.main()
