"""Conversion of old formats by LibreOffice: found by itself, one process for a batch, own profile, time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath

from site_builder.errors import UnreadableFile

TIME_LIMIT = 120.0
"""Seconds for one conversion; starting LibreOffice alone takes 2-10."""
_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
OVERRIDE = "SITE_BUILDER_SOFFICE"
"""Environment variable that names the program, for installations in unusual places."""


@lru_cache(maxsize=1)
def find_soffice() -> str:
    """Return LibreOffice's program, empty when it is not installed."""
    given = os.environ.get(OVERRIDE)
    if given is not None:
        return given if Path(given).is_file() else ""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), "")


def convert(data: bytes, source: str, target: str) -> bytes:
    """Return one file converted to `target` (docx or xlsx); raise UnreadableFile."""
    return convert_batch({source: data}, target)[source]


def convert_batch(files: Mapping[str, bytes], target: str) -> dict[str, bytes]:
    """Convert several files in one LibreOffice process.

    Raises UnreadableFile naming the first file that cannot be converted, or all when LibreOffice is missing.
    """
    program = find_soffice()
    if not program:
        raise _missing(files)
    with tempfile.TemporaryDirectory(prefix="site-builder-office-") as folder:
        work = Path(folder)
        names = _write(files, work / "in")
        _run(program, work, list(names.values()), target, next(iter(files)))
        return {source: _result(work / "out", path, target, source) for source, path in names.items()}


def _write(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Write the files under plain names: LibreOffice stumbles over some characters of real names."""
    folder.mkdir()
    names: dict[str, Path] = {}
    for index, (source, data) in enumerate(files.items()):
        suffix = PurePosixPath(source).suffix.lower()
        path = folder / f"f{index}{suffix if suffix in ('.doc', '.wps', '.rtf', '.et', '.xls') else '.doc'}"
        path.write_bytes(data)
        names[source] = path
    return names


def _run(program: str, work: Path, paths: Sequence[Path], target: str, source: str) -> None:
    command = [
        program, "--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck",
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--convert-to", _FILTERS[target], "--outdir", str(work / "out"), *map(str, paths),
    ]  # fmt: skip
    _write_profile(work / "profile" / "user")
    try:
        # Its own process group, so that the program behind the start script ends with it.
        process = subprocess.Popen(
            command, cwd=work, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        advice = "请重新安装 LibreOffice，或用 Word、WPS 另存为 docx 后重试。"
        raise UnreadableFile(f"{source}：无法启动 LibreOffice（{error}）。", advice) from error
    try:
        process.wait(TIME_LIMIT + 10 * len(paths))
    except subprocess.TimeoutExpired as error:
        _end(process)
        advice = "请用 Word 或 WPS 另存为 docx 后重试。"
        raise UnreadableFile(f"{source}：LibreOffice 转换超过 {TIME_LIMIT:.0f} 秒，已停止。", advice) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with everything it started."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _write_profile(folder: Path) -> None:
    """Forbid macros and links to other places: a report is data."""
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")


def _result(folder: Path, path: Path, target: str, source: str) -> bytes:
    produced = folder / f"{path.stem}.{target}"
    if not produced.is_file() or not produced.stat().st_size:
        advice = "请用 Word 或 WPS 打开后另存为 docx 再试。"
        raise UnreadableFile(f"{source}：LibreOffice 无法打开这个文件，可能已损坏或设有密码。", advice)
    return produced.read_bytes()


def _missing(files: Mapping[str, bytes]) -> UnreadableFile:
    names = "、".join(files)
    return UnreadableFile(
        f"{names}：旧格式文件（doc、wps）要借助 LibreOffice 才能读取，这台电脑上没有找到它。",
        "请安装 LibreOffice（免费），或用 Word、WPS 打开后另存为 docx，替换原文件再运行。",
    )
