"""Varied Chinese disclosure pages for measuring search: seeded, so that every run has the same ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

from site_builder.model.output import SearchEntry

PAGES_PER_REPORT = 22
PROVINCES = ["河北", "山西", "吉林", "湖南", "四川", "云南", "湖北", "江苏", "浙江", "安徽", "甘肃", "广西"]
OFFICES = [
    "应急管理局",
    "财政局",
    "教育局",
    "水利局",
    "民政局",
    "农业农村局",
    "卫生健康局",
    "交通运输局",
    "市场监督管理局",
    "自然资源局",
    "文化和旅游局",
    "住房和城乡建设局",
    "林业和草原局",
    "审计局",
    "统计局",
    "司法局",
    "生态环境局",
    "人力资源和社会保障局",
    "退役军人事务局",
    "医疗保障局",
]
OBJECTS = [
    "驻矿安监员",
    "卫星电话",
    "政策性农房保险",
    "防汛抗旱物资",
    "森林防火通道",
    "尾矿库在线监测",
    "应急广播",
    "地震监测台网",
    "自然灾害综合风险普查",
    "公办幼儿园普惠补助",
    "校园食堂改造",
    "农村饮水安全",
    "小型水库除险加固",
    "河道清淤",
    "高龄津贴",
    "残疾人两项补贴",
    "村级卫生室标准化",
    "疫苗冷链设备",
    "农村公路养护",
    "公交运营补贴",
    "食品抽样检验",
    "特种设备监管",
    "耕地地力保护",
    "撂荒地整治",
    "文化馆免费开放",
    "非遗传承人",
    "老旧小区改造",
    "城市照明节能",
    "古树名木保护",
    "松材线虫防治",
    "审计信息化",
    "人口抽样调查",
    "法律援助",
    "社区矫正",
    "大气监测微站",
    "污水管网普查",
    "公益性岗位",
    "创业担保贷款贴息",
    "优抚对象短期疗养",
    "烈士纪念设施修缮",
    "医保基金监管",
    "大病保险",
    "智慧城管平台",
    "危化品企业安全评估",
    "消防微型站",
    "应急救援队伍装备",
    "救灾帐篷储备",
    "安全生产月宣传",
    "执法记录仪",
    "无人机巡查",
    "视频会议系统",
    "档案数字化",
    "信创设备替换",
    "机房等级保护",
    "公务用车更新",
    "办公楼屋面维修",
    "离退休干部活动",
    "驻村帮扶",
    "双拥慰问",
    "冬季取暖",
    "环卫车辆购置",
]
ACTIONS = [
    "购置",
    "维护",
    "运行",
    "建设",
    "改造",
    "补助",
    "监测",
    "培训",
    "宣传",
    "检查",
    "评估",
    "采购",
    "整治",
    "储备",
    "升级",
]
INDICATORS = [
    "培训人次",
    "检查企业数量",
    "设备验收合格率",
    "资金拨付及时率",
    "群众满意度",
    "服务对象满意度",
    "隐患整改率",
    "项目完成及时率",
    "成本控制率",
    "受益人口数",
    "设备故障率",
    "物资储备数量",
    "宣传覆盖率",
    "事故起数下降率",
    "系统可用率",
    "数据准确率",
    "投诉处理率",
    "检验批次",
    "路面完好率",
    "就业人数",
    "带动增收",
    "生态改善程度",
    "可持续影响年限",
    "节约用电量",
    "应急响应时间",
]
REASONS = [
    "因招标流程延后",
    "受汛期影响工期顺延",
    "部分村组协调难度较大",
    "年中追加预算尚未执行完毕",
    "财政资金下达较晚",
    "供应商交货延迟",
    "指标设置偏低",
    "统计口径调整",
    "合同尾款按约定次年支付",
    "人员变动导致培训减少",
]
GRADES = ["优", "良", "中", "差"]
ACCOUNTS = (
    ("2240106", "安全监管"), ("2240109", "应急管理"), ("2010350", "事业运行"), ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("2101101", "行政单位医疗"), ("2210201", "住房公积金"), ("2130305", "水利工程建设"), ("2050201", "学前教育"),
    ("2081107", "残疾人生活和护理补贴"), ("2140106", "公路养护"), ("2110301", "大气"), ("2130205", "森林资源培育"),
)  # fmt: skip
SYLLABLES = list(
    "安宁永平清泉石桥龙河柳林青山白云金沙玉田双峰东阳西川南湖北固新丰大兴长乐太和广源文昌武定嘉禾华亭德清福鼎吉水康定"
    "松桃榆社沁源岚皋汾西霍邱怀仁介休洪洞高阳满城曲靖澄江通海宜良罗平蒙自弥勒开远建水泸溪凤凰保靖古丈永顺花垣辰溪麻阳芷江会同"
)
VERBS = [
    "推进",
    "落实",
    "完善",
    "加强",
    "开展",
    "组织",
    "保障",
    "优化",
    "规范",
    "统筹",
    "细化",
    "压实",
    "跟踪",
    "督促",
    "协调",
    "提升",
]
NOUNS = [
    "预算编制",
    "绩效目标",
    "过程监控",
    "资金使用",
    "项目管理",
    "制度建设",
    "责任清单",
    "基层站所",
    "部门协同",
    "信息公开",
    "风险防控",
    "隐患排查",
    "队伍建设",
    "物资保障",
    "技术支撑",
    "群众诉求",
    "服务质量",
    "长效机制",
    "台账资料",
    "合同履约",
    "进度安排",
    "验收程序",
    "结余资金",
    "资产登记",
    "内部控制",
    "政府采购",
    "第三方评价",
    "宣传引导",
    "应急演练",
    "值班值守",
    "数据共享",
    "监督检查",
]
TAILS = [
    "取得一定成效",
    "基本达到预期",
    "仍需持续用力",
    "形成可复制做法",
    "得到有关方面肯定",
    "与年初目标相符",
    "存在个别短板",
    "效果比较明显",
]

Department = list[SearchEntry]


def departments(pages: int, seed: int = 20) -> Iterator[Department]:
    """Yield departments with `pages` pages in all: two years' reports each, projects, sources."""
    chance = random.Random(seed)
    made = 0
    index = 0
    while made < pages:
        department = make_department(chance, index)[: pages - made]
        made += len(department)
        index += 1
        yield department


