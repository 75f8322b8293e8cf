#!/usr/bin/env python3
"""Holds server/layers.txt: fails on an unlisted edge, a listed edge nobody uses, a cycle, a vendor header
outside its home, and a feature that includes another feature. Prints what is wrong, one line each."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "server"
INCLUDE = re.compile(r'^\s*#include\s+["<]([^">]+)[">]', re.M)
# Vendor header prefix -> the folders that may include it.
HOMES = {
    "boost/asio": ["net"],
    "boost/beast": ["net"],
    "boost/json": ["base"],
    "openssl/": ["net", "adapter/crypto", "crdt/tool"],
    "sodium": ["adapter/crypto"],
    "sqlite3": ["adapter/sqlite"],
    "curl/": ["adapter"],
    "md4c": ["feature/docs/render"],
    "spdlog/": ["base"],
    "CLI/": ["app"],
    "toml++/": ["app"],
    "thread": ["net", "adapter", "app", "port/contract"],
    "mutex": ["net", "adapter", "app", "port/contract"],
    "condition_variable": ["net", "adapter", "app", "port/contract"],
    "random": ["adapter", "port/fake"],
    "filesystem": ["adapter", "app"],
    "fstream": ["adapter", "app"],
    "sys/socket.h": ["net", "app"],
    "unistd.h": ["net", "adapter", "app"],
}


def read_layers():
    layers = {}
    for line in (ROOT / "layers.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, below = line.partition(":")
            layers[name] = below.split()
    return layers


def sources(layers):
    for layer in layers:
        for path in sorted((ROOT / layer).rglob("*")):
            if path.suffix in (".h", ".cc"):
                yield layer, path


def is_test(path):
    return path.name.endswith(("_test.cc", "_test.h", "_test_support.h", "_test_support.cc"))


def vendor_problems(path, header):
    where = path.relative_to(ROOT).as_posix()
    for prefix, homes in HOMES.items():
        exact = prefix.isidentifier() and prefix not in ("md4c", "sodium", "sqlite3")
        hit = header == prefix if exact else header.startswith(prefix)
        if hit and not any(where.startswith(home + "/") for home in homes):
            yield f"{where}: <{header}> belongs to {' '.join(homes)}"


def cycle_in(layers):
    seen, done = [], set()

    def visit(name):
        if name in seen:
            return seen[seen.index(name):] + [name]
        if name in done:
            return None
        seen.append(name)
        for below in layers[name]:
            found = visit(below)
            if found:
                return found
        done.add(seen.pop())
        return None

    for name in layers:
        found = visit(name)
        if found:
            return found
    return None


def main():
    layers, problems, used = read_layers(), [], set()
    for layer, path in sources(layers):
        where = path.relative_to(ROOT).as_posix()
        feature = where.split("/")[1] if layer == "feature" else None
        for header in INCLUDE.findall(path.read_text()):
            target = header.split("/")[0]
            if target in layers and "/" in header:
                if target != layer:
                    if not is_test(path):
                        used.add((layer, target))
                    allowed = layers[layer] + (["port"] if is_test(path) else [])
                    if target not in allowed:
                        problems.append(f"{where}: {layer} may not include {header}")
                elif feature and header.count("/") > 1 and header.split("/")[1] != feature:
                    problems.append(f"{where}: a feature may not include another: {header}")
            elif not is_test(path):
                problems.extend(vendor_problems(path, header))
    for layer, below in layers.items():
        for target in below:
            if (layer, target) not in used and any((ROOT / layer).rglob("*.cc")):
                problems.append(f"layers.txt: {layer} does not use {target}: delete the edge")
    found = cycle_in(layers)
    if found:
        problems.append("layers.txt: cycle " + " -> ".join(found))
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
