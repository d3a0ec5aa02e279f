"""Invented private data in realistic sentences, and look-alikes; every value is made by rule from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英兰玉华建国志海"
    "波宁辉鹏飞雪梅春凤翠红云莲珍琴素贵福祥德顺来喜生根旺财富庆荣昌"
)
PLACES = ("青石镇", "柳沟乡", "河湾村", "东坪社区", "上庄镇", "石桥村", "北岭乡", "新集街道", "南关社区", "双泉村")


@dataclass(frozen=True)
class Planted:
    """A sentence with one private value in it."""

    text: str
    value: str


def name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2, 2))))


def identity_number(rng: random.Random) -> str:
    region = rng.choice(("130110", "130609", "220524", "430902", "140581", "310107", "320102"))
    body = f"{region}{rng.randint(1940, 2015)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(0, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def bank_card(rng: random.Random) -> str:
    size = rng.choice((16, 19))
    body = rng.choice(("622202", "622848", "621700", "621661", "622588")) + "".join(
        str(rng.randint(0, 9)) for _ in range(size - 7)
    )
    total = 0
    for index, digit in enumerate(reversed(body)):
        number = int(digit) * (1 if index % 2 else 2)
        total += number - 9 if number > 9 else number
    return body + str(-total % 10)


def mobile(rng: random.Random) -> str:
    return f"1{rng.choice('3456789')}{rng.randint(0, 999_999_999):09d}"


def address(rng: random.Random) -> str:
    place = rng.choice(PLACES)
    village = place if place.endswith("村") else place + rng.choice(("河湾村", "石桥村", "双泉村"))
    return f"{village}{rng.randint(1, 12)}组{rng.randint(1, 99)}号"


def spaced(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


ID_SENTENCES = (
    "申请人身份证号{v}，经民主评议符合条件。",
    "补助对象（{v}）已领取冬春救助款600元。",
    "附件名单：1 {v} 低保 2人 每月450元",
    "核实人员信息{v}后发放到户，合计1.25万元。",
    "身份证：{v}",
)
CARD_SENTENCES = (
    "补助资金已打入银行卡{v}，金额3000元。",
    "开户行为信用社，账号：{v}。",
    "收款账户{v}，户名为受助人本人。",
    "一卡通号 {v} 发放情况正常",
    "资金拨付至{v}，凭证齐全。",
)
MOBILE_SENTENCES = (
    "联系电话{v}，由其家属代办。",
    "手机：{v}",
    "经电话{v}核实，救助款已收到。",
    "受灾户（电话 {v}）房屋已修缮。",
    "本人签字，{v}，2024年3月。",
)
ADDRESS_SENTENCES = (
    "家庭住址：{v}，家中4口人。",
    "该户家住{v}，房屋因灾倒塌。",
    "户籍地址为{v}，属低保家庭。",
    "工作人员到{v}核查灾情。",
    "住址{v}，家中有残疾人1名。",
)
NAME_SENTENCES = (
    "2024年10月{p}{v}倒塌房屋得到恢复重建补助资金2.1万元。",
    "为{p}低保户{v}发放临时救助金500元。",
    "困难群众{v}家庭享受冬春救助。",
    "对{p}{v}等12户受灾群众进行了走访慰问。",
    "残疾人{v}申请的辅具已经到位。",
    "特困供养人员{v}因病住院，医疗救助已报销。",
    "救助对象：{v}，发放金额800元。",
    "帮助{v}完成危房修缮，补助1.5万元。",
    "{p}{v}户因灾倒塌住房3间，已救助。",
    "遇难者家属{v}领取抚恤金5万元。",
    "孤儿{v}的生活补助按月发放。",
    "经入户核查，{v}在房屋倒塌后提出救助申请。",
)


def planted(kind: str, count: int, seed: int = 7) -> Iterator[Planted]:
    """Yield `count` sentences of one kind."""
    rng = random.Random(f"{kind}{seed}")
    make, sentences = {
        "identity_number": (identity_number, ID_SENTENCES),
        "bank_card": (bank_card, CARD_SENTENCES),
        "mobile": (mobile, MOBILE_SENTENCES),
        "home_address": (address, ADDRESS_SENTENCES),
        "person_name": (name, NAME_SENTENCES),
    }[kind]
    for index in range(count):
        value = make(rng)
        shown = spaced(value) if kind in ("bank_card", "identity_number") and index % 10 == 3 else value
        yield Planted(sentences[index % len(sentences)].format(v=shown, p=rng.choice(PLACES)), shown)


LOOK_ALIKES = (
    "统一社会信用代码{credit}，法定代表人为本局负责人。",
    "索引号：{index}，发文日期2024年6月3日。",
    "功能分类科目{account}，决算数{amount}万元。",
    "全年救助困难群众{n}人次，发放资金{amount}万元，群众满意度达到96%。",
    "资产总额{big}元，比上年增加{amount}元。",
    "联系电话：0311-8{n4}{n3}，地址：某县人民路{n3}号。",
    "冀财预〔2024〕{n3}号文件下达自然灾害救灾补助资金{amount}万元。",
    "项目编码：13{digits16}，项目名称为低保金补助。",
    "本年度残疾人两项补贴支出{amount}万元，完成年初预算的{pct}%。",
    "低保、特困、临时救助等资金按月社会化发放，管理规范。",
    "采购合同编号{digits16}，成交金额{amount}万元。",
    "解决受灾地区群众衣、食、住、取暖等临时困难，安排冬春救助资金。",
    "加强对残疾人、孤儿、留守儿童等困难群体的帮扶，成效明显，任务全部完成。",
    "救灾物资采购棉被{n3}床、帐篷{n}顶，由财政局统一招标，和平路仓库存放。",
    "应急管理局、民政局、财政局联合开展救助工作检查，高质量完成任务。",
    "单位地址为某市建设街{n}号政务大楼{n3}室，办公电话0431-{n4}{n3}。",
    "时效指标：救助资金发放及时率达到100%，经济效益指标良好。",
    "产出指标：补助对象数量{n}户，其中：易地安置{n}户，危房改造{n}户。",
    "行次{n}，社会保障和就业支出{amount}，住房保障支出{amount}。",
    "对因灾倒塌房屋重建户给予补助，马上组织施工，严格验收，安全入住。",
)


def look_alikes(count: int, seed: int = 11) -> Iterator[str]:
    """Yield `count` sentences that hold nothing private."""
    rng = random.Random(seed)
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for index in range(count):
        yield LOOK_ALIKES[index % len(LOOK_ALIKES)].format(
            credit=f"1{rng.choice('123')}130110MB" + "".join(rng.choice(letters) for _ in range(8)),
            index=f"11{rng.randint(10**9, 10**10)}{rng.choice(letters)}/2024-{rng.randint(0, 99999):05d}",
            account=f"{rng.choice((2080505, 2240106, 2101102, 2210201))}",
            amount=f"{rng.randint(1, 99999)}.{rng.randint(0, 99):02d}",
            big=f"{rng.randint(10**10, 10**11 - 1)}.{rng.randint(0, 99):02d}",
            n=rng.randint(1, 99),
            n3=rng.randint(100, 999),
            n4=rng.randint(1000, 9999),
            digits16="".join(str(rng.randint(0, 9)) for _ in range(16)),
            pct=f"{rng.randint(10, 120)}.{rng.randint(0, 99):02d}",
        )
