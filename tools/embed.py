#!/usr/bin/env python3
"""Puts files into the program: writes one C++ file that draws them in with the assembler's .incbin.

    embed.py assets --dir DIR --out FILE.cpp          the built assets, as caunoi::http::embedded_assets()
    embed.py text --function NAME --out FILE.cpp FILES…   text files, as a function that returns a span of EmbeddedFile

.incbin costs the compiler nothing, whatever the size; a string literal of 200 kB does not.
"""
import argparse
import hashlib
import json
import pathlib
import sys


def c_string(text):
    """A C++ string literal; other than ASCII is written byte by byte, in octal, which cannot run into the next character."""
    pieces = []
    for byte in text.encode():
        char = chr(byte)
        if char in '"\\':
            pieces.append("\\" + char)
        elif char == "\n":
            pieces.append("\\n")
        elif 32 <= byte < 127:
            pieces.append(char)
        else:
            pieces.append(f"\\{byte:03o}")
    return '"' + "".join(pieces) + '"'


class Blobs:
    """The assembler part: every file once, between labels that only this program knows."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.assembler = []
        self.declarations = []

    def add(self, path):
        """Returns the C++ expression of the file's content."""
        if path is None:
            return "{}"
        symbol = f"{self.prefix}_{len(self.declarations)}"
        lines = [
            '.section .rodata,"a",@progbits',
            ".balign 16",
            f".globl {symbol}",
            f".hidden {symbol}",
            f"{symbol}:",
            f'.incbin "{path.resolve()}"',
            ".byte 0",
            ".previous",
        ]
        content = path.read_bytes()
        # The hash makes this file differ when the content does: build systems do not follow .incbin.
        digest = hashlib.sha256(content).hexdigest()[:16]
        text = "\n    ".join(c_string(line + "\n") for line in lines)
        self.assembler.append(f"// {path.name} {digest}\nasm({text});\n\n")
        self.declarations.append(f'extern "C" __attribute__((visibility("hidden"))) const char {symbol}[];\n')
        return f"{{{symbol}, {len(content)}}}"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def embed_assets(options):
    folder = options.dir
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    blobs = Blobs("caunoi_asset")
    rows = []
    for name, entry in manifest.items():
        file = folder / entry["file"]
        plain = blobs.add(file)
        gzip = blobs.add(file.with_name(file.name + ".gz") if entry["gz"] is not None else None)
        brotli = blobs.add(file.with_name(file.name + ".br") if entry["br"] is not None else None)
        etag = '"' + entry["file"].split(".")[-2] + '"'
        rows.append(
            f"    {{{c_string(name)}, {c_string('/assets/' + entry['file'])}, {c_string(entry['type'])},\n"
            f"     {plain}, {gzip}, {brotli}, {c_string(etag)}}},\n"
        )
    if not rows:
        sys.exit(f"{folder}: no assets in the manifest")
    write(
        options.out,
        "// Made by tools/embed.py; do not edit.\n"
        '#include "platform/http/assets.hpp"\n\n'
        + "".join(blobs.assembler)
        + "".join(blobs.declarations)
        + "\nnamespace caunoi::http {\nnamespace {\n\nconstexpr Asset assets[] = {\n"
        + "".join(rows)
        + "};\n\n}  // namespace\n\nstd::span<const Asset> embedded_assets() { return assets; }\n\n}  // namespace caunoi::http\n",
    )


def embed_text(options):
    namespace, _, function = options.function.rpartition("::")
    if not namespace or not function.isidentifier():
        sys.exit(f"--function {options.function}: wants a name with its namespace, like caunoi::store::embedded_migrations")
    names = [path.name for path in options.files]
    if len(set(names)) != len(names):
        sys.exit("two of the files have the same name")
    blobs = Blobs(options.function.replace("::", "_"))
    rows = []
    for path in sorted(options.files, key=lambda file: file.name):
        if path.suffix != ".table":
            path.read_text(encoding="utf-8")  # refuses what is not UTF-8
        rows.append(f"    {{{c_string(path.name)}, {blobs.add(path)}}},\n")
    table = f"constexpr ::caunoi::EmbeddedFile files[] = {{\n{''.join(rows)}}};\n" if rows else ""
    write(
        options.out,
        "// Made by tools/embed.py; do not edit.\n"
        '#include <span>\n\n#include "platform/base/embedded.hpp"\n\n'
        + "".join(blobs.assembler)
        + "".join(blobs.declarations)
        + (f"\nnamespace {{\n\n{table}\n}}  // namespace\n" if rows else "")
        + f"\nnamespace {namespace} {{\n\n"
        f"std::span<const ::caunoi::EmbeddedFile> {function}();\n"
        f"std::span<const ::caunoi::EmbeddedFile> {function}() {{ return {'files' if rows else '{}'}; }}\n\n"
        f"}}  // namespace {namespace}\n",
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    modes = parser.add_subparsers(required=True, metavar="MODE")
    assets = modes.add_parser("assets", help="the folder that assets/build.mjs wrote")
    assets.add_argument("--dir", required=True, type=pathlib.Path)
    assets.add_argument("--out", required=True, type=pathlib.Path)
    assets.set_defaults(run=embed_assets)
    text = modes.add_parser("text", help="text files, sorted by name")
    text.add_argument("--function", required=True, help="with its namespace")
    text.add_argument("--out", required=True, type=pathlib.Path)
    text.add_argument("files", nargs="*", type=pathlib.Path)
    text.set_defaults(run=embed_text)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
