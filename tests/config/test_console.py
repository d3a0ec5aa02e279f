"""Consoles of other encodings, names with spaces and Chinese, paths written as on Windows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.config import load_config
from site_builder.starter import SAMPLE_NAME, SAMPLE_REPORT

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("encoding", ["gb18030", "ascii"])
def test_a_console_of_another_encoding(tmp_path: Path, encoding: str) -> None:
    content = tmp_path / "报告 文件夹"
    content.mkdir()
    (content / SAMPLE_NAME).write_text(SAMPLE_REPORT, encoding="utf-8")
    (content / "坏 文件 😀.txt").write_bytes(b"")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    environment["SITE_BUILDER_STORE"] = str(tmp_path / "缓存 1")
    result = subprocess.run(
        [
            sys.executable,
            "-c",
            "from site_builder.cli import main; main()",
            "build",
            content.name,
            "--output",
            "网站 1",
        ],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr.decode(encoding, errors="replace")
    assert (tmp_path / "网站 1" / "index.html").is_file()
    if encoding == "gb18030":
        assert "完成" in result.stdout.decode(encoding)
        assert "坏 文件 😀.txt" in result.stderr.decode(encoding)


def test_paths_of_files_may_be_written_as_on_windows(tmp_path: Path) -> None:
    (tmp_path / "2024 年").mkdir()
    for name in ("决算.txt", "决算 盖章.pdf"):
        (tmp_path / "2024 年" / name).write_text("x", encoding="utf-8")
    settings = "[[file]]\npath = '2024 年\\决算.txt'\noriginal = '2024 年\\决算 盖章.pdf'\nyear = 2024\n"
    (tmp_path / "site.toml").write_text(settings, encoding="utf-8")
    hints = load_config(None, tmp_path).hints_for("2024 年/决算.txt")
    assert (hints.year, hints.original) == (2024, "2024 年/决算 盖章.pdf")
