"""The columns of the published tables, declared once: data packages, JSON schema and notes sheets come from here.

Field types follow Table Schema (Data Package 2); `columnType` follows the Fiscal Data Package taxonomy, only where a
column is always of that type (`unit` is no currency code: it may be 人 or %).
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = "1.0"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT_2020 = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: identifier, Chinese title, Table Schema type, what it holds, and its fiscal column type."""

    name: str
    title: str
    type: str
    description: str
    fiscal: str = ""
    required: bool = False


FACT_COLUMNS = (
    Column("id", "编号", "string", "数据编号，同一来源、同一位置、同一内容不变", "budget-line-id", required=True),
    Column("source", "来源文件", "string", "来源文件，路径从内容文件夹算起", required=True),
    Column(
        "locator", "位置", "string", "在来源文件里的位置：行 L71，页与格 p12t1r3c4，工作表格 Sheet1!B4", required=True
    ),
    Column("department", "部门", "string", "公开报告的部门", "administrative-classification:generic:label"),
    Column("region", "行政区", "string", "省、市、县"),
    Column("year", "年度", "year", "数值所说的年度", "date:fiscal-year"),
    Column("kind", "报告类型", "string", "报告类型的标识"),
    Column("subject", "主体", "string", "数值说的是谁：部门、项目、科目或三级指标"),
    Column("item", "项目", "string", "数值的名称，用本领域通行的叫法"),
    Column("value", "数值", "string", "去掉千分位的数，或文字；空白就是空白", "value"),
    Column("unit", "单位", "string", "万元、元、%、人等"),
    Column(
        "status",
        "状态",
        "string",
        "NUMERIC 数，ZERO 零，EMPTY 空白，NA ——，TEXT 文字，UNREADABLE 无法辨认",
        required=True,
    ),
    Column("printed", "原文", "string", "原文印的样子"),
    Column("path", "指标路径", "string", "一级指标 / 二级指标 / 三级指标"),
    Column("table", "表", "string", "公开01表等，或表单名称"),
    Column("code", "科目代码", "string", "功能分类或经济分类科目代码", "functional-classification:generic:code"),
)

FINDING_COLUMNS = (
    Column("check", "规则", "string", "核对规则的名称", required=True),
    Column("severity", "程度", "string", "error 错误，warning 提醒，info 说明", required=True),
    Column("source", "来源文件", "string", "来源文件", required=True),
    Column("locators", "位置", "string", "有关的位置，用空格隔开"),
    Column("subject", "主体", "string", "有关的部门、项目或科目"),
    Column("message", "说明", "string", "一句话说明", required=True),
    Column("expected", "应为", "string", "按其他数字算出的值"),
    Column("actual", "实为", "string", "原文印的值"),
)

STATUSES = ("NUMERIC", "ZERO", "EMPTY", "NA", "TEXT", "UNREADABLE")
SEVERITIES = ("error", "warning", "info")
_ENUMS = {"status": STATUSES, "severity": SEVERITIES}


def table_schema(columns: tuple[Column, ...]) -> dict[str, object]:
    """Return the Table Schema of a table."""
    return {"fields": [_field(column) for column in columns], "missingValues": [""]}


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if column.name in _ENUMS:
        constraints["enum"] = list(_ENUMS[column.name])
    field: dict[str, object] = {
        "name": column.name,
        "type": column.type,
        "title": column.title,
        "description": column.description,
    }
    if column.fiscal:
        field["columnType"] = column.fiscal
    return field | ({"constraints": constraints} if constraints else {})


def json_schema(columns: tuple[Column, ...], title: str) -> dict[str, object]:
    """Return the JSON Schema of an array of rows; every value is a string."""
    properties: dict[str, object] = {
        column.name: {"type": "string", "title": column.title, "description": column.description}
        | ({"enum": list(_ENUMS[column.name])} if column.name in _ENUMS else {})
        | ({"minLength": 1} if column.required else {})
        for column in columns
    }
    return {
        "$schema": DIALECT_2020,
        "$id": f"urn:site-builder:{title}:{VERSION}",
        "title": title,
        "version": VERSION,
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": [column.name for column in columns],
            "additionalProperties": False,
        },
    }