def make_department(chance: random.Random, index: int) -> Department:
    """Return the pages of one department."""
    region = (
        chance.choice(PROVINCES) + "省",
        "".join(chance.sample(SYLLABLES, 2)) + "市",
        "".join(chance.sample(SYLLABLES, 2)) + chance.choice("县区"),
    )
    name = region[2] + OFFICES[index % len(OFFICES)]
    path = f"d/{index:05d}/"
    reports = [_report(chance, name, region, year, f"{path}{year}/") for year in (2024, 2023)]
    entries = [entry for report in reports for entry in report]
    text = "\n".join((name, *(entry.title for entry in entries if entry.kind == "部门决算"), *region))
    top = SearchEntry(f"{path}index.html", name, text, "部门", name, region, 2024, names=(name,))
    return [top, *entries]


def _report(chance: random.Random, name: str, region: tuple[str, ...], year: int, path: str) -> Department:
    title = f"{name}{year}年度部门决算公开"
    projects = [_project(chance, name, region, year, f"{path}p/{number:02d}.html") for number in range(19)]
    prose = [_sentence(chance, name, year) for _ in range(45)]
    accounts = [line for code, label in chance.sample(ACCOUNTS, 8) for line in _account(chance, code, label)]
    summary = [f"{project.title}\n{project.key_value}\n{project.rate}%\n{project.score}" for project in projects]
    text = "\n".join((title, *prose[:25], "收入支出决算总表", "单位：万元", *accounts, *summary))
    report = SearchEntry(
        f"{path}index.html", title, text, "部门决算", name, region, year, names=(name,),
        amount=projects[0].amount, key_label="本年支出合计", key_value=_money(chance),
    )  # fmt: skip
    source_text = "\n".join((title, *prose, *accounts, *(project.text for project in projects)))
    source = SearchEntry(
        f"source/{path[2:].replace('/', '-')}/index.html", title + "原文", source_text, "原文", name, region, year
    )
    return [report, *projects, source]


