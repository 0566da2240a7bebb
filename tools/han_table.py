#!/usr/bin/env python3
"""Builds the table of Han characters that names are read with:  tools/han_table.py --words FILE --unicode DIR --out FILE

words    src/hanvietData.js of the npm package hanviet-pinyin-words (MIT): traditional character → pinyin → Hán-Việt readings
unicode  /usr/share/unicode of Debian's unicode-data (Unicode licence): variants, pinyin, strokes, frequency
names/   preferred.tsv and readings.tsv, ours: which reading names prefer, and readings that the word list lacks

The form is read by src/platform/names/han_table.cpp. The same sources give the same bytes: a test compares them with the
copy in names/han.table, which is built in where the sources are not installed.
"""
import argparse
import bz2
import collections
import json
import pathlib
import re
import struct
import unicodedata

MAGIC = b"HANT"
VERSION = 1
NAMES = pathlib.Path(__file__).resolve().parent.parent / "names"
NO_READING = 0xFFFF
MOST_PINYIN = 4    # of one character
MOST_READINGS = 6
ORDER = [0.72, 0.20, 0.06, 0.02]  # how much the first, second … reading of a list weighs
PREFERRED = 0.92
FIELDS = ("kMandarin", "kTGHZ2013", "kHanyuPinlu", "kSimplifiedVariant", "kTraditionalVariant", "kZVariant",
          "kSemanticVariant", "kTotalStrokes", "kTGH", "kFrequency")
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def numbered(pinyin):
    """zhōng → zhong1, lǜ → lü4; no mark is the neutral tone, 5"""
    tone, letters = "5", ""
    for c in unicodedata.normalize("NFD", pinyin.strip().lower()):
        if c in TONES:
            tone = TONES[c]
        elif c == "\u0308":
            letters += c
        elif c.isalpha():
            letters += c
    return unicodedata.normalize("NFC", letters) + tone


def old_placement(reading):
    """toạ → tọa, uỷ → ủy: the tone stands on the first vowel of an open oa, oe, uy"""
    parts = unicodedata.normalize("NFD", reading)
    marks = [m for m in parts if m in "\u0300\u0301\u0303\u0309\u0323"]
    bare = "".join(c for c in parts if c not in marks)
    if len(marks) == 1 and re.search(r"(oa|oe|(?<!q)uy)$", bare):
        bare = bare[:-1] + marks[0] + bare[-1]
        return unicodedata.normalize("NFC", bare)
    return unicodedata.normalize("NFC", reading)


def read_unihan(folder):
    values = {name: {} for name in FIELDS}
    for file in sorted(pathlib.Path(folder).glob("Unihan_*.txt.bz2")):
        with bz2.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("U+"):
                    continue
                code, name, value = line.rstrip("\n").split("\t")
                if name in values:
                    values[name][chr(int(code[2:], 16))] = value
    return values


def characters_of(value):
    return [chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]+)", value or "")]


def read_words(file):
    """character → pinyin → readings, with ü for u: and the old tone placement"""
    text = pathlib.Path(file).read_text(encoding="utf-8")
    listed = json.JSONDecoder().raw_decode(text[text.index("{"):])[0]
    return {character: {syllable.replace("u:", "ü"): [old_placement(r) for r in readings]
                        for syllable, readings in of.items()} for character, of in listed.items()}


def read_list(name):
    lines = (NAMES / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines if line]


