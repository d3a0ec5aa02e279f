"""Deterministic made-up reports in the real dialects, for benchmarks: `python -m benchmarks.generate FOLDER 1000`.

Report N is always the same bytes. Departments, projects and figures are invented by rule; sums add up. Of every
twenty reports one is a workbook, one a Word file and one a PDF; the others are text: final accounts with tab tables
and project forms, self-evaluation reports in prose, and forms with one cell a line.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

PROVINCES = (
    ("河北省", "石家庄市"), ("河北省", "保定市"), ("山西省", "晋城市"), ("吉林省", "通化市"), ("湖南省", "益阳市"),
    ("江苏省", "南京市"), ("浙江省", "杭州市"), ("四川省", "成都市"), ("湖北省", "武汉市"), ("云南省", "昆明市"),
)  # fmt: skip
COUNTY = "青石柳河东上新北双清永安平兴宁阳泉川岭溪湖山云霞松竹梅兰"
OFFICES = ("应急管理局", "教育局", "财政局", "农业农村局", "水利局", "卫生健康局", "交通运输局", "文化和旅游局")
SUBJECTS = (
    "防汛抗旱",
    "安全生产",
    "校舍维修",
    "农田灌溉",
    "乡村道路",
    "疾病防控",
    "文化下乡",
    "信息系统",
    "人才培训",
    "设备更新",
)
ACTIONS = ("专项经费", "补助资金", "运行维护费", "购置项目", "改造工程", "宣传活动费")
FUNCTIONS = (
    ("208", "社会保障和就业支出"),
    ("210", "卫生健康支出"),
    ("221", "住房保障支出"),
    ("224", "灾害防治及应急管理支出"),
)
SENTENCES = (
    "项目按照年初计划组织实施，各项工作有序推进，资金使用符合规定。",
    "通过项目实施，服务能力得到提升，群众反映的问题逐步解决。",
    "下一步将加快支付进度，完善指标设置，强化过程管理。",
    "项目管理制度健全，验收手续齐全，档案资料完整。",
    "受天气和采购周期影响，部分工作顺延到下一季度完成。",
)


@dataclass(frozen=True)
class Place:
    """An invented county and its office."""

    province: str
    city: str
    county: str
    office: str

    @property
    def name(self) -> str:
        return f"{self.city}{self.county}{self.office}"


@dataclass(frozen=True)
class Project:
    """An invented project; amounts in 万元."""

    name: str
    budget: Decimal
    executed: Decimal
    score: Decimal

    @property
    def rate(self) -> Decimal:
        return (self.executed / self.budget * 100).quantize(Decimal("0.01"))


def place(number: int) -> Place:
    rng = random.Random(f"place{number // 2}")
    province, city = rng.choice(PROVINCES)
    county = "".join(rng.sample(COUNTY, 2)) + rng.choice("县区")
    return Place(province, city, county, rng.choice(OFFICES))


def projects(rng: random.Random) -> list[Project]:
    result = []
    for index in range(rng.randint(12, 20)):
        budget = Decimal(rng.randint(500, 90_000)) / 100
        executed = (budget * rng.randint(0, 100) / 100).quantize(Decimal("0.01"))
        name = f"{rng.choice(SUBJECTS)}{rng.choice(ACTIONS)}（第{index + 1}批）"
        result.append(Project(name, budget, executed, Decimal(rng.randint(700, 1000)) / 10))
    return result


def amount(rng: random.Random) -> Decimal:
    return Decimal(rng.randint(100, 500_000)) / 100


def final_accounts(number: int) -> str:
    """A final account: two tables, narrative, project forms with tabs."""
    rng = random.Random(f"final{number}")
    where, year = place(number), 2022 + number % 3
    amounts = [amount(rng) for _ in FUNCTIONS]
    total = sum(amounts, Decimal(0))
    lines = [f"{where.province}{where.name}", "", f"{year}年度部门决算公开", "", "## 第一部分 概况", ""]
    lines += [f"{where.name}负责全县相关工作。" + rng.choice(SENTENCES) for _ in range(6)]
    lines += ["", "## 第二部分 决算表", "", "收入支出决算总表", "", "公开01表", "", f"部门名称：{where.name}", ""]
    lines += [
        f"{year}年度",
        "",
        "金额单位：万元",
        "",
        "收入\t\t\t支出\t\t",
        "项目\t行次\t金额\t项目\t行次\t金额",
        "栏次\t\t1\t栏次\t\t2",
    ]
    lines.append(f"一、一般公共预算财政拨款收入\t1\t{total}\t一、一般公共服务支出\t32\t")
    for index, ((_, name), value) in enumerate(zip(FUNCTIONS, amounts, strict=True), start=2):
        lines.append(f"\t{index}\t\t{'二三四五'[index - 2]}、{name}\t{31 + index}\t{value}")
    lines += [f"本年收入合计\t27\t{total}\t本年支出合计\t58\t{total}", f"总计\t31\t{total}\t总计\t62\t{total}", ""]
    lines += ["支出决算表", "", "公开03表", "", f"部门名称：{where.name}", "", f"{year}年度", "", "金额单位：万元", ""]
    lines += [
        "项目\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出",
        "科目代码\t科目名称\t\t\t\t\t\t",
    ]
    lines += ["栏次\t\t1\t2\t3\t4\t5\t6", f"合计\t\t{total}\t{total}\t\t\t\t"]
    lines += [
        f"{code}\t{name}\t{value}\t{value}\t\t\t\t" for (code, name), value in zip(FUNCTIONS, amounts, strict=True)
    ]
    lines += ["", "## 第三部分 情况说明", "", f"{year}年度收入合计{total:,}万元，支出合计{total:,}万元。", ""]
    for item in projects(rng):
        lines += project_form(rng, where, year, item)
    return "\n".join(lines) + "\n"


def project_form(rng: random.Random, where: Place, year: int, item: Project) -> list[str]:
    points = min(Decimal(10), item.rate / 10).quantize(Decimal("0.01"))
    rest = [("数量指标", "完成任务数量", f"≥{rng.randint(2, 40)}项", 20), ("质量指标", "验收合格率", "≥98%", 15)]
    rest += [("时效指标", "按期完成率", "=100%", 15)]
    return [
        "", f"{item.name}项目支出绩效自评表", f"({year}年度)", "",
        f"项目名称\t\t{item.name}\t\t\t\t\t\t", f"主管部门及代码\t\t020-{where.name}\t\t\t\t预算单位\t{where.name}\t",
        "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
        f"\t年度资金总额\t{item.budget}\t{item.budget}\t{item.executed}\t10\t{item.rate}%\t{points}",
        "年度总体目标\t预期目标\t\t\t实际完成情况\t\t\t", f"\t{rng.choice(SENTENCES)}\t\t\t{rng.choice(SENTENCES)}\t\t\t",
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施",
        *(f"\t产出指标\t{second}\t{third}\t{goal}\t{goal}\t{weight}\t{weight}\t" for second, third, goal, weight in rest),
        "\t效益指标\t社会效益指标\t服务能力提升\t有效提升\t达成预期指标\t30\t30\t",
        "\t满意度指标\t服务对象满意度指标\t群众满意度\t≥95%\t≥96%\t10\t10\t",
        f"总分\t\t\t\t\t\t100\t{90 + points}\t", "",
    ]  # fmt: skip


def self_evaluation(number: int) -> str:
    """A self-evaluation report in prose with numbered projects."""
    rng = random.Random(f"prose{number}")
    where, year = place(number), 2022 + number % 3
    items = projects(rng)
    total = sum((item.executed for item in items), Decimal(0))
    lines = [
        f"{where.province}{where.name}",
        f"{year}年度部门整体支出绩效自评报告",
        "",
        "一、部门基本情况",
        "（一）部门概况",
    ]
    lines += [rng.choice(SENTENCES) for _ in range(8)]
    lines += [f"我单位有行政人员{rng.randint(8, 60)}人，事业单位人员{rng.randint(8, 90)}人。", "（二）收支情况"]
    lines += [f"{year}年项目支出{total}万元。", "二、分项绩效目标实现情况"]
    for index, item in enumerate(items, start=1):
        lines += [f"{index}.{item.name}", f"绩效目标：投入资金{item.budget}万元，{rng.choice(SENTENCES)}"]
        lines += [f"绩效指标：完成率达到{rng.randint(80, 100)}%。{rng.choice(SENTENCES)}"]
    lines += [
        "三、存在的问题",
        *(rng.choice(SENTENCES) for _ in range(4)),
        where.name,
        f"{year + 1}年3月{number % 28 + 1}日",
    ]
    return "\n".join(lines) + "\n"


def rows_of(number: int) -> tuple[Place, int, list[list[str]]]:
    """The table that workbooks, Word files and PDFs hold: an expenditure table."""
    rng = random.Random(f"table{number}")
    where, year = place(number), 2022 + number % 3
    amounts = [amount(rng) for _ in FUNCTIONS]
    total = str(sum(amounts, Decimal(0)))
    rows = [["科目代码", "科目名称", "本年支出合计", "基本支出", "项目支出"], ["合计", "", total, total, ""]]
    rows += [[code, name, str(value), str(value), ""] for (code, name), value in zip(FUNCTIONS, amounts, strict=True)]
    return where, year, rows


def write_workbook(path: Path, number: int) -> None:
    import xlsxwriter

    where, year, rows = rows_of(number)
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("支出决算表")
    for line, text in enumerate((f"{where.province}{where.name}{year}年度部门决算", "支出决算表", "金额单位：万元")):
        sheet.write_string(line, 0, text)
    for line, row in enumerate(rows, start=3):
        for column, text in enumerate(row):
            sheet.write_string(line, column, text)
    book.close()


def write_word(path: Path, number: int) -> None:
    from docx import Document

    where, year, rows = rows_of(number)
    document = Document()
    for text in (f"{where.province}{where.name}", f"{year}年度部门决算公开", "支出决算表", "金额单位：万元"):
        document.add_paragraph(text)
    table = document.add_table(rows=len(rows), cols=5)
    for line, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(line, column).text = text
    document.save(str(path))


def write_pdf(path: Path, number: int) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    where, year, rows = rows_of(number)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("text", fontName="STSong-Light", fontSize=11, leading=16)
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "STSong-Light", 10)])
    titles = (f"{where.province}{where.name}", f"{year}年度部门决算公开", "支出决算表", "金额单位：万元")
    parts = [*(Paragraph(text, style) for text in titles), Table(rows, style=grid)]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(parts)


def write_report(folder: Path, number: int) -> Path:
    """Write report `number` below `folder` and return its path."""
    where, year = place(number), 2022 + number % 3
    folder = folder / f"{number // 1000:03d}"
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{number:05d}-{where.county}{where.office}-{year}"
    special = {5: (".xlsx", write_workbook), 11: (".docx", write_word), 17: (".pdf", write_pdf)}.get(number % 20)
    if special:
        path = folder / (stem + special[0])
        special[1](path, number)
        return path
    path = folder / (stem + ".txt")
    make = final_accounts if number % 3 else self_evaluation
    path.write_text(make(number), encoding="utf-8")
    return path


def main() -> None:
    """Write N reports below FOLDER."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    for number in range(options.count):
        write_report(options.folder, number)


if __name__ == "__main__":
    main()
