"""Names of persons beside aid, hardship, illness or disability."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache

from site_builder.privacy.sighting import PrivateKind, Sighting

AID_WORDS = re.compile(
    r"救助|低保|残疾|特困|五保|补助|救济|慰问|抚恤|帮扶|资助|困难(?:群众|家庭|户|职工|党员|学生)|受灾|倒塌|孤儿|留守儿童|困境儿童|"
    r"大病|重病|患病|患有|癌|病人|遇难|伤残|失能|临时救济|危房|住院|贫困|救灾|遗属|优抚|赔付|丧葬"
)
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊"
    "金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐"
    "梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶"
    "刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封"
    "竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺"
)
DOUBLE_SURNAMES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "尉迟",
    "东方",
    "慕容",
    "司徒",
    "令狐",
    "公孙",
    "端木",
    "轩辕",
    "夏侯",
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEFT = re.compile(
    r"(?:镇|乡|村|社区|组|街道|屯|庄|队|群众|村民|居民|户主|户|对象|人员|儿童|孤儿|学生|患者|残疾人|病人|申请人|受助人|者|家属|职工|老人|党员|同志|姓名|名字|"
    r"为|给|向|对|帮助|助力|救助|慰问|发放|资助|解决|看望|走访|其中|及|和|与|、|，|,|：|:|；|。|“|（|\(|\s|^)$"
)
_STRONG_LEFT = re.compile(
    r"(?:镇|乡|村|社区|\d组|街道|屯|群众|村民|居民|户主|受灾户|困难户|低保户|五保户|残疾人|病人|对象|人员|儿童|孤儿|学生|患者|申请人|受助人|遇难者|家属|职工|"
    r"老人|党员|姓名|[：:]|帮助|助力|救助|慰问|资助|看望|走访|发放给|给|为|向|对)[\s“（(]*$"
)
_RIGHT = re.compile(
    r"^[”）)\s]*(?:$|家|户|等|的|在|因|患|系|是|为|属|获|得|领|申请|享受|同志|一家|倒塌|房屋|住房|完成|收到|发放|低保|残疾|住院|遇难|本人|夫妇|"
    r"[、，,；;。：:（(）)“”！\d\s元一二三四五六七八九十两])"
)
_STRONG_RIGHT = re.compile(
    r"^[”）)\s]*(?:家庭?[^具电]|户[^籍口外数均]|一家|同志|等[一二三四五六七八九十\d]|倒塌|的?(?:房屋|住房|危房)|因[病灾残伤]|患|系|本人|夫妇|在房|"
    r"申请|享受|领取|获得|遇难|残疾|低保|住院|（[男女]|\([男女]|[，,][男女][，,]|的?家属)"
)
# 慰问费支出, 资助金发放: what stands behind the word of aid is money, though 费 and 金 are surnames too.
_AID_MONEY = re.compile(r"(?:救助|慰问|资助|帮助|助力|补助|补贴|抚恤|救济|帮扶)$")
_NOT_GIVEN = frozenset(
    "因患病的了和与及或等为对在是被将把从向到于由其之各每本该全县市区镇乡村局部厅委办站所队组科股院校厂矿元万亿户人名个家次件年月日号"
)
_SENTENCE = re.compile(r"[^。；;\n]+")
_SURNAME = f"(?:[{''.join(sorted(SURNAMES))}]|{'|'.join(DOUBLE_SURNAMES)})"
# A cheap look before words are cut: some surname has context that a name could have.
_POSSIBLE = re.compile(
    _STRONG_LEFT.pattern.removesuffix("$")
    + _SURNAME
    + "|"
    + _SURNAME
    + "[\u4e00-\u9fff]{1,2}"
    + _STRONG_RIGHT.pattern[1:]
)
_ALREADY_MASKED = re.compile(r"[某*＊×xX]")


def find_names(text: str) -> Iterator[Sighting]:
    """Yield names of persons in the sentences of `text` that speak of aid, hardship or illness."""
    if not AID_WORDS.search(text):
        return
    for match in _SENTENCE.finditer(text):
        if AID_WORDS.search(match[0]) and _POSSIBLE.search(match[0]):
            yield from _names_in(match[0], match.start())


def _names_in(sentence: str, offset: int) -> Iterator[Sighting]:
    tokens = list(_tokens(sentence))
    in_list, done = False, 0
    for index, (start, token) in enumerate(tokens):
        if start < done:
            continue
        end = _name_end(sentence, tokens, index)
        if end is None:
            in_list = in_list and token in "、，和及与"
            continue
        end = end if _stands_alone(sentence, start, end, token, in_list) else _between(sentence, start)
        if end is not None:
            in_list, done = True, end
            yield Sighting(PrivateKind.PERSON_NAME, offset + start, offset + end, sentence[start:end])


def _stands_alone(sentence: str, start: int, end: int, token: str, in_list: bool) -> bool:
    """Return whether what stands around `start` to `end` says that it is a person's name."""
    left, right = sentence[:start], sentence[end:]
    before, after = bool(_STRONG_LEFT.search(left)), bool(_STRONG_RIGHT.match(right))
    strong = before and (after or end - start == 3) if _is_loose(token) else (before or after or in_list)
    return bool(strong and _LEFT.search(left) and _RIGHT.match(right)) and not _is_word(sentence[start:end])