class Sources:
    def __init__(self, words, unicode):
        self.words = read_words(words)
        self.unihan = read_unihan(unicode)
        self.preferred = {}
        for character, pinyin, reading, _ in read_list("preferred.tsv"):
            self.preferred[(character, pinyin)] = reading
        for character, pinyin, reading, _ in read_list("readings.tsv"):
            readings = self.words.setdefault(character, {}).setdefault(pinyin, [])
            if reading not in readings:
                readings.append(reading)

    def of(self, field, character):
        return self.unihan[field].get(character, "")

    def pinyin(self, character, forms):
        """how likely each pinyin of a character is"""
        weights = collections.Counter()
        for syllable, count in re.findall(r"(\w+)\((\d+)\)", self.of("kHanyuPinlu", character)):
            weights[numbered(syllable)] += int(count)
        total = sum(weights.values())
        if total:
            for syllable in weights:
                weights[syllable] *= 2 / total
        listed = [numbered(p) for p in re.findall(r":([^ ,]+(?:,[^ ,]+)*)", self.of("kTGHZ2013", character))
                  for p in p.split(",")]
        for place, syllable in enumerate(dict.fromkeys(listed)):
            weights[syllable] += ORDER[min(place, 3)] / 2
        main = self.of("kMandarin", character).split()
        if main:
            weights[numbered(main[0])] += 1
        for form in forms:
            for syllable in self.words.get(form, {}):
                if syllable != "*":
                    weights[syllable] += 0.01
        neutral = [s for s in weights if s.endswith("5") and len(weights) > 1]
        for syllable in neutral:  # names have no neutral tone
            weights[syllable] *= 0.05
        total = sum(weights.values())
        return {syllable: weight / total for syllable, weight in weights.items()} if total else {}

    def forms(self, character):
        """traditional forms, each with its weight; the character itself counts less when it stands for another one"""
        traditional = characters_of(self.of("kTraditionalVariant", character))
        others = [form for form in traditional if form != character]
        forms = {form: 1.0 for form in others}
        if not others:
            forms[character] = 1.0
        elif character in traditional or character in self.words:
            forms[character] = 0.45
        if not any(form in self.words for form in forms):
            near = characters_of(self.of("kZVariant", character)) + characters_of(self.of("kSemanticVariant", character))
            near += characters_of(self.of("kSimplifiedVariant", character))
            near += [t for n in near for t in characters_of(self.of("kTraditionalVariant", n))]
            for form in near:
                if form in self.words:
                    forms.setdefault(form, 0.3)
        return forms

    def readings(self, form, syllable):
        """(weight, reading) of a traditional form under a pinyin"""
        of_form = self.words.get(form, {})
        listed = of_form.get(syllable)
        factor = 1.0
        if not listed:
            listed = [r for s, rs in of_form.items() if s[:-1] == syllable[:-1] for r in rs]
            factor = 0.6
        if not listed and "*" in of_form:
            listed, factor = of_form["*"], 0.6
        if not listed:
            listed = [r for rs in of_form.values() for r in rs]
            factor = 0.05
        return [(factor * ORDER[min(place, 3)], reading) for place, reading in enumerate(dict.fromkeys(listed))]

    def entries(self, character):
        """(pinyin, reading or None, weight), heaviest first; weights of a character add up to about 1"""
        forms = self.forms(character)
        joint = collections.Counter()
        syllables = sorted(self.pinyin(character, forms).items(), key=lambda item: (-item[1], item[0]))[:MOST_PINYIN]
        for syllable, likely in syllables:
            found = collections.Counter()
            for form, weight in forms.items():
                for share, reading in self.readings(form, syllable):
                    found[reading] += weight * share
            preferred = self.preferred.get((character, syllable)) or self.preferred.get((character, "*"))
            if preferred:
                total = sum(found.values()) or 1
                for reading in found:
                    found[reading] *= (1 - PREFERRED) / total
                found[preferred] += PREFERRED
            total = sum(found.values())
            for reading, share in found.items():
                joint[(syllable, reading)] += likely * share / total
            if not found:
                joint[(syllable, None)] += likely
        best = sorted(joint.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or ""))[:MOST_READINGS + 2]
        total = sum(weight for _, weight in best)
        return [(s, r, weight / total) for (s, r), weight in best if weight / total >= 0.003]

    def frequency(self, character):
        """0 to 255, by the logarithm of how often it stands in modern Chinese text"""
        level = self.of("kTGH", character)  # the counts stand at traditional forms as well, which are not in that text
        count = sum(int(n) for n in re.findall(r"\((\d+)\)", self.of("kHanyuPinlu", character)))
        if count and level:
            return 100 + min(155, int(16 * (count.bit_length() + (count / (1 << count.bit_length())) * 2 - 1)) // 2)
        rank = int(level.split(":")[1]) if level else 9000
        if rank <= 3500:
            return 90
        return 60 if rank <= 6500 else 30 if rank <= 8105 else 5


def fold_classes(sources, characters):
    """joins simplified, traditional and z-variant forms; the one that stands for all is the most usual in simplified text"""
    parent = {c: c for c in characters}

    def root(c):
        while parent[c] != c:
            parent[c] = parent[parent[c]]
            c = parent[c]
        return c

    for field in ("kSimplifiedVariant", "kTraditionalVariant", "kZVariant"):
        for character in characters:
            for other in characters_of(sources.of(field, character)):
                if other in parent:
                    parent[root(other)] = root(character)
    classes = collections.defaultdict(list)
    for character in characters:
        classes[root(character)].append(character)
    stands = {}
    for members in classes.values():
        first = min(members, key=lambda c: (sources.of("kTGH", c) == "", -sources.frequency(c), c))
        for member in members:
            stands[member] = first
    return stands


def scope(sources):
    characters = set(sources.words) | set(sources.unihan["kTGH"])
    for field in ("kSimplifiedVariant", "kTraditionalVariant"):
        for character in list(characters):
            characters.update(characters_of(sources.of(field, character)))
    return sorted(c for c in characters if len(c) == 1 and ord(c) >= 0x2e80)


def strings(values):
    data, ends = b"", []
    for value in values:
        data += value.encode()
        ends.append(len(data))
    return struct.pack(f"<{len(ends)}H", *ends), data


def build(sources):
    characters = scope(sources)
    row_of = {c: row for row, c in enumerate(characters)}
    stands = fold_classes(sources, characters)
    entries = {c: sources.entries(c) for c in characters}
    pinyin = sorted({s for rows in entries.values() for s, _, _ in rows})
    readings = sorted({r for rows in entries.values() for _, r, _ in rows if r})
    pinyin_of = {s: n for n, s in enumerate(pinyin)}
    reading_of = {r: n for n, r in enumerate(readings)}
    rows, packed = b"", b""
    count = 0
    for c in characters:
        strokes = int((sources.of("kTotalStrokes", c) or "0").split()[0])
        rows += struct.pack("<IHHBB", ord(c), row_of[stands[c]], count, min(strokes, 255), sources.frequency(c))
        for syllable, reading, weight in entries[c]:
            packed += struct.pack("<HHB", pinyin_of[syllable], reading_of[reading] if reading else NO_READING,
                                  max(1, round(weight * 255)))
            count += 1
    rows += struct.pack("<IHHBB", 0, 0, count, 0, 0)  # where the entries of the last one end
    head = MAGIC + struct.pack("<HHHHH", VERSION, len(characters), count, len(pinyin), len(readings))
    out = head + rows + packed
    for values in (pinyin, readings):
        ends, data = strings(values)
        out += ends + data
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", required=True)
    parser.add_argument("--unicode", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    pathlib.Path(arguments.out).write_bytes(build(Sources(arguments.words, arguments.unicode)))


if __name__ == "__main__":
    main()
