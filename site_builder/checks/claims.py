"""What the text claims as a whole, beside what the indicators of the same file say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.audit import Audit, Passage
from site_builder.checks.form_fields import form_name, goal_value, is_cost, reached, total_money
from site_builder.checks.places import cited, place, reached_value
from site_builder.checks.registry import Category, Note, check
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, Indicator, ReportKind, SelfEvalForm
from site_builder.text import fold

PROSE_KINDS = (ReportKind.SELF_EVAL_REPORT, ReportKind.OVERALL_SELF_EVAL_FORM, ReportKind.EVALUATION_REPORT)
_ALL_DONE = re.compile(
    r"(?:目标|任务|工作|指标)[^，。；;]{0,4}(?:全部|全面|圆满)(?:按时|按期|如期|高质量)*(?:完成|实现|达成)"
)
_LAWFUL = re.compile(
    r"(?:使用|支出|管理)(?:资金)?合(?:法)?合?规|(?:没有|无|不存在|未发现)(?:资金)?(?:截留|挤占|挪用|虚列|超范围)"
)
_LAWFUL_NAME = re.compile(r"合规|合法|规范|截留|挪用|挤占")
_UNSPENT = re.compile(
    r"执行率(?:有待提高|偏低|较低|过低|低|不高|未达)|未能?及时(?:支付|支出|拨付|使用)|(?:资金|款项|经费|尾款)(?:尚|还)?未(?:支付|支出|拨付|使用)"
)
_LATER = re.compile(r"部分[^，。；]{0,10}(?:未完成|20\d\d年|次年|下一?年)|未(?:按期|按时|全部)完成|推迟|延期")


def _missed(form: SelfEvalForm) -> list[tuple[Indicator, Fact]]:
    """Indicators that missed their target by number, or that say so in words, with the fact that says it."""
    found = []
    for row in form.indicators:
        goal, actual = goal_value(row), row.actual
        if goal is None or actual is None or is_cost(row):
            continue
        if reached(goal.value, actual.value) is False or _LATER.search(actual.value.text):
            found.append((row, actual))
    return found


@check(
    name="completion-claimed-beside-missed-target",
    severity=Severity.WARNING,
    category=Category.PROSE,
    kinds=PROSE_KINDS,
)
def whole_claims_fit_indicators(audit: Audit) -> Iterator[Note]:
    """文字写目标全部完成的，指标表中不应有没有达到目标的指标.

    同一报告的总体表述与指标表的实际完成值应一致。
    """
    missed = [(form, row, actual) for form in audit.report.forms for row, actual in _missed(form)]
    claims = [(passage, match) for passage in audit.prose() for match in _ALL_DONE.finditer(passage.text)]
    if not missed or not claims:
        return
    form, row, actual = missed[0]
    first, match = claims[0]
    places = [passage.locator_at(found.start()) for passage, found in claims]
    more = f"等{len(claims)}处" if len(claims) > 1 else ""
    message = (
        f"文字写“{match[0]}”（{place(first.locator_at(match.start()))}{more}），{form_name(form)}有{len(missed)}项指标没有达到目标，"
        f"如“{row.name}”实际{reached_value(actual)}。"
    )
    locators = (*places, *(item.locator for _, item, _ in missed))
    yield Note(locators, audit.report.department, message, facts=tuple(fact.id for _, _, fact in missed))


@check(name="lawful-use-claimed-beside-missed-indicator", severity=Severity.WARNING, category=Category.PROSE)
def lawful_use_fits_indicators(audit: Audit) -> Iterator[Note]:
    """文字写资金使用合规的，合规类指标应达到目标.

    只并列两处说法：正文写使用合规、没有截留挪用，指标表中资金使用合规性等指标没有达到目标。
    """
    claim = next(_claims(audit), None)
    if claim is None:
        return
    passage, match = claim
    at = passage.locator_at(match.start())
    for form in audit.report.forms:
        for row, actual in _missed(form):
            if not _LAWFUL_NAME.search(fold(row.name)):
                continue
            reason = f"，偏差原因为“{row.reason.value.text[:24]}”" if row.reason and row.reason.value.text else ""
            message = f"文字写“{match[0]}”（{place(at)}），{form_name(form)}指标“{row.name}”实际{reached_value(actual)}{reason}。"
            yield Note((at, row.locator, actual.locator), form_name(form), message, facts=(actual.id,))


def _claims(audit: Audit) -> Iterator[tuple[Passage, re.Match[str]]]:
    return ((passage, match) for passage in audit.prose() if (match := _LAWFUL.search(passage.text)))


@check(name="full-execution-beside-unspent", severity=Severity.WARNING, category=Category.FORMS)
def full_execution_is_spent(audit: Audit) -> Iterator[Note]:
    """执行率为100%的，说明中不应写资金没有支付.

    同一张自评表的资金栏执行率为100%，偏差原因或分析却写未支付、执行率有待提高。
    """
    for form in audit.report.forms:
        row = total_money(form)
        rate = row.get("execution_rate") if row else None
        if rate is None or rate.value.number != 100:
            continue
        reasons = [item.reason for item in form.indicators if item.reason is not None]
        told = [fact for fact in (*reasons, *(text for _, text in form.texts)) if _UNSPENT.search(fact.value.text)]
        if told:
            words = _UNSPENT.search(told[0].value.text)
            said = words[0] if words else ""
            message = (
                f"{form_name(form)}执行率为{cited(rate)}，说明写“{said}”（{place(told[0].locator)}），两处说法不一致。"
            )
            yield Note((rate.locator, *(fact.locator for fact in told)), form_name(form), message, facts=(rate.id,))
