"""Write the documents that come from the code: docs/site-toml.md and docs/checks.md."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from site_builder.checks import all_checks
from site_builder.checks.tie_outs import TIE_OUTS
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
        "",
        "## 勾稽关系与规则",
        "",
        "容差为 0.5×10^-d×(n+1)：d 是印出的小数位数，n 是相加的项数；百分比为其末位的一半，加上取整的影响。个数、分数不留容差；",
        "同一张表里省略了末尾0的数（62 与 58.50 并列）按表内的小数位数计算。`python -m benchmarks.mutate` 逐一改动这些数字的一位，",
        "检验是否报告。",
        "",
        "| 关系 | 公式 | 核对的位置 | 规则 |",
        "| --- | --- | --- | --- |",
        *(
            f"| {tie.id} | {tie.formula} | {tie.where} | {'、'.join(f'`{name}`' for name in tie.checks)} |"
            for tie in TIE_OUTS
        ),
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
