"""Where alertsage import, export and train write a model, and what they say of it."""
import os

import cli_case


class ModelOutput(cli_case.CliCase):
    def test_an_output_that_is_no_file_of_ours_is_a_directory_only_where_it_says_so(self):
        """Directories of the names model.txt, m.SAFETENSORS and - were made."""
        pair = [os.path.join(self.make_bundle(), name) for name in ("vectorizer.joblib", "classifier.joblib")]
        commands = (["import", *pair], ["export", "-m", self.json_model, "--format", "safetensors"])
        trained = ["train", "--generate", "200", "--quiet"]
        def refusal(command, output):
            done = self.run_program(*command, "-o", output, code=3)
            self.assertEqual(done.stdout, "")
            self.assertRegex(done.stderr, r"\Aalertsage( train)?: error: [^\n]+\n\Z")
            return done.stderr
        for command in (*commands, trained):
            self.assertIn("-o is empty: name", refusal(command, ""))
            self.assertIn("-: a model does not go to standard output: name", refusal(command, "-"))
            for name in ("model.txt", "m.SAFETENSORS", "m.joblib", "v1.2"):
                self.assertIn(f"{name}: ends neither in .safetensors nor in .json, and is no directory: for a bundle "
                              "of that name end it in '/'", refusal(command, self.path(name)))
            self.assertIn("is a file, and no .safetensors or .json file: for a bundle name a directory",
                          refusal(command, pair[0]))
            self.assertEqual(sorted(os.listdir(self.temporary.name)), ["bundle", "model.json"])
        for command in (*commands, trained):
            for bundle in (self.path("v1.2/"), self.path("v1.2"), self.path("plain")):
                self.run_program(*command, "-o", bundle)
                self.assertTrue(os.path.exists(os.path.join(bundle, "model.safetensors")))

    def test_what_is_read_is_not_overwritten(self):
        """A pickle named in.safetensors was replaced by what was made of it."""
        bundle = self.make_bundle()
        one, other, corpus = self.path("in.safetensors"), self.path("hard.safetensors"), self.path("corpus")
        os.mkdir(corpus)
        os.link(os.path.join(bundle, "vectorizer.joblib"), one)
        os.link(one, other)
        texts = os.path.join(corpus, "model.json")
        with open(texts, "w", encoding="utf-8") as out:
            out.write(self.run_program("generate", "--count", "200").stdout)
        imported = ["import", one, os.path.join(bundle, "classifier.joblib")]
        inside = os.path.join(bundle, "model.safetensors")
        for command, output, file in (
                (imported, one, one), (imported, other, other), (imported, f"{bundle}/../in.safetensors", one),
                (["export", "-m", bundle, "--format", "json,safetensors"], bundle, inside),
                (["export", "-m", inside, "--format", "safetensors", "--dtype", "f32"], inside, inside),
                (["export", "-m", self.json_model, "--format", "json"], self.temporary.name, self.json_model),
                (["train", "-i", texts], corpus, texts)):
            with open(file, "rb") as before:
                content = before.read()
            done = self.run_program(*command, "-o", output, code=3)
            self.assertIn(": would be overwritten, and is read: name another output", done.stderr)
            with open(file, "rb") as after:
                self.assertEqual(after.read(), content)
            self.assertEqual(os.listdir(corpus), ["model.json"])
        self.run_program("export", "-m", bundle, "--format", "json,joblib", "-o", bundle)

    def test_import_says_what_it_read_and_wrote(self):
        bundle, out = self.make_bundle(), self.path("m.safetensors")
        pair = [os.path.join(bundle, name) for name in ("classifier.joblib", "vectorizer.joblib")]
        lines = self.run_program("import", *pair, "-o", out).stdout.splitlines()
        size = [f"{os.path.getsize(path):,}" for path in (*pair, out)]
        self.assertIn(f"), {size[0]} bytes", lines[0])
        self.assertIn(f"), {size[1]} bytes", lines[1])
        self.assertEqual(lines[-1], f"wrote    {out}: {size[2]} bytes")
        self.write_model(terms=["backup"], idf=[1.0], weights=[1.0, 2.0, 3.0], stop_words=["the"])
        one = self.path("one/")
        self.run_program("export", "-m", self.json_model, "--format", "joblib", "-o", one)
        report = self.run_program("import", one + "classifier.joblib", one + "vectorizer.joblib", "-o", out).stdout
        self.assertIn("model    1 term, 3 classes, word 1-2 grams, 1 stop word, link", report)
        usage = self.run_program("import", "--help").stdout
        self.assertIn("alertsage import [OPTIONS] FILE...\n", usage)
        self.assertIn("up to 4 files, in any order", usage)
        self.assertEqual(self.refused("import", *pair, *pair, *pair, "-o", out),
                         "alertsage: error: 6 files: a model is one file, or up to 4 that hold a part each\n")

    def test_names_of_files_are_escaped(self):
        pair = [os.path.join(self.make_bundle(), name) for name in ("vectorizer.joblib", "classifier.joblib")]
        strange = self.path("red\x1b[31m.joblib")
        os.rename(pair[0], strange)
        out = self.path("out\x1b.safetensors")
        report = self.run_program("import", strange, pair[1], "-o", out).stdout
        self.assertIn("red\\x1b[31m.joblib: TfidfVectorizer", report)
        self.assertIn("out\\x1b.safetensors: ", report)
        self.assertNotIn("\x1b", report)


if __name__ == "__main__":
    cli_case.main()
