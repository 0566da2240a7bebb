#!/usr/bin/env python3
"""The table of Han characters in the repository is the one that its sources give."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = ROOT / "tests/browser/node_modules/hanviet-pinyin-words/src/hanvietData.js"


class HanTable(unittest.TestCase):
    def test_the_sources_give_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            made = pathlib.Path(folder) / "han.table"
            subprocess.run([sys.executable, ROOT / "tools/han_table.py", "--words", WORDS, "--unicode",
                            "/usr/share/unicode", "--out", made], check=True)
            self.assertEqual(made.read_bytes(), (ROOT / "names/han.table").read_bytes(),
                             "names/han.table is not what tools/han_table.py makes; CONTRIBUTING.md says how to make it")

    def test_the_table_is_small(self):
        self.assertLessEqual((ROOT / "names/han.table").stat().st_size, 400_000)


if __name__ == "__main__":
    unittest.main(verbosity=2)
