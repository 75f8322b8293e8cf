#!/usr/bin/env python3
"""Runs all tests of Atelier: builds what they need, prints one line a step, everything of a step that fails, and a
closing line 'N passed, N failed'. `--only NAME...` runs the steps of those groups (see STEPS)."""
import argparse
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARIES = ["base", "crdt", "wire", "port", "core", "feature", "gateway", "net", "adapter", "app", "whole"]


def sh(*command):
    return list(command)


def cpp(preset, *names):
    return [f"build/{preset}/{name}_test" for name in names or BINARIES]


def attacks(preset):
    return sh("env", f"ATELIER_BIN=build/{preset}/atelier", "npm", "run", "--silent", "test:attack")


def browsers(*files):
    return sh("npx", "vitest", "run", "--config", "web/e2e/vitest.config.ts", *files)


def sources(*patterns):
    out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in out.stdout.split() if (ROOT / line).is_file()]


# group, name, command (or a list of test binaries), how its output is counted, time limit in seconds
def steps():
    yield "lint", "layers", sh("tools/check_layers.py"), None, 60
    yield "lint", "lengths and habits", sh("tools/check_tidy.py"), None, 60
    yield "lint", "every rule has a test", sh("tools/check_spec.py"), None, 60
    yield "lint", "format of C++", sh("clang-format-14", "--dry-run", "-Werror", *sources("server/*.cc", "server/*.h", "bench/*.cc", "bench/*.h")), None, 300
    yield "web", "npm modules", sh("tools/npm.sh"), None, 600
    yield "lint", "format of the rest", sh("npx", "prettier", "--check", "--log-level", "warn", "."), None, 300
    yield "lint", "eslint", sh("npx", "eslint", "--max-warnings", "0", "sdk", "web"), None, 600
    yield "lint", "layers of the front end", sh("npx", "depcruise", "--config", ".dependency-cruiser.cjs", "sdk/src", "web/src"), None, 300
    yield "lint", "types", sh("npm", "run", "--silent", "typecheck"), None, 300
    yield "web", "SDK", sh("npm", "run", "--silent", "test:sdk"), "vitest", 300
    yield "web", "web app", sh("npm", "run", "--silent", "test:web"), "vitest", 600
    yield "build", "release build", sh("tools/build.sh", "release"), None, 2400
    yield "web", "web build", sh("tools/web.sh"), None, 300
    yield "web", "size budgets", sh("npm", "run", "--silent", "budget"), None, 120
    yield "cpp", "build of the C++ tests", sh("tools/build.sh", "dev"), None, 2400
    for binary in cpp("dev"):
        yield "cpp", binary, sh(binary, "--gtest_brief=1"), "gtest", 600
    yield "conformance", "Engine.IO, Socket.IO and unchanged clients", sh("npm", "run", "--silent", "test:conformance"), "node", 600
    yield "conformance", "attacks", attacks("release"), "node", 900
    yield "conformance", "report of the benchmarks", sh("npm", "test", "--silent", "-w", "bench"), "node", 60
    yield "fuzz", "fuzz build", sh("tools/build.sh", "fuzz"), None, 1200
    yield "fuzz", "fuzz targets", sh("tools/fuzz.py", "--seconds", "5"), "counts", 900
    yield "e2e", "browsers: all journeys, every page by axe and keyboard", browsers("--exclude", "**/engines.e2e.ts"), "counts", 1800


# Groups that only run when they are asked for by name.
def extra_steps():
    yield "pages", "every page in three browsers", browsers("engines"), "counts", 2400
    for sanitizer in ("asan", "tsan"):
        yield sanitizer, f"build with {sanitizer}", sh("tools/build.sh", sanitizer), None, 6000
        for binary in cpp(sanitizer):
            yield sanitizer, binary, sh(binary, "--gtest_brief=1"), "gtest", 1800
    # Not with tsan: its own memory is beyond the bounds that the attacks measure.
    yield "asan", "npm modules", sh("tools/npm.sh"), None, 600
    yield "asan", "attacks on the ASan build", attacks("asan"), "node", 1800
    files = sources("server/*.cc")
    yield "tidy", "clang-tidy", sh("tools/tidy.sh", *files), None, 3000


PATTERNS = {
    "gtest": (r"\[  PASSED  \] (\d+) tests?", r"\[  FAILED  \] (\d+) tests?"),
    "vitest": (r"Tests .*?(\d+) passed", r"Tests .*?(\d+) failed"),
    "node": (r"^[#ℹ] pass (\d+)", r"^[#ℹ] fail (\d+)"),
    "counts": (r"(\d+) passed", r"(\d+) failed"),
}


def count(kind, output, code):
    if kind is None:
        return (1, 0) if code == 0 else (0, 1)
    passed, failed = (re.findall(pattern, output, re.M) for pattern in PATTERNS[kind])
    numbers = [int(found[-1]) if found else 0 for found in (passed, failed)]
    if code != 0 and numbers[1] == 0:
        numbers[1] = 1  # crashed, timed out or leaked behind its last test
    if code == 0 and numbers[0] == 0:
        numbers[1] += 1  # a runner that runs nothing has failed
    return tuple(numbers)


# What names a failure in the output of the runners, and how many lines after it say why.
FAILURE = re.compile(r"^\s*(×|✖|not ok\b|FAIL\b|FAILED\b|\[  FAILED  \]|\S+:\d+: Failure|(Assertion|Type|Timeout)?Error:|stopped after)")
REASONS = 6


def essence(output):
    """The lines that name what failed, each with what follows it: logs are often cut, so these come before everything."""
    lines = output.splitlines()
    kept = sorted({near for number, line in enumerate(lines) if FAILURE.match(line) for near in range(number, min(number + REASONS, len(lines)))})
    return [lines[number][:200] for number in kept if lines[number].strip() and not re.match(r"^\s*(✓|ok )", lines[number])][:60]


def run(command, limit):
    """Runs in a process group of its own, so that whatever it started ends with it."""
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True, env={**os.environ, "CI": "true", "FORCE_COLOR": "0", "NO_COLOR": "1"})
    try:
        output, code = process.communicate(timeout=limit)[0], process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, code = process.communicate()[0] + f"\nstopped after {limit} s\n".encode(), 1
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    return output.decode(errors="replace"), code


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", nargs="+", metavar="GROUP")
    only = arguments.parse_args().only
    passed = failed = 0
    chosen = [step for step in [*steps(), *extra_steps()] if step[0] in only] if only else list(steps())
    for _, name, command, kind, limit in chosen:
        if command[0].endswith("_test") and not (ROOT / command[0]).exists():
            continue  # a layer without tests has no binary
        started = time.monotonic()
        output, code = run(command, limit)
        good, bad = count(kind, output, code)
        passed, failed = passed + good, failed + bad
        print(f"{'FAIL' if bad else 'ok':4} {name}: {good} passed{f', {bad} failed' if bad else ''} ({time.monotonic() - started:.0f} s)", flush=True)
        if bad:
            print("\n".join([*essence(output), "", "all of it:", output]), flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
