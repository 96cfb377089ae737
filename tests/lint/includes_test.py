import unittest

import includes
from source_tree import SourceTree


def found(tree):
    return [(finding.path, finding.line) for finding in includes.find(SourceTree(tree))]


GOOD_HEADER = "// Says what it is for.\n#pragma once\n\n#include <string>\n"


class Includes(unittest.TestCase):
    def test_wants_pragma_once_first(self):
        self.assertEqual(found({"core/base/a.hpp": GOOD_HEADER}), [])
        for text, line in (("// About.\n\n#include <string>\n", 3), ("// #pragma once\n", 1)):
            self.assertEqual(found({"core/base/a.hpp": text}), [("core/base/a.hpp", line)])

    def test_wants_a_header_to_say_what_it_is_for(self):
        self.assertEqual(found({"core/base/a.hpp": "#pragma once\n"}), [("core/base/a.hpp", 1)])

    def test_wants_a_source_to_include_its_own_header_first(self):
        path = "core/base/a.cpp"
        header = {"core/base/a.hpp": GOOD_HEADER}
        good = '// Why.\n#include "core/base/a.hpp"\n\n#include <string>\n'
        bad = '#include <string>\n\n#include "core/base/a.hpp"\n'
        self.assertEqual(found({path: good, **header}), [])
        self.assertEqual(found({path: bad, **header}), [(path, 1)])
        self.assertEqual(found({path: "int a;\n", **header}), [(path, 1)])

    def test_leaves_sources_without_a_header_alone(self):
        self.assertEqual(found({"core/cli/main.cpp": "#include <string>\n"}), [])


if __name__ == "__main__":
    unittest.main()
