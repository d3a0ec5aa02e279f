"""The audit as text for a terminal, as JSON, and as one self-contained page to hand to a colleague."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from markupsafe import Markup, escape

from site_builder.exports.facts import as_object, finding_row
from site_builder.model.finding import SEVERITY_NAMES, Finding, Severity

_ORDER = {severity: index for index, severity in enumerate(SEVERITY_NAMES)}


class AuditedFile(Protocol):
    """One file with what the audit says of it."""

    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def titles(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def findings(self) -> tuple[Finding, ...]: ...  # noqa: D102


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, the gravest first; waived ones last."""
    return sorted(findings, key=lambda item: (bool(item.waiver), _ORDER[item.severity]))


def count_errors(files: Sequence[AuditedFile]) -> int:
    """Return how many findings of severity error no waiver covers."""
    return sum(item.severity is Severity.ERROR and not item.waiver for file in files for item in file.findings)


def audit_text(files: Sequence[AuditedFile]) -> Iterator[str]:
    """Yield the lines of a table grouped by file: severity, place, sentence."""
    for file in files:
        yield f"■ {file.source}  {_counted(file.findings)}"
        yield f"  {'；'.join(file.titles)}" if file.titles else "  （没有识别出报告）"
        for finding in sorted_findings(file.findings):
            waived = f"（已核实：{finding.waiver}）" if finding.waiver else ""
            place = _fit(" ".join(finding.locators[:2]), 16)
            yield f"  {SEVERITY_NAMES[finding.severity]}  {place}  {finding.message}{waived}"
            if finding.proposal:
                yield f"        {_fit('', 16)}建议：{finding.proposal}"
        yield ""
    yield f"共 {len(files)} 个文件，{_counted([item for file in files for item in file.findings])}。"


def _counted(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    return "，".join(f"{name} {counts[severity]}" for severity, name in SEVERITY_NAMES.items())


def _fit(text: str, width: int) -> str:
    """Pad to `width` columns of a terminal, in which a Chinese character takes two."""
    used = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(0, width - used)


def audit_json(files: Sequence[AuditedFile]) -> str:
    """Return the audit as JSON: files with their reports' titles and findings."""
    content = [
        {
            "source": file.source,
            "reports": list(file.titles),
            "findings": [_finding_object(finding) for finding in sorted_findings(file.findings)],
        }
        for file in files
    ]
    return json.dumps({"files": content, "errors": count_errors(files)}, ensure_ascii=False, indent=1)


def _finding_object(finding: Finding) -> dict[str, object]:
    return as_object(finding_row(finding)) | {
        "difference": finding.difference,
        "proposal": finding.proposal,
        "waiver": finding.waiver,
    }


_PAGE = Markup(
    """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>公开前核对结果</title>
<style>
body{{font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:70rem;margin:auto;padding:1rem}}
table{{border-collapse:collapse;width:100%}}th,td{{border:1px solid #8a94a0;padding:.3rem .5rem;text-align:left;vertical-align:top}}
.error{{font-weight:bold}}h2{{margin-top:2rem;border-bottom:2px solid #15407f}}
</style></head><body><h1>公开前核对结果</h1><p>{total}</p>{files}</body></html>
"""
)


def audit_html(files: Sequence[AuditedFile]) -> str:
    """Return the audit as one HTML page that needs no other file."""
    total = f"共 {len(files)} 个文件，{_counted([item for file in files for item in file.findings])}。"
    return str(_PAGE.format(total=total, files=Markup("").join(map(_file_html, files))))


def _file_html(file: AuditedFile) -> Markup:
    head = Markup("<h2>{}</h2><p>{}</p>").format(file.source, "；".join(file.titles) or "没有识别出报告")
    if not file.findings:
        return head + Markup("<p>没有发现问题。</p>")
    columns = ("程度", "位置", "说明", "应为", "实为", "规则")
    header = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in columns)
    rows = Markup("").join(map(_row_html, sorted_findings(file.findings)))
    return head + Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(header, rows)


def _row_html(finding: Finding) -> Markup:
    note = f"（已核实：{finding.waiver}）" if finding.waiver else ""
    proposal = Markup("<br>建议：{}").format(finding.proposal) if finding.proposal else Markup("")
    return Markup('<tr class="{}"><td>{}</td><td>{}</td><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td></tr>').format(
        finding.severity.value,
        SEVERITY_NAMES[finding.severity],
        " ".join(finding.locators),
        escape(finding.message + note),
        proposal,
        finding.expected,
        finding.actual,
        finding.check,
    )
