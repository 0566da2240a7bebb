#!/usr/bin/env python3
"""Every subcommand of the real program: help, exit codes (0 done, 1 refused or failed, 2 wrong usage), and one clear
sentence for what was wrong."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = os.environ.get("CAUNOI_TEST_BINARY", str(ROOT / "build/dev/caunoi"))
LEAVES = ["serve", "migrate", "demo", "user add", "user link", "import exchanges", "import units", "report term", "search", "history verify", "backup",
          "restore", "copy", "config check", "config show", "doctor", "version"]

# What stands for {…}: data (a demonstration), empty (a folder without data), fresh (no folder yet), work (for files).
# words, exit code, what the output says
WRONG_USAGE = [
    ("", "subcommand is required"),
    ("nonsense", "subcommand"),
    ("serve --data {data} --port 70000", "--port"),
    ("serve --data {data} --port x", "--port"),
    ("serve --data {data} --nonsense", "--nonsense"),
    ("user add --data {data}", "required"),
    ("user add mai --data {data}", "--role"),
    ("user link --data {data}", "required"),
    ("import exchanges {work}/missing.tsv --data {data}", "missing.tsv"),
    ("search --data {data}", "query"),
    ("restore {work}/missing.tar --data {empty}", "missing.tar"),
    ("copy --data {data}", "--to"),
    ("history --data {data}", "subcommand"),
    ("migrate --data", "--data"),
    ("names", "subcommand"),
    ("names read --kind nonsense", "--kind"),
]
REFUSED = [
    ("serve --data {data} --host 0.0.0.0", "0.0.0.0 is not a loopback address"),
    ("serve --data {data} --host ::", ":: is not a loopback address"),
    ("serve --data {data} --database mysql://x", "mysql"),
    ("migrate --data {data}/master.key", "cannot make the folder"),
    ("migrate --data {data} --database postgres://nobody@127.0.0.1:1/none", "PostgreSQL"),
    ("demo --data {data}", "already holds data"),
    ("user add mai --role nonsense --data {data}", "there is no role 'nonsense'"),
    ("user add mai --role clerk --body Nobody --data {data}", "there is no body named 'Nobody'"),
    ("user add m --role clerk --data {data}", "name"),
    ("user link nobody --data {data}", "there is no account 'nobody'"),
    ("user link admin --data {empty}", "there is no data here yet"),
    ("import exchanges {work}/bad.tsv --data {data}", ""),
    ("import exchanges {work}/bad.tsv --data {empty}", "there is no data here yet"),
    ("import units {work}/bad.tsv --data {data}", "no"),
    ("import units {work}/bad.tsv --data {empty}", "there is no data here yet"),
    ("search x --data {empty}", "there is no data here yet"),
    ("history verify --data {empty}", "there is no data here yet"),
    ("history verify --head nonsense --data {data}", "nonsense"),
    ("backup {work}/bad.tsv --data {data}", "exists already"),
    ("backup --data {empty}", "there is no data here yet"),
    ("restore {work}/bad.tsv --data {empty}", ""),
    ("restore {work}/good.tar --data {data}", ""),
    ("copy --data {data} --to mysql://x", "mysql"),
    ("doctor --data {fresh}", "there is no folder"),
    ("doctor --data {empty}", "there is no master.key"),
    ("config check --data {empty} --config {work}/misspelt.toml", "did you mean 'port'?"),
    ("config show --data {empty} --config {work}/misspelt.toml", "misspelt.toml:2"),
    ("config check --data {empty} --config {work}/missing.toml", "missing.toml"),
]
DONE = [
    ("migrate --data {data}", "The schema has version"),
    ("user add mai --full-name Mai --role clerk --data {data}", "/sign-in/link/"),
    ("user link mai --data {data}", "/sign-in/link/"),
    ("search thăm --data {data}", ""),
    ("history verify --data {data}", "The history is sound."),
    ("backup {work}/another.tar --data {data}", "is not in the backup"),
    ("restore {work}/good.tar --data {fresh}", "Restored the backup"),
    ("copy --data {data} --to sqlite:{work}/copy.db", "Copied and verified."),
    ("config check --data {data}", "The settings are right."),
    ("config show --data {data}", "host = 127.0.0.1"),
    ("version", "caunoi "),
    ("doctor --data {data}", "ok    history"),
]


def run(words, variables=None):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CAUNOI_")}
    environment.update(variables or {})
    return subprocess.run([BINARY, *words], capture_output=True, text=True, env=environment, timeout=120, check=False)


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.top = pathlib.Path(tempfile.mkdtemp(prefix="caunoi-cli-"))
        for name in ("empty", "work"):
            (cls.top / name).mkdir()
        (cls.top / "work/bad.tsv").write_text("no\tcolumns\n1\t2\n")
        (cls.top / "work/misspelt.toml").write_text('host = "127.0.0.1"\nprot = 80\n')
        made = run(["demo", "--data", str(cls.top / "demo")])
        assert made.returncode == 0, made.stderr
        kept = run(["backup", str(cls.top / "work/good.tar"), "--data", str(cls.top / "demo")])
        assert kept.returncode == 0, kept.stderr

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.top)

    def setUp(self):
        # Each row gets the demonstration as it was: one may not stand in the way of the next.
        for name in ("data", "fresh"):
            shutil.rmtree(self.top / name, ignore_errors=True)
        shutil.copytree(self.top / "demo", self.top / "data")

    def ask(self, words):
        places = {name: str(self.top / name) for name in ("data", "empty", "fresh", "work")}
        result = run([word.format(**places) for word in words.split()])
        for folder in (self.top / "empty").iterdir():  # opening makes folders and a key
            shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
        return result

    def check(self, words, code, expected):
        with self.subTest(words):
            result = self.ask(words)
            said = result.stdout + result.stderr
            self.assertEqual(result.returncode, code, said)
            self.assertIn(expected, said)
            return result

    def test_help_of_every_command_names_its_options(self):
        for leaf in LEAVES:
            result = self.check(f"{leaf} --help", 0, "--data")
            self.assertIn("--database", result.stdout, leaf)
        top = self.check("--help", 0, "serve")
        for leaf in LEAVES:
            self.assertIn(leaf.split()[0], top.stdout)

    def test_names_need_no_data_and_answer_line_by_line(self):
        for way in ("read", "hanzi", "keys"):
            self.check(f"names {way} --help", 0, "--kind")
        for words, asked, expected in [
                ("names read --kind place --json", "凭祥市", {"text": "thành phố Bằng Tường"}),
                ("names read", "习近平", "Tập Cận Bình"),
                ("names hanzi --json", "Nguyễn Văn An", {"text": "阮文安"}),
                ("names keys --kind person --json", "憑祥", {"text": "凭祥"})]:
            done = subprocess.run([BINARY, *words.split()], input=f"{asked}\n\n", capture_output=True, text=True,
                                  timeout=60, check=True)
            first, second = done.stdout.splitlines()  # an empty line has an empty answer
            if isinstance(expected, str):
                self.assertEqual(first.split("\t")[:2], [asked, expected])
                continue
            answer = json.loads(first)
            self.assertEqual(answer["input"], asked)
            self.assertEqual(answer["suggestions"][0]["text"], expected["text"])
            self.assertGreater(answer["suggestions"][0]["confidence"], 0)
            self.assertEqual(json.loads(second)["suggestions"], [])

    def test_wrong_usage_is_2(self):
        for words, expected in WRONG_USAGE:
            self.check(words, 2, expected)

    def test_what_cannot_be_done_is_1_with_a_sentence(self):
        for words, expected in REFUSED:
            result = self.check(words, 1, expected)
            if result is not None:
                self.assertTrue(result.stderr.startswith("caunoi: "), f"{words}: {result.stderr}")
                self.assertNotIn("terminate", result.stderr)

    def test_what_is_done_is_0(self):
        for words, expected in DONE:
            self.setUp()
            if words.startswith("user link mai"):
                self.ask("user add mai --full-name Mai --role clerk --data {data}")
            self.check(words, 0, expected)

    def test_settings_come_from_variables_and_files(self):
        data = str(self.top / "data")
        secret = self.top / "work/token"
        secret.write_text("abc\n")
        shown = run(["config", "show", "--data", data],
                    {"CAUNOI_PORT": "9999", "CAUNOI_METRICS_TOKEN_FILE": str(secret)})
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("port = 9999", shown.stdout)
        self.assertIn("metrics_token = (kept secret)", shown.stdout)
        self.assertNotIn("abc", shown.stdout)
        for variables, expected in [({"CAUNOI_PROT": "1"}, "did you mean 'port'?"),
                                    ({"CAUNOI_PORT": "x"}, "CAUNOI_PORT: must be a whole number"),
                                    ({"CAUNOI_MAIL_PASSWORD_FILE": "/none/of/it"}, "cannot read /none/of/it")]:
            refused = run(["config", "check", "--data", data], variables)
            self.assertEqual(refused.returncode, 1)
            self.assertIn(expected, refused.stderr)

    def test_doctor_names_what_is_wrong_and_what_to_do(self):
        data = self.top / "data"
        os.chmod(data / "master.key", 0o644)
        result = self.check("doctor --data {data}", 1, "FAIL  key: others can read master.key; chmod 600 master.key")
        self.assertIn("warn  backup: there is none yet", result.stdout)
        os.chmod(data / "master.key", 0o600)
        (data / "caunoi.toml").write_text('mail_url = "smtp://127.0.0.1:25"\nmail_from = "nobody"\n')
        self.check("doctor --data {data}", 1, "FAIL  mail: mail_from is not an address")


if __name__ == "__main__":
    if not os.access(BINARY, os.X_OK):
        sys.exit(f"{BINARY} is not built")
    unittest.main()
