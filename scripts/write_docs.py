"""Write the documents that come from the code: docs/site-toml.md and docs/checks.md."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from site_builder.checks import all_checks
from site_builder.model.finding import SEVERITY_NAMES
from site_builder.settings_keys import SECTIONS

DOCS = Path(__file__).resolve().parents[1] / "docs"


def settings_document() -> str:
    """Return docs/site-toml.md."""
    lines = [
        "# 设置文件 site.toml",
        "",
        "放在内容文件夹里或它的旁边，或用 `--config` 指定。每一项都可以不写。写错时，提示会指出行号、最接近的正确写法和例子。",
        "`site-builder new 文件夹` 会写出一份带注释的设置文件。",
        "",
        "<!-- 本文件由 scripts/write_docs.py 生成 -->",
    ]
    for name, section in SECTIONS.items():
        header = f"[[{name}]]" if section.repeated else f"[{name}]"
        lines += [
            "",
            f"## `{header}` {section.meaning}",
            "",
            "| 项 | 含义 | 例子 | 必填 |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| `{key}` | {setting.meaning} | `{setting.example}` | {'是' if setting.required else ''} |"
            for key, setting in section.keys.items()
        ]
    return "\n".join(lines) + "\n"


def checks_document() -> str:
    """Return docs/checks.md."""
    rules = all_checks()
    lines = [
        "# 核对规则",
        "",
        f"共 {len(rules)} 条。每条只陈述事实，不作结论。",
        "",
        "<!-- 本文件由 scripts/write_docs.py 生成 -->",
    ]
    for category, group in groupby(sorted(rules, key=lambda rule: rule.category), key=lambda rule: rule.category):
        lines += ["", f"## {category}"]
        for rule in group:
            lines += [
                "",
                f"### `{rule.name}` {rule.title}",
                "",
                f"程度：{SEVERITY_NAMES[rule.severity]}。",
                "",
                rule.reason,
            ]
    return "\n".join(lines).rstrip() + "\n"


DOCUMENTS = {"site-toml.md": settings_document, "checks.md": checks_document}


def main() -> None:
    """Write the documents."""
    for name, make in DOCUMENTS.items():
        (DOCS / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
