import unittest

import packages
from source_tree import SourceTree


def found(**files):
    names = {"required": packages.REQUIRED, "optional": packages.OPTIONAL, "readme": "README.md"}
    tree = SourceTree({names[key]: text for key, text in files.items()})
    return [(finding.path, finding.line) for finding in packages.find(tree)]


class Packages(unittest.TestCase):
    def test_knows_packages_by_the_command_that_installs_them(self):
        readme = "Run `sudo apt-get install -y --no-install-recommends cmake ninja-build`.\n"
        self.assertEqual(found(required="# Tools.\ncmake\nninja-build\n", readme=readme), [])
        self.assertEqual(found(required="cmake\n", readme=readme), [("README.md", 1)])

    def test_knows_libraries_by_their_names(self):
        readme = "needs libfmt-dev\nand python3-sklearn\n"
        lists = {"required": "libfmt-dev\n", "optional": "python3-sklearn\n"}
        self.assertEqual(found(readme=readme, **lists), [])
        self.assertEqual(found(readme=readme), [("README.md", 1), ("README.md", 2)])

    def test_refuses_lists_that_repeat_or_are_not_lists(self):
        self.assertEqual(found(required="cmake\ncmake\n"), [(packages.REQUIRED, 2)])
        self.assertEqual(found(required="cmake\n", optional="cmake\n"), [(packages.OPTIONAL, 1)])
        self.assertEqual(found(required="cmake ninja-build\n"), [(packages.REQUIRED, 1)])


if __name__ == "__main__":
    unittest.main()
