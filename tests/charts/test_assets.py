"""Browser assets: from locked packages without registry addresses, built once, small enough, never in the repository."""

import gzip
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from site_builder.assets import asset_dir
from site_builder.charts import browser_assets

ROOT = Path(__file__).resolve().parents[2]
MOST_COMPRESSED = 230_000


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_assets", ROOT / "scripts/build_assets.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_lock_file_names_no_registry_but_keeps_integrity() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 5
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if not entry.get("integrity")]
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text(encoding="utf-8")


def test_versions_are_exact() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_no_copy_of_echarts_is_in_the_repository() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    large = [
        name
        for name in listed
        if name.endswith(".js") and (ROOT / name).is_file() and (ROOT / name).stat().st_size > 60_000
    ]
    assert large == []
    assert not [name for name in listed if name.startswith(("site_builder/_assets", "node_modules"))]


@pytest.mark.skipif(not (asset_dir() / "stamp").is_file(), reason="browser assets are not built")
def test_bundle_is_small_and_evaluates_nothing() -> None:
    files = {file.path: file.content for file in browser_assets()}
    bundle = files["assets/echarts.min.js"]
    assert len(gzip.compress(bundle, 9, mtime=0)) <= MOST_COMPRESSED
    assert b"eval(" not in bundle
    assert b"new Function" not in bundle
    assert b"Apache License" in files["assets/echarts-LICENSE.txt"]


def copy_inputs(script: ModuleType, root: Path) -> Path:
    for name in script.INPUTS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    target = root / "assets"
    target.mkdir()
    for name in script.BUNDLES:
        (target / name).write_text("x", encoding="ascii")
    (target / "stamp").write_text(script.inputs_hash(root), encoding="ascii")
    return target


def test_current_bundles_are_left_alone(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = copy_inputs(script, tmp_path)
    monkeypatch.setattr(script, "run", lambda *_: pytest.fail("nothing should run"))
    assert script.build(tmp_path, target) is False


@pytest.mark.parametrize("name", ["package-lock.json", "web/echarts-parts.js"])
def test_a_changed_input_rebuilds(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    target = copy_inputs(script, tmp_path)
    (tmp_path / name).write_text("changed", encoding="utf-8")
    (tmp_path / "node_modules").mkdir()
    calls: list[str] = []
    monkeypatch.setattr(script, "node_folder", lambda: tmp_path)
    monkeypatch.setattr(script, "run", lambda folder, program, arguments, root: calls.append(program))
    assert script.build(tmp_path, target) is True
    assert calls == ["npm", "node"]
    assert script.is_current(tmp_path, target)


def test_a_missing_bundle_rebuilds(script: ModuleType, tmp_path: Path) -> None:
    target = copy_inputs(script, tmp_path)
    (target / script.BUNDLES[0]).unlink()
    assert not script.is_current(tmp_path, target)


def test_line_ends_of_windows_checkouts_change_nothing(script: ModuleType, tmp_path: Path) -> None:
    copy_inputs(script, tmp_path)
    before = script.inputs_hash(tmp_path)
    for name in script.INPUTS:
        path = tmp_path / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert script.inputs_hash(tmp_path) == before
