"""Names of persons beside aid, hardship, illness or disability.

A name is what reads better as a name than as words of the dictionary, at a place where names stand: behind 低保户,
为, 姓名： or in a list, before 家, 因病, （女. What words stand around it and what characters it is made of count together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.privacy.name_words import DOUBLE_SURNAMES, SURNAMES, Reading, is_name_too, word_weight
from site_builder.privacy.sighting import PrivateKind, Sighting

AID_WORDS = re.compile(
    r"救助|低保|残疾|特困|五保|补助|补贴|救济|慰问|抚恤|帮扶|资助|困难(?:群众|家庭|户|职工|党员|学生)|受灾|倒塌|孤儿|留守儿童|困境儿童|"
    r"大病|重病|患病|患有|癌|病人|患者|遇难|伤残|失能|临时救济|危房|住院|贫困|脱贫户|监测户|救灾|遗属|优抚|赔付|丧葬|助学金|孤寡|独居|受助|供养"
)
_PERSONS = (
    r"群众|村民|居民|农户|牧民|市民|户主|[低五特贫脱困受改监帮边救农优军烈造]?(?:保|困|贫|难|灾|测|扶|缘|助|抚|造|亲)?户|残疾人|军人|老人|老兵|"
    r"党员|干部|职工|工人|民工|学生|同学|新生|患者|病人|病患|孤儿|儿童|女孩|男孩|婴儿|青年|妇女|家长|家属|遗属|遗孀|烈属|军属|"
    r"遇难者|死者|伤者|申请者|受助者|供养者|逝者|人员|对象|申请人|受助人|受益人|领取人|被救助人|当事人|监护人|本人|教师|司机|"
    r"之[子女妻父母]|其[子女妻父母夫]|妻子|丈夫|儿子|女儿|父亲|母亲|配偶"
)
_PLACES = r"镇|乡|村|\d组|[一二三四五六七八九十]组|社区|街道|屯|\d队|小区|嘎查|苏木|\d号|\d室"
# How much more often a name stands at such a place than anywhere (a logarithm). The first that fits counts.
_LEFT = tuple(
    (weight, re.compile(rf"(?:{words})[\s“\"‘（(【]*$"))
    for weight, words in (
        (
            -9.0,
            r"局长|书记|主任|县长|市长|区长|镇长|乡长|科长|处长|部长|院长|所长|校长|站长|主席|法定代表人|负责人|联系人|经办人",
        ),
        (
            9.0,
            r"(?:姓名|名字|名单|户名|户主|对象|人员|[受助益请取供]人|救助|补助|患者|[低五特困]\w?户|学生|儿童)[：:为是]\s*",
        ),
        (7.0, _PERSONS),
        (5.0, _PLACES),
        (4.0, r"[为给向对将由替]|帮助|助力|救助|慰问|资助|看望|走访|[发交]给|其中|例如|如|分别[为是]|[的名位]"),
        (3.0, r"[、：:]|^|\n"),
        (2.0, r"[，,；。;|/]|^\s*\d{1,3}[、.．\s]\s*|[及和与]|\s"),
    )
)
_RIGHT = tuple(
    (weight, re.compile(rf"[”\"’\s]*(?:{words})"))
    for weight, words in (
        (
            -14.0,
            (
                r"省|市|县|区|镇|乡|村|路|街|社区|小区|小学|中学|学校|大学|学院|幼儿园|医院|卫生院|公司|集团|厂|局|站|所|河|湖|水库|大?桥|渠|沟|工程|"
                r"项目|计划|行动|基金|协会|福利院|敬老院|养老|中心|园区|公园|山|岭|片区|党委|支部|政府|总?书记|主席|总理|[省市县区镇乡局处科部院所校站会队组]长|"
                r"等\s*[\d一二三四五六七八九十百两]*\s*个?(?:行政|自然|重点|贫困|脱贫)?(?:村|乡|镇|街道|[省市县区]|社区|项目|地)|"
                r"主任|经理|理论|思想|精神|主义|制度|机制|工作|服务|标准|政策|办法|条例|资金|经费|专项|支出|金额|管理|保障|建设|率|费|类|款项?|业|性|化|员"
            ),
        ),
        (
            7.0,
            (
                r"户(?![籍口外数均主])|家(?![具电庭乡]|园)|一家|家庭(?!农场)|家中|同志|女士|先生|老人|大爷|大妈|同学|夫[妇妻]|父[子女母]|母[子女]|"
                r"等[一二三四五六七八九十百\d两]+[名户人位个]|等人|[（(，,]\s*[男女][）)，,。\s]|[（(](?:身份证|\d|男|女|系|化名)|本人|之[子女妻]|的?(?:家属|遗属)|"
                r"的(?:[房住危]屋?房?|孩子|丈夫|妻子|儿子|女儿|父亲|母亲|基本生活|生活|医疗|救助|补助|低保)|[，,]\s*\d{1,3}岁"
            ),
        ),
        (
            5.0,
            (
                r"[因患系]|申请|享受|领取|领到|获得|获|收到|遇难|死亡|去世|受伤|确诊|查出|住院|就医|每[月年]|符合|属于?|居住|家住|反映|表示|提出|"
                r"名下|无劳动|丧失|独居|卧床|入住|送去|送医|在(?:房|家|外|校|医)|倒塌|[已被]"
            ),
        ),
        (
            4.0,
            (
                r"(?:临时|大病|医疗|冬春|特困|困难|生活|一次性)?(?:救助|补助|低保|残疾|五保|抚恤|丧葬|救济|慰问|供养)(?:金|款|费)?"
                r"(?:申请|审批|发放|名单|材料|[（(_\-.\d]|$)"
            ),
        ),
        (
            3.0,
            r"$|[、，,；。;：:（(）)！|/]|\d|[是为在的和及与等]|低保|残疾|医疗|救助|补助|生活|发放|办理|落实|安装|完成",
        ),
        (1.0, r"\s"),
    )
)
_BASE = -7.0
_ELSEWHERE = -5.0
_IN_LIST, _BEHIND_COMMA = 9.0, 5.0
_COMMON_WORD, _COMMON_NAME = -12.0, -11.0
_ONE_SIDE = 4.0
"""A name needs at least one side that says so much."""
_NOT_GIVEN = frozenset(
    "因患病的了和与及或等为对在是被将把从向到于由其之各每本该县市区镇乡村局部厅委办站所队组科股院校厂矿元万亿户人名个次件年月日号某*＊×"
    "费款额爷娘婆妈叔伯姨员"
)
# 慰问费支出, 资助金发放: what stands behind the word of aid is money, though 费 and 金 are surnames too.
_AID_MONEY = re.compile(r"(?:救助|慰问|资助|帮助|助力|补助|补贴|抚恤|救济|帮扶|助学)$")
_SENTENCE = re.compile(r"[^。；;\n]+")
_CANDIDATE = re.compile(
    rf"(?=(?P<surname>{'|'.join(DOUBLE_SURNAMES)}|[{''.join(sorted(SURNAMES))}])(?P<given>[\u4e00-\u9fff]{{1,2}}))"
)
_WITH_DOT = re.compile(r"[\u4e00-\u9fff]{2,16}(?P<dot>[·•・])[\u4e00-\u9fff]{2,8}")
_LABEL_PART = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]+(?![\u4e00-\u9fff])")
_END_OF_PLACE = "岛港路卫山河湖江源界石口州湾桥岭屯庄坪沟洞寨坡"
_SURE_NAME = 2.0
_PERSON_BEFORE = 5.0
_LIST_MARK = re.compile(r"\s*[、，,和及与/\s]\s*$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    weight: float


def find_names(text: str) -> Iterator[Sighting]:
    """Yield names of persons in the sentences of `text` that speak of aid, hardship or illness."""
    if not AID_WORDS.search(text):
        return
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if AID_WORDS.search(sentence):
            for start, end in (*_names_in(sentence), *_names_with_dot(sentence)):
                place = match.start() + start
                yield Sighting(PrivateKind.PERSON_NAME, place, match.start() + end, sentence[start:end])


def reads_as_name(text: str, weight: float) -> bool:
    """Return whether `text` alone reads better as a name than as words, at a place that speaks for it with `weight`."""
    if not is_surname(text) or len(text) not in (2, 3, 4) or any(char in _NOT_GIVEN for char in text[1:]):
        return False
    return not _is_common(text) and weight + Reading(text).gain(0, len(text), text) > 0


def find_name_labels(label: str) -> Iterator[Sighting]:
    """Yield the parts of a file's or sheet's name that are nothing but a person's name (救助/王建国.docx)."""
    for match in _LABEL_PART.finditer(label):
        name = match[0]
        if len(name) == 3 and name[-1] not in _END_OF_PLACE and reads_as_name(name, -_SURE_NAME):
            yield Sighting(PrivateKind.PERSON_NAME, match.start(), match.end(), name)


