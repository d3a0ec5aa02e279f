"""`serve` rebuilds on a change, reloads browsers, shows findings beside pages, and outlives every bad file."""

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import Serving, writing

from site_builder.preview.server import PreviewProblem, PreviewServer
from site_builder.preview.watching import Preview
from site_builder.starter import SAMPLE_NAME, SAMPLE_REPORT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SITE_BUILDER_STORE", raising=False)
    work = tmp_path / "预览 文件夹"
    (work / "内容 1").mkdir(parents=True)
    (work / "内容 1" / SAMPLE_NAME).write_text(SAMPLE_REPORT, encoding="utf-8")
    return work


@pytest.fixture
def serving(folder: Path) -> Iterator[Serving]:
    running = Serving(folder, "内容 1", encoding="gb18030")
    try:
        running.wait_for("预览地址")
        time.sleep(0.3)
        yield running
    finally:
        running.stop()


def test_a_saved_file_is_built_and_browsers_reload(serving: Serving, folder: Path) -> None:
    home = serving.get()
    assert "示例县财政局" in home and "/__preview__/overlay.js" in home and "/livereload.js" in home
    path = folder / "内容 1" / SAMPLE_NAME
    message = serving.next_reload(writing(path, SAMPLE_REPORT.replace("320.50", "321.75")))
    assert message["command"] == "reload"
    assert "321.75" in serving.get("data/facts.csv")
    serving.wait_for(f"已更新：{SAMPLE_NAME}")
    assert SAMPLE_NAME in str(serving.remarks("index.html")["changed"])


def test_bad_settings_keep_the_last_good_site_and_say_why(serving: Serving, folder: Path) -> None:
    inside = folder / "内容 1" / "site.toml"
    serving.next_reload(writing(inside, '[site]\nnmae = "x"\n'))
    serving.wait_for("最接近的是“name”")
    assert "示例县财政局" in serving.get()
    assert "nmae" in str(serving.remarks("index.html")["error"])
    serving.next_reload(writing(inside, '[site]\nname = "改好的网站"\n'))
    assert "改好的网站" in serving.get()
    assert serving.remarks("index.html")["error"] == ""


def test_bad_files_are_named_and_the_others_shown(serving: Serving, folder: Path) -> None:
    content = folder / "内容 1"
    serving.next_reload(writing(content / "坏 文件.docx", "不是 Word 文件"))
    serving.wait_for("坏 文件.docx")
    messages = [item["message"] for item in serving.remarks("index.html")["remarks"]]  # type: ignore[attr-defined]
    assert any("坏 文件.docx" in message for message in messages)
    shutil.rmtree(content)
    serving.wait_for("没有更新预览")
    assert "示例县财政局" in serving.get()
    content.mkdir()
    serving.next_reload(writing(content / SAMPLE_NAME, SAMPLE_REPORT.replace("示例县财政局", "示例县水务局")))
    assert "示例县水务局" in serving.get()


def test_the_preview_writes_no_corrections_down(serving: Serving, folder: Path) -> None:
    path = folder / "内容 1" / SAMPLE_NAME
    for amount in ("321.75", "322.75"):
        serving.next_reload(writing(path, SAMPLE_REPORT.replace("320.50", amount)))
    assert '"corrections": []' in serving.get("data/corrections.json")


def test_a_taken_port_is_explained(tmp_path: Path) -> None:
    server = PreviewServer(Preview(tmp_path, None, tmp_path / "out", lambda line: None))
    server.root, server.default_filename = str(tmp_path), "index.html"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PreviewProblem, match="--port"):
            server.application(taken.getsockname()[1], "127.0.0.1")


@pytest.mark.browser
def test_the_overlay_in_a_browser(serving: Serving, folder: Path, browser: Any) -> None:
    path = folder / "内容 1" / SAMPLE_NAME
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{serving.port}/")
        button = page.locator("#site-builder-preview button")
        assert "核对结果" in button.inner_text()
        button.click()
        assert page.locator("#site-builder-preview .list").is_visible()
        path.write_text(SAMPLE_REPORT.replace("支出合计320.50", "支出合计999.99"), encoding="utf-8")
        page.locator("#site-builder-preview .changed").wait_for(timeout=60_000)
        assert "错误" in page.locator("#site-builder-preview button").inner_text()
        page.locator("#site-builder-preview li a").first.click()
        assert "/source/" in page.url and "#" in page.url
