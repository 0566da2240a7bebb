#!/usr/bin/env python3
"""The arrows of ARCHITECTURE.md: app → modules → platform → base, and which module may know which.

Exit 1 with one line for each include that points the wrong way, or for a heavy library outside its file.
"""
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"

# What a folder of platform/ may include, besides itself. Transitive on purpose: one list to read.
PLATFORM = {
    "base": [],
    "store": ["base"],
    "http": ["base"],
    "i18n": ["base"],
    "context": ["base", "store"],
    "log": ["base", "store", "context"],
    "records": ["base", "store", "context", "log"],
    "jobs": ["base", "store", "context"],
    "files": ["base", "store", "context", "log", "jobs"],
    "backup": ["base", "store", "context", "log", "jobs", "files"],
    "mail": ["base", "store", "context", "jobs", "i18n"],
    "auth": ["base", "store", "context", "log", "mail", "jobs", "i18n"],
    "html": ["base", "http", "i18n", "context", "store"],
    "forms": ["base", "http", "i18n", "context", "html", "records"],
    "names": ["base"],
    "search": ["base", "names", "store", "context", "html", "i18n", "log"],
    "exports": ["base", "store", "context", "log", "http"],
    "import": ["base"],
    "links": ["base"],
    "pdf": ["base"],
    "web": ["base", "store", "context", "http", "i18n", "html", "auth", "log", "records", "forms", "files",
            "search", "exports"],
}
# Which module may include another one's public headers. `people` is known by all; nobody knows `report`, `home`.
MODULES = {
    "people": [],
    "exchange": ["people"],
    "portal": ["people", "exchange"],
    "report": ["people", "exchange", "portal"],
    "settings": ["people"],
    "membership": ["people", "settings"],
    "home": ["people", "exchange", "portal", "report", "settings"],
    "demo": ["people", "exchange", "portal", "report", "settings"],
}
# The only files that may know a heavy library.
HEAVY = {
    r"boost/(beast|asio)": r"platform/http/(server|message|head_fuzz|server_\w+)\.(cpp|hpp)$",
    r"boost/json": r"platform/records/json\.cpp$",
    r"sqlite3\.h": r"platform/store/\w*sqlite\w*\.cpp$",
    r"libpq": r"platform/store/postgres\w*\.cpp$",
    r"unicode/": r"platform/(base/text|base/collation|import/encoding|search/tokens/\w+|i18n/\w+)\.cpp$",
    r"curl/": r"platform/(mail/smtp|links/fetch)\.cpp$",
    r"gmime": r"platform/mail/mime\.cpp$",
    r"magic\.h": r"platform/files/magic\.cpp$",
    r"cmark": r"platform/html/markdown\.cpp$",
    r"zip\.h": r"platform/import/zip\.cpp$",
    r"pugixml": r"platform/import/xlsx\.cpp$",
    r"toml\+\+": r"app/config\.cpp$",
    r"CLI/": r"app/(cli|main)\w*\.cpp$",
    r"(pango|cairo|qrencode|fontconfig|glib|harfbuzz)": r"platform/pdf/document\.cpp$",
    r"sodium": r"platform/(base|context|auth)/\w+\.cpp$",
}
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)


def allowed(place: str, target: str) -> bool:
    source, other = place.split("/"), target.split("/")
    if other[0] == "app":
        return source[0] == "app"
    if other[0] == "modules":
        if source[0] == "app" or source[:2] == other[:2]:
            return True
        return source[0] == "modules" and other[1] in MODULES[source[1]]
    if other[0] == "platform" and source[0] == "platform":
        return source[1] == other[1] or other[1] in PLATFORM[source[1]]
    return True


def main() -> int:
    wrong = []
    for file in sorted(SRC.rglob("*.[ch]pp")):
        place = str(file.relative_to(SRC))
        test = place.endswith(("_test.cpp", "_fuzz.cpp")) or "test_" in file.name
        for target in INCLUDE.findall(file.read_text()):
            if target.split("/")[0] in ("app", "modules", "platform"):
                if not test and not allowed(place, target):
                    wrong.append(f"src/{place} may not include {target}")
                continue
            for library, home in HEAVY.items():
                if re.match(library, target) and not test and not re.search(home, place):
                    wrong.append(f"src/{place} may not know <{target}>")
    print("\n".join(wrong) if wrong else "layers: sound")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
