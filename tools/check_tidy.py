#!/usr/bin/env python3
"""Length limits of CONTRIBUTING.md, without exceptions: files <= 450 lines, C++ headers <= 200, lines <= 100 columns,
functions <= 60 lines (C++, TypeScript, Python, by braces or indentation). Also words and habits we do not commit."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE_LINES, FUNCTION_LINES, COLUMNS = 450, 60, 100
CODE = {".cc", ".h", ".ts", ".tsx", ".mjs", ".js", ".py", ".css"}
BANNED = {
    r"\b(TODO|FIXME|XXX)\b": "unfinished work belongs into an issue",
    r"\bGTEST_SKIP\b|\bDISABLED_|\b(it|test|describe)\.(skip|only|todo)\b": "no skipped or exclusive tests",
    r"\bsleep_for\b|\bwaitForTimeout\b": "wait for a condition, not for time",
}
CPP_START = re.compile(r"^(?:template.*|[A-Za-z_][\w:<>,*&\s\[\]]*)\(?.*\{\s*$")
NOT_A_FUNCTION = re.compile(r"^\s*(namespace|class|struct|enum|union|extern|switch|export (const|default) \{)")


def tracked():
    out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [p for p in (ROOT / line for line in out.stdout.splitlines()) if p.suffix in CODE and p.is_file()]


def strip(line):
    """Removes strings, characters and line comments, so that braces inside them do not count."""
    line = re.sub(r'R"\(.*?\)"', '""', line)
    line = re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'|`(\\.|[^`\\])*`', '""', line)
    return re.sub(r"//.*", "", line)


def opens_function(line, suffix):
    bare = strip(line)
    if NOT_A_FUNCTION.match(bare) or "{" not in bare:
        return False
    if suffix in (".cc", ".h"):
        return ")" in bare and not re.match(r"^\s*(if|for|while|else|do|case|return)\b", bare)
    return bool(re.search(r"\bfunction\b|=>\s*\{\s*$|^\s+(async\s+)?[\w#]+\([^;]*\)[^;=]*\{\s*$", bare)) and not re.match(
        r"^\s*(if|for|while|else|switch|describe|it|test|suite|catch)\b", bare)


def long_functions(path, lines):
    """Yields (line number, length) of every braced body that opens as a function and runs too long."""
    stack = []
    raw = False
    for number, line in enumerate(lines, 1):
        if raw:  # inside a raw string literal
            raw = ')"' not in line
            continue
        bare = strip(line)
        if 'R"(' in bare:
            raw = True
            continue
        is_function = opens_function(line, path.suffix)
        for char in bare:
            if char == "{":
                stack.append((number, is_function))
                is_function = False
            elif char == "}" and stack:
                start, function = stack.pop()
                if function and number - start + 1 > FUNCTION_LINES:
                    yield start, number - start + 1


def long_python(lines):
    start, indent = None, 0
    for number, line in enumerate(lines + ["end"], 1):
        if not line.strip():
            continue
        here = len(line) - len(line.lstrip())
        if start and here <= indent:
            if number - start > FUNCTION_LINES:
                yield start, number - start
            start = None
        if re.match(r"\s*(async )?def ", line):
            start, indent = number, here


def check(path):
    where = path.relative_to(ROOT).as_posix()
    text = path.read_text(errors="replace")
    lines = text.splitlines()
    if len(lines) > FILE_LINES:
        yield f"{where}: {len(lines)} lines, at most {FILE_LINES}"
    finder = long_python(lines) if path.suffix == ".py" else [] if path.suffix == ".css" else long_functions(path, lines)
    for number, length in finder:
        yield f"{where}:{number}: function of {length} lines, at most {FUNCTION_LINES}"
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS and path.suffix in (".cc", ".h") and "http" not in line and 'R"' not in line:
            yield f"{where}:{number}: {len(line)} columns, at most {COLUMNS}"
        if path.name != "check_tidy.py":
            for pattern, why in BANNED.items():
                if re.search(pattern, line):
                    yield f"{where}:{number}: {why}"


def main():
    problems = [problem for path in tracked() for problem in check(path)]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