def is_surname(text: str) -> bool:
    """Return whether `text` begins with a surname."""
    return text[0] in SURNAMES or text.startswith(DOUBLE_SURNAMES)


def _is_common(text: str) -> bool:
    """Return whether `text` is a frequent word of its own (方便, 安全), or the whole of a family (王家)."""
    limit = _COMMON_NAME if is_name_too(text) else _COMMON_WORD
    return word_weight(text) > limit or (len(text) == 2 and text[1] == "家")


def _names_in(sentence: str) -> list[tuple[int, int]]:
    """Return the places of names, the likeliest first where two overlap; a list of names is read as one."""
    spans = list(_possible(sentence))
    if not spans:
        return []
    reading = Reading(sentence)
    chosen: list[_Candidate] = []
    while True:
        found = [
            item
            for item in _weighed(sentence, spans, reading, chosen)
            if not any(_overlap(item, old) for old in chosen)
        ]
        if not found:
            return [(item.start, item.end) for item in chosen]
        chosen = sorted([*chosen, max(found, key=lambda item: item.weight)], key=lambda item: item.start)


def _names_with_dot(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield names such as 买买提·吐尔逊, where what stands around them says that they are names."""
    for match in _WITH_DOT.finditer(sentence):
        for start in range(match.start(), match.start("dot") - 1):
            left = _weight(_LEFT, sentence[:start], from_end=True)
            if left < _PERSON_BEFORE:
                continue
            right = {
                end: _weight(_RIGHT, sentence[end:], from_end=False)
                for end in range(match.end("dot") + 2, match.end() + 1)
            }
            end = max(right, key=lambda place: (right[place], -place))
            if right[end] > 0 and not AID_WORDS.search(sentence[start:end]):
                yield start, end
                break


def _overlap(left: _Candidate, right: _Candidate) -> bool:
    return left.start < right.end and right.start < left.end


def _possible(sentence: str) -> Iterator[tuple[int, int, float, float]]:
    """Yield start, end and the weights of what stands before and behind, where a name may stand."""
    for match in _CANDIDATE.finditer(sentence):
        start, given = match.start(), match["given"]
        if match["surname"] in "费金" and _AID_MONEY.search(sentence[:start]):
            continue
        left = _weight(_LEFT, sentence[:start], from_end=True)
        for length in range(1, len(given) + 1):
            if given[length - 1] in _NOT_GIVEN:
                break
            end = start + len(match["surname"]) + length
            if _is_common(sentence[start:end]) or re.match(r"家[属庭里中人]", sentence[end - 1 :]):
                continue
            yield start, end, left, _weight(_RIGHT, sentence[end:], from_end=False)


def _weight(cues: tuple[tuple[float, re.Pattern[str]], ...], text: str, *, from_end: bool) -> float:
    part = text[-12:] if from_end else text[:12]
    for weight, pattern in cues:
        if pattern.search(part) if from_end else pattern.match(part):
            return weight
    return _ELSEWHERE


def _weighed(
    sentence: str, spans: list[tuple[int, int, float, float]], reading: Reading, chosen: list[_Candidate]
) -> Iterator[_Candidate]:
    """Yield the candidates that read better as names, those beside a name already found more easily."""
    for start, end, left, right in spans:
        left = max(left, _list_weight(sentence, start, end, chosen))
        if max(left, right) < _ONE_SIDE:
            continue
        weight = _BASE + left + right + reading.gain(start, end, sentence[start:end])
        if weight > 0:
            yield _Candidate(start, end, weight)


def _list_weight(sentence: str, start: int, end: int, chosen: list[_Candidate]) -> float:
    """Return how much a name already found beside this place says for a further one."""
    for item in chosen:
        between = sentence[item.end : start] if item.end <= start else sentence[end : item.start]
        if 0 < len(between) <= 3 and _LIST_MARK.match(between):
            return _BEHIND_COMMA if between.strip() in (",", "，") else _IN_LIST
    return _ELSEWHERE