def _account(chance: random.Random, code: str, label: str) -> tuple[str, ...]:
    if chance.random() < 0.3:
        return (code[:3], code[3:5], code[5:], label, _money(chance), _money(chance))
    return (code, label, _money(chance), _money(chance), "0.00")


def _money(chance: random.Random) -> str:
    return f"{chance.uniform(0.5, 9000):,.2f}"


def _coined(chance: random.Random) -> str:
    return "".join(chance.sample(SYLLABLES, 2)) + chance.choice(
        ["镇", "乡", "街道", "水库", "片区", "景区", "矿区", "中学", "医院", "大桥", "林场"]
    )


def _project(chance: random.Random, name: str, region: tuple[str, ...], year: int, path: str) -> SearchEntry:
    title = chance.choice((_coined(chance), "", "", f"{year}年")) + chance.choice(OBJECTS) + chance.choice(ACTIONS)
    title += chance.choice(("项目", "经费", "资金", "专项"))
    budget, rate = chance.uniform(1, 900), chance.uniform(30, 100)
    score = chance.uniform(70, 100)
    grade = GRADES[0 if score >= 90 else 1 if score >= 80 else 2]
    lines = [
        "项目支出绩效自评表", "项目名称", title, "主管部门", name, "年初预算数", f"{budget:,.2f}", "全年执行数",
        f"{budget * rate / 100:,.2f}", "执行率", f"{rate:.2f}%", "年度总体目标", _sentence(chance, name, year),
        _sentence(chance, name, year), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因及改进措施",
    ]  # fmt: skip
    for indicator in chance.sample(INDICATORS, 7):
        place = chance.choice((_coined(chance), "", ""))
        goal = chance.randint(1, 100)
        lines += ["产出指标", chance.choice(("数量指标", "质量指标", "时效指标")), place + indicator, f"≥{goal}%",
                  f"{min(100, goal + chance.randint(-5, 9))}%", "10", f"{chance.uniform(6, 10):.1f}"]  # fmt: skip
        if chance.random() < 0.3:
            lines.append(f"{chance.choice(REASONS)}，下一步{chance.choice(VERBS)}{chance.choice(NOUNS)}。")
    lines += ["总分", f"{score:.2f}", grade, _sentence(chance, name, year)]
    return SearchEntry(
        path, title, "\n".join((title, *lines)), "项目", name, region, year, grade, (title, name),
        f"{budget * 10000:.0f}", f"{rate:.2f}", f"{score:.2f}", "执行数", f"{budget * rate / 100:,.2f}万元",
    )  # fmt: skip


def _sentence(chance: random.Random, name: str, year: int) -> str:
    pattern = chance.randrange(6)
    verbs, nouns = chance.sample(VERBS, 3), chance.sample(NOUNS, 3)
    if pattern == 0:
        return f"{year}年，{name}{verbs[0]}{nouns[0]}，安排{chance.choice(OBJECTS)}{_money(chance)}万元，{chance.choice(TAILS)}。"
    if pattern == 1:
        return (
            f"在{_coined(chance)}{verbs[0]}{nouns[0]}和{nouns[1]}，累计投入{_money(chance)}万元；{verbs[1]}{nouns[2]}。"
        )
    if pattern == 2:
        return (
            f"“三公”经费支出{_money(chance)}万元，比上年减少{chance.uniform(0, 30):.1f}%，主要是{verbs[0]}{nouns[0]}。"
        )
    if pattern == 3:
        return f"存在的问题：{nouns[0]}不够到位，{chance.choice(REASONS)}，{_coined(chance)}{chance.choice(INDICATORS)}未完成。"
    if pattern == 4:
        return f"{verbs[0]}{nouns[0]}、{verbs[1]}{nouns[1]}，共涉及{chance.randint(2, 900)}户，{chance.choice(TAILS)}。"
    return f"财政拨款收入{_money(chance)}万元，用于{chance.choice(OBJECTS)}{chance.choice(ACTIONS)}，{verbs[2]}{nouns[2]}。"
