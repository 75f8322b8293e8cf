#!/usr/bin/env python3
"""Runs every libFuzzer target of build/fuzz for --seconds each, two at a time, from its committed corpus. What it finds
is left in build/fuzz/found/. Closes with 'N passed, N failed'."""
import argparse
import concurrent.futures
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOUND = ROOT / "build/fuzz/found"


def run(target, seconds):
    name = target.name.removesuffix("_fuzz")
    seeds = ROOT / "server/test/fuzz/corpus" / name
    dictionary = ROOT / "server/test/fuzz" / f"{name}.dict"
    with tempfile.TemporaryDirectory() as fresh:
        command = [str(target), f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
                   f"-artifact_prefix={FOUND}/{name}-", fresh]
        command += [str(seeds)] if seeds.is_dir() else []
        command += [f"-dict={dictionary}"] if dictionary.is_file() else []
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    return target.name, done.returncode, done.stderr


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=600)
    seconds = arguments.parse_args().seconds
    targets = sorted(path for path in (ROOT / "build/fuzz").glob("*_fuzz") if path.is_file())
    FOUND.mkdir(parents=True, exist_ok=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as two:
        for name, code, log in two.map(lambda target: run(target, seconds), targets):
            if code != 0:
                failed += 1
                print(f"{name} failed:\n{log[-6000:]}")
    print(f"{len(targets) - failed} passed, {failed} failed")
    return 1 if failed or not targets else 0


if __name__ == "__main__":
    sys.exit(main())
