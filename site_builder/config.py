"""`site.toml` to `SiteConfig`; a mistake names the line, the nearest valid key and an example."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from site_builder.errors import ConfigError
from site_builder.model.config import Allowance, FileHints, PortalConfig, SiteConfig, Waiver
from site_builder.model.report import ReportKind
from site_builder.settings_keys import FILE_KEYS, SECTIONS, SectionKeys

Record = TypeVar("Record")
SETTINGS_NAME = "site.toml"


def load_config(path: Path | None, content: Path, base_url: str = "") -> SiteConfig:
    """Return the settings of `path`, else of `site.toml` in `content` or beside it, else the defaults.

    Relative paths in the file count from its folder. Raises ConfigError.
    """
    found = path or _find(content)
    config = _read(found, content) if found else SiteConfig()
    return replace(config, base_url=_base_url(base_url, found, "--base-url")) if base_url else config


def _find(content: Path) -> Path | None:
    for folder in (content, content.absolute().parent):
        if (folder / SETTINGS_NAME).is_file():
            return folder / SETTINGS_NAME
    return None


@dataclass(frozen=True, slots=True)
class SettingsText:
    """The file as text, for telling the line of a mistake."""

    path: Path
    text: str

    def line_of(self, section: str, key: str, index: int = 0) -> int:
        """Return the 1-based line of `key` in the `index`-th block of `section`, of the block when not found."""
        seen, start = -1, 0
        for number, line in enumerate(self.text.splitlines(), start=1):
            header = re.match(r"\s*\[\[?\s*([\w-]+)", line)
            if header:
                seen += header[1] == section
                if start and header[1] != section:
                    break
                if header[1] == section and seen == index:
                    start = number
            elif start and seen == index and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return start

    def error(self, message: str, section: str = "", key: str = "", index: int = 0, advice: str = "") -> ConfigError:
        """Return an error that names file and line."""
        line = self.line_of(section, key, index) if section else 0
        place = f"{self.path} 第 {line} 行" if line else str(self.path)
        return ConfigError(f"设置文件 {place}：{message}", advice)


def _read(path: Path, content: Path) -> SiteConfig:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"读不到设置文件 {path}（{error.strerror}）", "请检查 --config 后面的路径。") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"设置文件 {path} 不是 UTF-8 编码", "请用记事本“另存为”，编码选 UTF-8。") from error
    settings = SettingsText(path, text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(settings, error) from error
    _check_names(settings, data, SECTIONS)
    return _build(settings, data, content)


def _syntax_error(settings: SettingsText, error: tomllib.TOMLDecodeError) -> ConfigError:
    place = re.search(r"line (\d+), column (\d+)", str(error))
    where = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
    return settings.error(f"{where}写法有误", advice='文字要加英文引号，例如 name = "某县部门预决算公开"。')


def _check_names(settings: SettingsText, data: dict[str, Any], sections: dict[str, SectionKeys]) -> None:
    for name, value in data.items():
        if name not in sections:
            raise _unknown(settings, name, tuple(sections), "", name, f"[{_nearest(name, tuple(sections))}]")
        section = sections[name]
        blocks = value if section.repeated else [value]
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            header = f"[[{name}]]" if section.repeated else f"[{name}]"
            raise settings.error(f"{name} 应写成 {header} 一节", name, advice=f"例如：\n{header}\n{section.example}")
        for index, block in enumerate(blocks):
            _check_block(settings, name, section, block, index)


def _check_block(settings: SettingsText, name: str, section: SectionKeys, block: dict[str, Any], index: int) -> None:
    for key, value in block.items():
        if key not in section.keys:
            nearest = _nearest(key, tuple(section.keys))
            raise _unknown(settings, key, tuple(section.keys), name, key, section.keys[nearest].example, index)
        wanted = section.keys[key]
        if not wanted.accepts(value):
            raise settings.error(f"{key} 应是{wanted.type_name}", name, key, index, f"例如：{wanted.example}")
        if wanted.shape and not wanted.fits(value):
            message = f"{key} 的值“{value}”不对，应是{wanted.shape.words}"
            raise settings.error(message, name, key, index, f"例如：{wanted.example}")
    for key, wanted in section.keys.items():
        if wanted.required and not block.get(key):
            raise settings.error(
                f"[[{name}]] 缺少 {key}（{wanted.meaning}）", name, "", index, f"例如：{wanted.example}"
            )


def _nearest(name: str, valid: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, valid, n=1, cutoff=0.0)
    return close[0] if close else valid[0]


def _unknown(
    settings: SettingsText, name: str, valid: tuple[str, ...], section: str, key: str, example: str, index: int = 0
) -> ConfigError:
    message = f"没有“{name}”这一项，最接近的是“{_nearest(name, valid)}”"
    return settings.error(message, section or name, key if section else "", index, f"例如：{example}")


def _build(settings: SettingsText, data: dict[str, Any], content: Path) -> SiteConfig:
    site = dict(data.get("site", {}))
    if site.get("theme"):
        site["theme"] = str(_theme_folder(settings, site["theme"]))
    if site.get("base_url"):
        site["base_url"] = _base_url(site["base_url"], settings.path, "base_url")
    _check_emblem(settings, data.get("portal", {}).get("emblem_image", ""), str(site.get("theme", "")))
    files = tuple(_file_hints(settings, block, index, content) for index, block in enumerate(data.get("file", [])))
    return SiteConfig(
        **site,
        portal=PortalConfig(**data.get("portal", {})),
        files=files,
        allowances=tuple(_reviewed(Allowance, settings, "allow", data)),
        waivers=tuple(_reviewed(Waiver, settings, "waive", data)),
    )


def _base_url(value: str, path: Path | None, key: str) -> str:
    if not re.match(r"https?://[^\s/]+", value):
        raise ConfigError(f"{key} 不是网址：{value}", "例如：https://www.example.gov.cn/czgk/")
    return value if value.endswith("/") else value + "/"


def _theme_folder(settings: SettingsText, name: str) -> Path:
    folder = (settings.path.absolute().parent / name).resolve()
    if not folder.is_dir():
        raise settings.error(f"找不到主题文件夹 {folder}", "site", "theme", advice="请检查路径，或删去这一行。")
    return folder


def _check_emblem(settings: SettingsText, name: str, theme: str) -> None:
    """The emblem must be where the pages look for it: in the theme's folder static/."""
    if name and not (theme and (Path(theme) / "static" / name).is_file()):
        where = Path(theme) / "static" if theme else "主题文件夹的 static/"
        advice = '在 [site] 里写 theme = "my-theme"，把图片放进 my-theme/static/，或删去这一行。'
        raise settings.error(f"找不到党政机关标识图片 {name}，应放在 {where}", "portal", "emblem_image", advice=advice)


