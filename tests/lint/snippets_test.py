import unittest

import snippets
from source_tree import SourceTree

SOURCE = "#include <a>\n\nint main() {\n  const int x = 1;\n  return x;\n}\n"


def found(markdown):
    tree = SourceTree({"docs/a.md": markdown, snippets.COMPILED[0] + "main.cpp": SOURCE})
    return [finding.line for finding in snippets.find(tree)]


class Snippets(unittest.TestCase):
    def test_takes_paragraphs_that_stand_in_a_source_whatever_their_indentation(self):
        self.assertEqual(found("```cpp\n#include <a>\n\nconst int x = 1;\nreturn x;\n```\n"), [])

    def test_finds_a_line_that_was_changed(self):
        self.assertEqual(found("text\n\n```cpp\n#include <a>\n\nconst int x = 2;\n```\n"), [6])

    def test_finds_lines_that_do_not_follow_each_other(self):
        self.assertEqual(found("```cpp\n#include <a>\nreturn x;\n```\n"), [2])

    def test_leaves_other_languages_alone(self):
        self.assertEqual(found("```sh\nmake\n```\n\nint y;\n\n```\nint z;\n```\n"), [])


if __name__ == "__main__":
    unittest.main()
