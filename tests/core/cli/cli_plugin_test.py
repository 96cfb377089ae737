"""`alertsage classify --load plugin:PATH.so`: the labels of loaders that are not ours."""
import os
import sys

import cli_case

PLUGINS = sys.argv.pop()


def plugin(name):
    return f"plugin:{PLUGINS}/{name}.so"


class PluginClassification(cli_case.CliCase):
    def setUp(self):
        super().setUp()
        self.words = self.file("words", "malware malware\nmail phishing\n")
        self.mine = ["classify", "-m", self.words, "--load", plugin("my_loader")]

    def file(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as out:
            out.write(text)
        return self.path(name)

    def test_the_label_is_printed(self):
        self.assertEqual(self.run_program(*self.mine, "some mail").stdout, "phishing\n")
        self.assertEqual(self.run_program(*self.mine, stdin="malware\n").stdout, "malware\n")
        named = self.run_program("classify", "--load", plugin("my_loader"), "mail",
                                 environment={"ALERTSAGE_MODEL": self.words})
        self.assertEqual(named.stdout, "phishing\n")

    def test_texts_of_a_file_have_a_line_each(self):
        texts = self.file("texts", '{"id": 7, "text": "a mail"}\n\n{"text": "malware"}\n')
        out = self.path("out")
        self.run_program(*self.mine, "-i", texts, "-o", out)
        with open(out, encoding="utf-8") as lines:
            self.assertEqual(lines.read(), "phishing\t7\ta mail\nmalware\tmalware\n")

    def test_a_bundle_may_hold_its_file(self):
        bundle = self.make_bundle()
        os.rename(self.words, os.path.join(bundle, "my_loader.txt"))
        done = self.run_program("classify", "-m", bundle, "--load", plugin("my_loader"), "--timing", "mail")
        self.assertEqual(done.stdout, "phishing\n")
        self.assertRegex(done.stderr, r"\Atiming: load_us=[\d.]+ first_prediction_us=[\d.]+ total_us=[\d.]+\n\Z")

    def test_a_label_that_moves_a_cursor_is_escaped(self):
        order = self.file("order", "echo\n")
        done = self.run_program("classify", "-m", order, "--load", plugin("obeying_loader"), "a\x1bb\tc")
        self.assertEqual(done.stdout, "a\\x1bb\\x09c\n")

    def test_options_that_make_no_sense_are_refused(self):
        for option in (["-j"], ["-t", "0.5"], ["-k", "2"], ["-d", "soc-hard"]):
            self.assertIn(f"{option[0]}/--", self.refused(*self.mine, *option, "mail"))
        self.assertIn("--clean is for joblib files", self.refused(*self.mine, "--clean", "none", "mail"))
        self.assertIn("loads one file or directory", self.refused(*self.mine, "-m", self.words, "mail"))

    def test_what_goes_wrong_is_one_line(self):
        self.assertIn("plugin-my-loader cannot use what it loaded: the text has no word that is known",
                      self.refused(*self.mine, "nothing"))
        self.assertIn("plugin-my-loader cannot load it: no line is `WORD LABEL`",
                      self.refused(*self.mine[:2], self.path("absent"), *self.mine[3:], "mail"))
        for name, reason in (("absent", "cannot open: No such file or directory"),
                             ("loader_of_abi_99", "is a loader of ABI 99"),
                             ("loader_without_labels", "returns no labels: it cannot classify")):
            self.assertIn(reason, self.refused(*self.mine[:3], "--load", plugin(name), "mail"))


if __name__ == "__main__":
    cli_case.main()
