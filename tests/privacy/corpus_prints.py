"""Private numbers in every print (groups, full width, broken lines), and names and addresses in rarer sentences."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.privacy.corpus import Planted, bank_card, identity_number, mobile

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊"
    "金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐"
    "梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
GIVEN = [
    "俊杰",
    "梓涵",
    "宇轩",
    "子墨",
    "一诺",
    "浩然",
    "欣怡",
    "诗涵",
    "雨桐",
    "思远",
    "嘉豪",
    "文博",
    "晓东",
    "建军",
    "志强",
    "国强",
    "秀兰",
    "桂花",
    "淑珍",
    "玉梅",
    "凤英",
    "翠萍",
    "红梅",
    "丽华",
    "爱民",
    "卫东",
    "铁柱",
    "满仓",
    "金锁",
    "银环",
    "春生",
    "冬梅",
    "秋菊",
    "夏莲",
    "永福",
    "长寿",
    "德胜",
    "宝山",
    "新民",
    "胜利",
    "援朝",
    "解放",
    "跃进",
]
Print = Callable[[str], str]


def full_width(value: str) -> str:
    return value.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))


def grouped(mark: str, *sizes: int) -> Print:
    """Return the print in groups of `sizes` with `mark` between; what is left is the last group."""

    def show(value: str) -> str:
        parts, start = [], 0
        for size in sizes:
            parts.append(value[start : start + size])
            start += size
        return mark.join(part for part in (*parts, value[start:]) if part)

    return show


IDENTITY_PRINTS: tuple[Print, ...] = (
    str,
    full_width,
    str.lower,
    " ".join,
    *(grouped(mark, 6, 8) for mark in (" ", "-", "\u3000", ".", "\u00a0")),
    *(grouped(" ", *sizes) for sizes in ((6, 4, 4), (4, 4, 4, 4), (3, 3, 4, 4), (9,), (14,))),
    grouped("\n", 10),
    lambda value: full_width(grouped(" ", 6, 8)(value)),
)
CARD_PRINTS: tuple[Print, ...] = (
    str,
    full_width,
    " ".join,
    *(grouped(mark, 4, 4, 4, 4) for mark in (" ", "-", "\u3000", "  ", "\u00a0")),
    *(grouped(" ", *sizes) for sizes in ((6,), (5, 5, 5), (8,))),
    lambda value: full_width(grouped(" ", 4, 4, 4, 4)(value)),
)
MOBILE_PRINTS: tuple[Print, ...] = (
    str,
    full_width,
    *(grouped(mark, 3, 4) for mark in (" ", "-", ".", "\u2014")),
    grouped("-", 3),
    *((lambda value, before=before: before + value) for before in ("+86", "+86 ", "86-", "0086")),
)
NUMBER_SENTENCES = (
    "{v}",
    "办理人证件{v}",
    "序号3 {v} 已核",
    "1、{v}；2、同上",
    "（{v}）",
    "“{v}”",
    "编外人员信息表第5行：{v}",
    "名下号码为{v}的申请",
    "{v}，核对无误",
    "附：{v}.jpg",
    "No.{v}",
    "ID:{v}",
    "|{v}|",
    "户主{v}户",
    "发放明细/{v}/600.00元",
)
NAME_SENTENCES = (
    "低保户：{v}，月保障金650元",
    "五保老人{v}家屋顶漏雨，已修缮",
    "受助学生名单：陈志强、{v}、李秀兰",
    "向困难党员{v}发放慰问金500元",
    "重病患者{v}（女，56岁）申请大病救助",
    "为残疾人{v}安装扶手一副",
    "临时救助{v}户3000元",
    "驻村工作队走访脱贫户{v}家，帮扶落实低保",
    "{v}等5名孤儿纳入基本生活保障",
    "经评审，{v}符合特困供养条件，给予救助供养",
    "发放对象：{v}，金额1200元，临时救助",
    "其中{v}因车祸住院，给予临时救助5000元",
    "优抚对象{v}领取抚恤金",
    "对遭遇火灾的{v}一家给予救助",
    "{v}，男，72岁，低保，每月补助480元",
    "困境儿童{v}每月发放生活补助",
    "受灾群众{v}的房屋倒塌后得到重建补助",
    "民政局为困难群众{v}送去慰问品",
    "残疾军人{v}医疗补助已报销",
    "救助人员：{v}",
    "丧葬补助发放给{v}家属",
    "危房改造户{v}已入住",
)
HOMES = (
    "家住北岭乡石桥村5组，享受低保",
    "住在青石镇东坪社区3组12号的残疾人",
    "现居住于南关社区阳光花园3号楼2单元501室",
    "东坪社区8栋1单元302室困难户",
    "北岭乡石桥村第三村民小组17号",
    "石桥村五社村民",
    "上庄镇双泉村12号",
    "户籍所在地：某省某市某县上庄镇双泉村2组",
    "家庭地址：新集街道幸福路18号院3号楼401",
    "到青石镇石桥村七组看望低保户",
    "阳光花园12幢503室的独居老人",
    "居住在和平里小区5-2-301",
    "胜利街道建设巷12号院2号楼1单元5号",
    "石桥村向阳屯6号",
    "该户住柳沟乡河湾村",
)
NO_HOMES = (
    "单位地址：某市建设街12号政务大楼305室",
    "办公地点位于人民路18号",
    "石桥村三组道路硬化工程",
    "在双泉村1组新建蓄水池一座",
    "项目区涉及河湾村、石桥村等3个村12个村民小组",
    "采购办公楼3号楼电梯",
    "石桥村至河湾村公路",
    "东坪社区养老服务中心",
    "南关社区第三网格",
    "阳光花园小区老旧改造12栋",
    "行政中心1号楼2单元会议室",
    "全县共有128个村1024个组",
    "三里村5队水渠修复",
    "救助管理站地址：解放路88号",
    "A座1201室为评价机构办公场所",
    "集中安置点5栋120户",
    "石桥村2组至5组供水管网",
    "社区5个小组",
    "受灾社区三组工作人员",
    "危房改造8栋600户",
    "建成住宅楼3栋210户",
    "居住地在农村的居民均可申请",
)
OTHER_LOOK_ALIKES = (
    "合同编号410525202106080013，成交金额{n}万元。",
    "执行率100%，万元194.9194.9100%，得分{n}分。",
    "困难群众救助资金到位率{n}%，高质量完成，成效明显。",
    "向特困人员、孤儿、残疾人发放补助{n}户次，方便群众，安全过冬。",
    "项目覆盖高山、石泉、白沙等{n}个村，帮扶到位。",
    "慰问费{n}万元、抚恤金{n}万元、救济费{n}万元。",
    "序号 {n} 科目2080505 金额1234.56 1234.56 100.00",
    "联系电话0311-8604{n}，传真0311-8604{n}。",
    "预算安排13,800,138,000.00元，其中残疾人补贴{n}万元。",
    "文件号：冀财社〔2024〕{n}号，下达救助补助资金。",
)


def name(rng: random.Random) -> str:
    given = rng.choice(GIVEN)
    return rng.choice(SURNAMES) + (given if rng.random() < 0.75 else rng.choice(given))


def printed(kind: str, count: int, seed: int = 2026) -> Iterator[Planted]:
    """Yield `count` sentences of one kind, the numbers in all their prints."""
    rng = random.Random(f"{kind}{seed}")
    make, prints, sentences = {
        "identity_number": (identity_number, IDENTITY_PRINTS, NUMBER_SENTENCES),
        "bank_card": (bank_card, CARD_PRINTS, NUMBER_SENTENCES),
        "mobile": (mobile, MOBILE_PRINTS, NUMBER_SENTENCES),
        "person_name": (name, (str,), NAME_SENTENCES),
    }[kind]
    for index in range(count):
        shown = prints[index % len(prints)](make(rng))
        yield Planted(sentences[index * 7 % len(sentences)].format(v=shown), shown)


def other_look_alikes(count: int, seed: int = 5) -> Iterator[str]:
    """Yield `count` further sentences that hold nothing private."""
    rng = random.Random(seed)
    for index in range(count):
        yield OTHER_LOOK_ALIKES[index % len(OTHER_LOOK_ALIKES)].format(n=rng.randint(100, 999))
