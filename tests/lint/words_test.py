import re
import unittest

import words
from source_tree import SourceTree


def found(path, text):
    return [finding.line for finding in words.find(SourceTree({path: text}))]


class Words(unittest.TestCase):
    # (path, line that is refused)
    REFUSED = [
        ("core/base/a.cpp", "// TODO: later"),
        ("README.md", "FIXME"),
        ("reports/render/a.cpp", "return 0;  // a stub"),
        ("core/base/a.cpp", "#if 0"),
        ("core/base/a.hpp", "using namespace std;"),
        ("core/format/a.cpp", "std::cout << 1;"),
        ("core/load/a.cpp", 'std::printf("x");'),
        ("reports/stats/a.cpp", 'fmt::print("x");'),
        ("core/cli/a.cpp", "std::cout << std::endl;"),
        ("core/train/a.cpp", "std::random_device seed;"),
        ("core/train/a.cpp", "int i = rand();"),
        ("bench/probe/a.cpp", 'std::system("sync");'),
        ("core/base/a.cpp", "f();  // NOLINT"),
        ("core/base/a.cpp", "f();  // NOLINT(cert-err58-cpp)"),
        ("docs/a.md", "see /work/main"),
        ("scripts/run", "#!/bin/sh\ncd /root/x"),
    ]
    # (path, line that looks like one of the above and is allowed)
    ALLOWED = [
        ("core/cli/a.cpp", "std::cout << 1;"),
        ("core/base/program.cpp", 'std::fputs("x", stderr);'),
        ("reports/cli/a.cpp", 'fmt::print("x");'),
        ("core/base/a.cpp", 'std::snprintf(buffer, 10, "x");'),
        ("core/base/a.cpp", "throw system_error(1);"),
        ("core/base/a.cpp", "pool.system(1); strand(2); x.rand_(3);"),
        ("core/base/a.cpp", "using namespace std::literals;"),
        ("core/base/a.cpp", "f();  // NOLINT(cert-err58-cpp): a table of constants"),
        ("core/train/a.cpp", "// stubborn, hackers, todos; nothing here calls rand()"),
        ("docs/a.md", "build/work/main and ~/root/x and $HOME/work/x"),
        ("docs/a.md", "a stub resolver"),
        ("tests/lint/a.py", "TODO"),
    ]

    def test_refuses_each_word_where_it_may_not_stand(self):
        for path, line in self.REFUSED:
            with self.subTest(path=path, line=line):
                self.assertEqual(found(path, line), [len(line.splitlines())])

    def test_lets_pass_what_only_looks_alike(self):
        for path, line in self.ALLOWED:
            with self.subTest(path=path, line=line):
                self.assertEqual(found(path, line), [])

    def test_has_a_refused_line_for_every_rule(self):
        for rule in words.RULES:
            with self.subTest(rule=rule.pattern):
                self.assertTrue(any(self.breaks(rule, *row) for row in self.REFUSED))

    @staticmethod
    def breaks(rule, path, line):
        return words.applies(rule, path, line) and re.search(rule.pattern, line, re.MULTILINE)


if __name__ == "__main__":
    unittest.main()
