import unittest

import links
from source_tree import SourceTree

TREE = {
    "docs/method.md": "# Method\n## What `cold` means, here\n## Twice\n## Twice\n"
    '<a id="own"></a>\n',
    "docs/chart.svg": "<svg/>",
}


def found(text, path="docs/page.md"):
    return [finding.line for finding in links.find(SourceTree({**TREE, path: text}))]


class Links(unittest.TestCase):
    def test_follows_files_folders_and_anchors(self):
        for anchor in ("", "#what-cold-means-here", "#twice", "#twice-1", "#own"):
            self.assertEqual(found(f"[text](method.md{anchor})"), [], anchor)
        for target in ("../docs", "../docs/", "chart.svg"):
            self.assertEqual(found(f"[text]({target})"), [], target)
        self.assertEqual(found("[text](docs/method.md)", "README.md"), [])
        self.assertEqual(found("# Here\n[up](#here)"), [])

    def test_finds_what_leads_nowhere(self):
        for target in ("none.md", "../none/", "#here", "method.md#twice-2", "/docs/method.md"):
            self.assertEqual(found(f"text\n[text]({target})"), [2], target)

    def test_knows_images_definitions_and_html(self):
        self.assertEqual(found("![chart](chart.svg)\n![chart](no.svg)"), [2])
        self.assertEqual(found("[![chart](no.svg)](method.md)"), [1])
        self.assertEqual(found("[m]: method.md\n[n]: none.md"), [2])
        self.assertEqual(found('<img alt="x" src="chart.svg">\n<img src="no.svg">'), [2])

    def test_leaves_addresses_and_code_alone(self):
        self.assertEqual(found("[text](https://example.org/none) [m](mailto:a@b.c)"), [])
        self.assertEqual(found("`[text](none.md)`\n```\n[text](none.md)\n```\n"), [])
        self.assertEqual(found("```\n# Here\n```\n[up](#here)"), [4])


if __name__ == "__main__":
    unittest.main()
