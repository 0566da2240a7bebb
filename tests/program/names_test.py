#!/usr/bin/env python3
"""Suggestions of names measured on attested pairs (tests/names/pairs.tsv), with the real program.

Prints the shares; a share below its aim fails. What counts as the same form: tone placement and a final y or i do not.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CAUNOI_TEST_BINARY", str(ROOT / "build/dev/caunoi"))
TONES = "\u0300\u0301\u0303\u0309\u0323"
# kind of pair → (kind of name, first in per cent, among the first three)
AIMS = {"place_cn": ("place", 95, 98), "person_cn": ("person", 94, 98), "organisation": ("organisation", 75, 85)}


def pairs():
    lines = (ROOT / "tests/names/pairs.tsv").read_text().splitlines()
    return [line.split("\t") for line in lines[1:]]


def syllable(word):
    """Letters and tone apart, so that hoà is hòa and Lý is Lí."""
    letters = unicodedata.normalize("NFD", word.lower())
    tone = "".join(c for c in letters if c in TONES)
    rest = unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES))
    if len(rest) > 1 and rest.endswith("y") and (rest[-2] not in "aeouâêôơư" or rest.startswith("qu")):
        rest = rest[:-1] + "i"
    return rest + tone


def same_form(text):
    return " ".join(syllable(word) for word in re.split(r"[\s–-]+", text) if word)


def ask(way, kind, names):
    done = subprocess.run([BINARY, "names", way, "--kind", kind, "--json"], input="\n".join(names) + "\n",
                          capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["input"] for a in answers] == list(names)
    return answers


class Names(unittest.TestCase):
    def test_suggestions_are_the_attested_forms(self):
        by_kind = collections.defaultdict(list)
        for kind, zh, vi, _ in pairs():
            by_kind[kind].append((zh, {same_form(form) for form in vi.split("|")}))
        for kind, (of_name, first_aim, three_aim) in AIMS.items():
            rows = by_kind[kind]
            self.assertGreaterEqual(len(rows), 100)
            first = three = 0
            for (zh, forms), answer in zip(rows, ask("read", of_name, [zh for zh, _ in rows])):
                texts = [same_form(s["text"]) for s in answer["suggestions"][:3]]
                first += bool(texts) and texts[0] in forms
                hit = any(text in forms for text in texts)
                three += hit
                if not (texts and texts[0] in forms):
                    print(f"  {kind}\t{zh}\t{'|'.join(s['text'] for s in answer['suggestions'])}\t{sorted(forms)}")
            shares = 100 * first / len(rows), 100 * three / len(rows)
            print(f"{kind}: {len(rows)} pairs, first {shares[0]:.1f} %, among three {shares[1]:.1f} %")
            with self.subTest(kind):
                self.assertGreaterEqual(shares[0], first_aim)
                self.assertGreaterEqual(shares[1], three_aim)


if __name__ == "__main__":
    if not os.access(BINARY, os.X_OK):
        sys.exit(f"{BINARY} is not built")
    unittest.main()
