"""Every key of site.toml with its meaning and an example; docs/site-toml.md and the starter file come from here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value must look like beyond its type: a pattern over the whole of it, and its description in Chinese."""

    pattern: str
    words: str


ADDRESS = Shape(r"https?://[^\s/]\S*", "以 http:// 或 https:// 开头的网址")
DOMAIN = Shape(r"[\w-]+(\.[\w-]+)+(:\d+)?", "不带 http:// 和路径的域名")
SITE_CODE = Shape(r"\d{10}|bm\d{8}", "10 位数字，或 bm 加 8 位数字")
YEAR = Shape(r"(19|20)\d\d", "四位数的年度")
SCOPE = Shape("部门|单位", "“部门”或“单位”")


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One key: what it means, an example line, and the type and shape of its value."""

    meaning: str
    example: str
    kind: type | tuple[type, ...] = str
    required: bool = False
    shape: Shape | None = None

    @property
    def type_name(self) -> str:
        """The type in Chinese."""
        return {str: "加引号的文字", bool: "true 或 false", int: "整数", list: "方括号里的文字列表"}[
            self.kind if isinstance(self.kind, type) else self.kind[0]
        ]

    def accepts(self, value: object) -> bool:
        """Return whether `value` has the right type."""
        if self.kind is list:
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        return isinstance(value, self.kind) and not (self.kind is int and isinstance(value, bool))

    def fits(self, value: object) -> bool:
        """Return whether `value` has the right shape; an empty text counts as not set."""
        return value == "" or self.shape is None or bool(re.fullmatch(self.shape.pattern, str(value)))


@dataclass(frozen=True, slots=True)
class SectionKeys:
    """One section; a repeated one is written `[[name]]` and may stand several times."""

    meaning: str
    keys: dict[str, SettingKey] = field(default_factory=dict)
    repeated: bool = False

    @property
    def example(self) -> str:
        """The example lines of the required keys, or of the first."""
        required = [key.example for key in self.keys.values() if key.required]
        return "\n".join(required or [next(iter(self.keys.values())).example])


SITE_KEYS = {
    "name": SettingKey("网站名称，显示在每页页眉", 'name = "某县部门预决算公开"'),
    "organisation": SettingKey("主办单位", 'organisation = "某县财政局"'),
    "contact": SettingKey("公众咨询的办公电话或邮箱", 'contact = "0000-0000000"'),
    "address": SettingKey("办公地址", 'address = "某县某路 1 号"'),
    "base_url": SettingKey(
        "正式网址；设置后生成网站地图、订阅和规范网址",
        'base_url = "https://www.example.gov.cn/czgk/"',
        shape=ADDRESS,
    ),
    "licence": SettingKey("开放数据的许可名称", 'licence = "CC BY 4.0"'),
    "licence_url": SettingKey(
        "许可的网址", 'licence_url = "https://creativecommons.org/licenses/by/4.0/"', shape=ADDRESS
    ),
    "theme": SettingKey("主题文件夹，其中的同名文件替换默认模板、样式", 'theme = "my-theme"'),
    "sample": SettingKey("内容是否为示例；为 true 时每页注明", "sample = false", bool),
}

PORTAL_KEYS = {
    "site_name": SettingKey("政府网站名称（SiteName）", 'site_name = "某县人民政府"'),
    "site_domain": SettingKey("政府网站域名（SiteDomain）", 'site_domain = "www.example.gov.cn"', shape=DOMAIN),
    "site_id_code": SettingKey(
        "网站标识码，10 位数字，或 bm 加 8 位（SiteIDCode）", 'site_id_code = "1300000000"', shape=SITE_CODE
    ),
    "column_name": SettingKey("栏目名称（ColumnName）", 'column_name = "部门预决算公开"'),
    "column_description": SettingKey(
        "栏目描述（ColumnDescription）", 'column_description = "部门预算、决算与绩效自评"'
    ),
    "column_keywords": SettingKey("栏目关键词（ColumnKeywords）", 'column_keywords = "预算,决算,绩效"'),
    "column_type": SettingKey("栏目类别（ColumnType）", 'column_type = "政务公开"'),
    "icp": SettingKey("ICP 备案号", 'icp = "冀ICP备00000000号"'),
    "police_record": SettingKey("公安备案号", 'police_record = "冀公网安备 00000000000000号"'),
    "police_record_url": SettingKey(
        "公安备案网址", 'police_record_url = "https://beian.mps.gov.cn/#/query/webSearch"', shape=ADDRESS
    ),
    "emblem_image": SettingKey("党政机关标识图片，放在主题文件夹的 static/ 下", 'emblem_image = "emblem.png"'),
    "emblem_url": SettingKey("党政机关标识网址", 'emblem_url = "https://bszs.conac.cn/"', shape=ADDRESS),
    "error_report_url": SettingKey(
        "“政府网站找错”网址", 'error_report_url = "https://zfwzgl.www.gov.cn/"', shape=ADDRESS
    ),
}

FILE_KEYS = {
    "path": SettingKey("文件路径，从内容文件夹算起", 'path = "2024/应急管理局决算.pdf"', required=True),
    "region": SettingKey("行政区：省、市、县", 'region = ["河北省", "石家庄市", "某区"]', list),
    "department": SettingKey("部门全称", 'department = "某区应急管理局"'),
    "year": SettingKey("年度", "year = 2024", int, shape=YEAR),
    "kind": SettingKey("报告类型", 'kind = "department_final"'),
    "scope": SettingKey("口径：部门（含所属单位）或单位", 'scope = "部门"', shape=SCOPE),
    "approval_date": SettingKey("批复日期", 'approval_date = "2025-08-20"'),
    "publication_date": SettingKey("公开日期", 'publication_date = "2025-09-05"'),
    "source_url": SettingKey(
        "原公开网址", 'source_url = "https://www.example.gov.cn/czgk/202509/a.html"', shape=ADDRESS
    ),
    "original": SettingKey("提供下载的原文件，从内容文件夹算起", 'original = "2024/应急管理局决算.pdf"'),
    "correction_reason": SettingKey("更正原因，写在更正记录里", 'correction_reason = "更正公开05表录入差错"'),
    "correction_date": SettingKey("更正日期；不写则用生成网站的那一天", 'correction_date = "2025-10-12"'),
}

_REVIEW = {
    "reason": SettingKey("理由，会公开显示", 'reason = "依法公示的办公电话"', required=True),
    "role": SettingKey("作出决定的岗位", 'role = "办公室主任"', required=True),
    "date": SettingKey("决定日期", 'date = "2025-09-01"', required=True),
}

ALLOW_KEYS = {
    "file": SettingKey("文件路径，从内容文件夹算起", 'file = "2024/决算.txt"', required=True),
    "kind": SettingKey("隐私种类，见核对结果", 'kind = "mobile"', required=True),
    "locator": SettingKey("位置，见核对结果", 'locator = "L71"', required=True),
} | _REVIEW

WAIVE_KEYS = {
    "file": SettingKey("文件路径，从内容文件夹算起", 'file = "2024/决算.txt"', required=True),
    "check": SettingKey("核对规则的名称", 'check = "projects-counted"', required=True),
    "locator": SettingKey("位置；不写则适用于全文件", 'locator = "L71"'),
} | _REVIEW

SECTIONS = {
    "site": SectionKeys("网站", SITE_KEYS),
    "portal": SectionKeys("政府网站要求的栏目和页脚信息（政府网站发展指引）", PORTAL_KEYS),
    "file": SectionKeys("单个文件里读不出来的信息", FILE_KEYS, repeated=True),
    "allow": SectionKeys(
        "隐私保护的例外，须经人工审查，显示在“方法与数据”页；没有对应内容的会列为提醒", ALLOW_KEYS, repeated=True
    ),
    "waive": SectionKeys(
        "已经核实、予以保留的核对结果，理由公开显示；没有对应结果的会列为提醒", WAIVE_KEYS, repeated=True
    ),
}


def sample_settings() -> str:
    """Return a commented site.toml with every key."""
    lines = ["# 网站设置。去掉行首的 # 并改成自己的内容；不需要的行可以不写。"]
    for name, section in SECTIONS.items():
        header = f"[[{name}]]" if section.repeated else f"[{name}]"
        lines += ["", f"# {section.meaning}", f"# {header}" if section.repeated else header]
        for setting in section.keys.values():
            lines += [f"# {setting.meaning}", f"# {setting.example}"]
    return "\n".join(lines) + "\n"
