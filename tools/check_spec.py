#!/usr/bin/env python3
"""Every rule of spec/*.md (a bullet that starts with **ID**) is there once and named by at least one test, and no test
names a rule that does not exist. IDs stand in GoogleTest names as EIO7_..., in vitest and node:test titles as [EIO7]."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULE = re.compile(r"^\s*- \*\*([A-Z]{2,4}\d+[a-z]?)\*\*", re.M)
NAMED = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2,4}\d+[a-z]?)(?=[_\]\s,(:)\"'])")
TESTS = ("_test.cc", ".test.ts", ".test.tsx", ".test.mjs", ".spec.ts", ".spec.mjs", "_contract.h", ".e2e.mjs", ".e2e.ts")
TITLE = re.compile(r"(TEST(_F|_P)?|TYPED_TEST(_P)?)\s*\(\s*\w+\s*,\s*(\w+)|\b(it|test|describe|t\.test)(\.each\([^)]*\))?\(\s*([`'\"])(.*?)\7", re.S)


def rules():
    found, twice = {}, []
    for page in sorted((ROOT / "spec").glob("*.md")):
        for identifier in RULE.findall(page.read_text()):
            if identifier in found:
                twice.append(f"spec/{page.name}: {identifier} is a rule of spec/{found[identifier]} already")
            found.setdefault(identifier, page.name)
    return found, twice


def tested():
    out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = {}
    for line in out.stdout.splitlines():
        if line.endswith(TESTS):
            for match in TITLE.finditer((ROOT / line).read_text(errors="replace")):
                title = match.group(4) or match.group(8) or ""
                for identifier in NAMED.findall(title + " "):
                    names.setdefault(identifier, line)
    return names


def main():
    (known, problems), named = rules(), tested()
    prefixes = {re.match(r"[A-Z]+", identifier).group() for identifier in known}
    problems += [f"spec/{page}: {identifier} has no test" for identifier, page in known.items() if identifier not in named]
    problems += [f"{where}: names {identifier}, which no spec page has" for identifier, where in named.items()
                 if identifier not in known and re.match(r"[A-Z]+", identifier).group() in prefixes]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