def _between(sentence: str, start: int) -> int | None:
    """Return the end of a name that the dictionary cut across (赵|有|田户), held by strong words on both sides."""
    if not _STRONG_LEFT.search(sentence[:start]):
        return None
    for end in (start + 3, start + 2):
        name = sentence[start:end]
        if (
            _STRONG_RIGHT.match(sentence[end:])
            and _is_given(name[1:])
            and not _is_word(name)
            and not _is_word(name[:2])
        ):
            return end
    return None


def _name_end(sentence: str, tokens: list[tuple[int, str]], index: int) -> int | None:
    """Return where a name that starts at token `index` ends, None when none does."""
    start, token = tokens[index]
    if not token or (token[0] not in SURNAMES and token[:2] not in DOUBLE_SURNAMES):
        return None
    if token[0] in "费金" and _AID_MONEY.search(sentence[:start]):
        return None
    if _is_loose(token):
        return _loose_end(tokens, index)
    if len(token) in (2, 3, 4) and _is_name_word(token) and _is_given(token[1:]):
        return _longer_end(sentence, tokens, index)
    surname = len(token) if len(token) == 1 or token in DOUBLE_SURNAMES else 0
    if not surname:
        return None
    given = ""
    for _, part in tokens[index + 1 : index + 3]:
        if len(given + part) > 2 or not _is_given(part):
            break
        given += part
    return start + surname + len(given) if given else None


def _longer_end(sentence: str, tokens: list[tuple[int, str]], index: int) -> int:
    """Return the end of a name in the dictionary, or of the longer name it begins (李强|根)."""
    start, token = tokens[index]
    end = start + len(token)
    following = tokens[index + 1][1] if index + 1 < len(tokens) else ""
    longer = len(token) == 2 and len(following) == 1 and _is_given(following)
    return end + 1 if longer and not _RIGHT.match(sentence[end:]) else end


def _is_loose(token: str) -> bool:
    """Return whether the dictionary may have cut a name in two (黎国|超), which needs context on both sides."""
    return len(token) == 2 and token not in DOUBLE_SURNAMES and not _is_name_word(token)


def _loose_end(tokens: list[tuple[int, str]], index: int) -> int | None:
    start, token = tokens[index]
    following = tokens[index + 1][1] if index + 1 < len(tokens) else ""
    if not _is_given(token[1:]):
        return None
    return start + 2 + (1 if len(following) == 1 and _is_given(following) else 0)


def _is_given(text: str) -> bool:
    return all(_HAN.match(char) and char not in _NOT_GIVEN for char in text) and not _ALREADY_MASKED.search(text)


def _tokens(sentence: str) -> Iterator[tuple[int, str]]:
    place = 0
    for token in _segmenter().cut(sentence, HMM=False):
        if len(token) == 2 and token[0] in "村镇乡" and token[1] in SURNAMES:  # 双泉|村史|素平
            yield place, token[0]
            yield place + 1, token[1]
        else:
            yield place, token
        place += len(token)


@cache
def _segmenter():  # type: ignore[no-untyped-def]  # jieba is untyped
    """Load the dictionary once a process, and only when a sentence speaks of aid."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


@cache
def _tags() -> dict[str, str]:
    """Return the part of speech of the dictionary's words that begin with a surname; the others are not asked for."""
    import jieba

    tags = {}
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").split()
            if 2 <= len(word) <= 4 and (word[0] in SURNAMES or word.startswith(DOUBLE_SURNAMES)):
                tags[word] = tag
    return tags


def _is_name_word(token: str) -> bool:
    return _tags().get(token, "").startswith("nr")


def _is_word(name: str) -> bool:
    """Return whether the dictionary knows `name` as something else than a person's name."""
    tag = _tags().get(name, "")
    return bool(tag) and not tag.startswith("nr")