def _file_hints(settings: SettingsText, block: dict[str, Any], index: int, content: Path) -> tuple[str, FileHints]:
    path = str(block["path"]).replace("\\", "/")
    if not (content / path).is_file():
        names = tuple(item.relative_to(content).as_posix() for item in content.rglob("*") if item.is_file())
        hint = f"最接近的是 {_nearest(path, names)}。" if names else ""
        raise settings.error(f"内容文件夹里没有文件 {path}", "file", "path", index, f"{hint}路径从内容文件夹算起。")
    values = {key: value for key, value in block.items() if key != "path"}
    values["region"] = tuple(values.get("region", ()))
    kinds = [kind.value for kind in ReportKind]
    if values.get("kind") and values["kind"] not in kinds:
        message = f"没有报告类型“{values['kind']}”，最接近的是“{_nearest(values['kind'], tuple(kinds))}”"
        raise settings.error(message, "file", "kind", index, f"例如：{FILE_KEYS['kind'].example}")
    original = values["original"] = str(values.get("original", "")).replace("\\", "/")
    if original and not original.startswith(("http://", "https://")) and not (content / original).is_file():
        raise settings.error(f"内容文件夹里没有文件 {original}", "file", "original", index, "路径从内容文件夹算起。")
    for key in ("approval_date", "publication_date", "correction_date"):
        _check_date(settings, "file", key, values.get(key, ""), index)
    return path, FileHints(**values)


def _reviewed(record: type[Record], settings: SettingsText, section: str, data: dict[str, Any]) -> list[Record]:
    """Return allow-list entries or waivers; each needs a reason, a role and a date, which stay visible."""
    result = []
    for index, block in enumerate(data.get(section, [])):
        _check_date(settings, section, "date", block["date"], index)
        result.append(record(**{"locator": "", **block}))
    return result


def _check_date(settings: SettingsText, section: str, key: str, value: str, index: int) -> None:
    try:
        if value:
            date.fromisoformat(value)
    except ValueError as error:
        message = f"{key} 不是日期：{value}"
        raise settings.error(message, section, key, index, f'例如：{key} = "2025-03-12"') from error
