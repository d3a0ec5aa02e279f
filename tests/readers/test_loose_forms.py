"""Forms whose grid an export lost: one line, a row a line, a cell a line, pipes at odd places."""

import pytest

from site_builder.model.document import Block, Heading, Paragraph, Table
from site_builder.readers import read_data
from site_builder.readers.loose import restore_forms
from site_builder.readers.loose.grammar import letters_of, match_row
from site_builder.readers.loose.pieces import Dialect, cut_blocks, dialect_of, fold

COLUMNS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")
HEAD = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"


def lines(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(text, f"L{number}", text) for number, text in enumerate(texts, 1) if text)


def table(blocks: tuple[Block, ...]) -> Table:
    (found,) = [block for block in blocks if isinstance(block, Table)]
    return found


def rows(found: Table) -> list[list[tuple[int, str]]]:
    return [[(cell.col, cell.text) for cell in row] for row in found.own_rows()]


def indicators(*texts: str) -> list[list[tuple[int, str]]]:
    """The rows below the heading of a form run together in one line."""
    text = f"项目名称 堤防巡查 {HEAD} {' '.join(texts)}"
    return rows(table(restore_forms(lines(text))))[2:]


def reading(words: str, columns: tuple[str, ...] = COLUMNS) -> dict[str, str]:
    pieces = words.split()
    found = match_row(letters_of(map(fold, pieces)), 0, columns, exact=False)
    assert found is not None
    return {name: pieces[at] for name, at in found}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("数量指标 巡堤次数 ≥40次 41 10 10", {"level2": "数量指标", "level3": "巡堤次数", "target": "≥40次", "actual": "41", "weight": "10", "score": "10"}),
        ("巡堤次数 ≥40次 41 10 10 更换路标 =2块 2 5 5", {"level3": "巡堤次数", "target": "≥40次", "actual": "41", "weight": "10", "score": "10"}),
        ("巡堤次数 ≥40次 30 10 7.5 汛情较轻 更换路标 =2块 2 5 5", {"level3": "巡堤次数", "target": "≥40次", "actual": "30", "weight": "10", "score": "7.5", "reason": "汛情较轻"}),
        ("台账规范 符合要求 达成预期指标 8 8 上报及时 及时 达成预期指标 8 8", {"level3": "台账规范", "target": "符合要求", "actual": "达成预期指标", "weight": "8", "score": "8"}),
        ("工程合格 10 9", {"level3": "工程合格", "weight": "10", "score": "9"}),
        ("安全度汛 全年 10 10", {"level3": "安全度汛", "target": "全年", "weight": "10", "score": "10"}),
        ("满意度指标 满意度指标 群众满意度 ≥95% 96% 10 10", {"level1": "满意度指标", "level2": "满意度指标", "level3": "群众满意度", "target": "≥95%", "actual": "96%", "weight": "10", "score": "10"}),
    ],
)  # fmt: skip
def test_a_row_is_read_by_what_its_words_are(words: str, expected: dict[str, str]) -> None:
    assert reading(words) == expected


def test_a_rate_with_its_comparator_is_no_weight() -> None:
    assert reading("发放覆盖率 =100% 22.5") == {"level3": "发放覆盖率", "target": "=100%", "weight": "22.5"}


def test_comparator_number_and_unit_in_columns_of_their_own() -> None:
    columns = ("level1", "level2", "level3", "nature", "target", "unit", "actual", "weight", "score")
    assert reading("足额保障率 = 100 % 100% 30 30", columns) == {
        "level3": "足额保障率", "nature": "=", "target": "100", "unit": "%", "actual": "100%", "weight": "30", "score": "30",
    }  # fmt: skip


def test_an_indicator_without_numbers_leaves_its_level_to_the_next() -> None:
    found = indicators("效益指标 经济效益指标 社会效益指标 保障安全 有效 达成预期指标 30 30")
    assert found == [
        [(0, "效益指标"), (1, "经济效益指标")],
        [(1, "社会效益指标"), (2, "保障安全"), (3, "有效"), (4, "达成预期指标"), (5, "30"), (6, "30")],
    ]


def test_words_before_the_title_and_behind_the_result_stay_text() -> None:
    text = f"创建于 9300 附件: 项目支出绩效自评表 (2022年度) 项目名称 巡堤 {HEAD} 产出指标 数量指标 次数 ≥4次 4 90 90 总分 100 100 优 以上请审阅"
    before, title, year, form, behind = restore_forms(lines(text))
    assert (before, type(title)) == (Paragraph("创建于 9300 附件:", "L1", "创建于 9300 附件: "), Heading)
    assert isinstance(year, Paragraph) and year.text == "(2022年度)"
    assert isinstance(form, Table) and not form.certain
    assert rows(form)[-1] == [(0, "总分"), (5, "100"), (6, "100"), (7, "优")]
    assert isinstance(behind, Paragraph) and behind.text == "以上请审阅"


def test_two_forms_in_one_line_are_two_tables() -> None:
    one = f"项目支出绩效自评表 项目名称 甲 {HEAD} 产出指标 数量指标 次数 ≥4次 4 90 90 总分 100 90 "
    found = restore_forms(lines(one + one.replace("甲", "乙")))
    assert [type(block).__name__ for block in found] == ["Heading", "Table", "Heading", "Table"]


def test_labels_that_a_line_end_broke_are_whole_again() -> None:
    blocks = lines(
        "年度绩效指标 一级", "指标", "二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因", "(50分)", "可持续影", "响指标", "长效管护 10 10",
    )  # fmt: skip
    pieces = [piece.folded for piece in cut_blocks(blocks, dialect_of(blocks))]
    assert pieces[1:3] == ["一级指标", "二级指标"]
    assert pieces[-5:] == ["(50分)", "可持续影响指标", "长效管护", "10", "10"]


def test_money_of_a_short_row_stands_between_the_columns() -> None:
    """Where it belongs is found by the equations, so no place may be claimed for it."""
    text = f"项目名称 巡堤 项目资金 (元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额 9 9 9 10 100% 10 其他资金 3 3 {HEAD} 产出指标 数量指标 次数 ≥4次 4 90 90"
    found = rows(table(restore_forms(lines(text))))
    assert found[1][0] == (0, "项目资金(元)")
    assert [col for col, _ in found[2]] == [1, 2, 4, 6, 8, 10, 12]
    assert [col for col, _ in found[3]] == [1, 3, 5]


def test_pipes_keep_blank_cells_in_their_place() -> None:
    blocks = lines(
        "| 项目名称 | 巡堤 | 一级指标 |", "| 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 产出指标 |", "| 数量指标 | 次数 | 4次 |", "| 90 | 88 | 质量指标 |", "| 合格率 | 100% | 99% | 10 |", "| 总分 | 100 | 98 |",
    )  # fmt: skip
    assert dialect_of(blocks) is Dialect.PIPES
    found = rows(table(restore_forms(blocks)))
    assert found[2] == [(0, "产出指标"), (1, "数量指标"), (2, "次数"), (3, "4次"), (5, "90"), (6, "88")]
    assert found[3] == [(1, "质量指标"), (2, "合格率"), (3, "100%"), (4, "99%"), (5, "10")]


def test_a_cell_a_line() -> None:
    blocks = lines(*f"项目名称 堤防 {HEAD} 产出指标 数量指标 次数 ≥4次 4 90 90 总分 100 90".split(), "一、存在的问题")
    *_, form, heading = restore_forms(blocks)
    assert isinstance(form, Table) and isinstance(heading, Paragraph)
    assert rows(form)[2] == [(0, "产出指标"), (1, "数量指标"), (2, "次数"), (3, "≥4次"), (4, "4"), (5, "90"), (6, "90")]
    assert [cell.locator for cell in form.own_rows()[2]] == ["L11", "L12", "L13", "L14", "L15", "L16", "L17"]


def test_prose_that_names_levels_is_no_form() -> None:
    blocks = lines("该项目共编制12个绩效目标指标,其中一级指标3个,二级指标9个,三级指标12个。", "已完成建设32公里。")
    assert restore_forms(blocks) is blocks


def test_a_form_in_a_grid_is_left_as_it_is() -> None:
    text = "项目支出绩效自评表\n\n项目名称\t堤防\n一级指标\t二级指标\t三级指标\t指标值\t完成值\n产出指标\t数量指标\t次数\t4\t4\n"
    found = read_data(text.encode(), "a.txt")
    assert next(found.tables()).certain


GLUED = (
    "附件绩效目标自评表(2022年度)项目名称青溪县节水奖励主管部门青溪县水利局实施单位青溪县水利局资金情况(万元)全年预算数(A)全年执行数(B)分值执行率(B/A)得分"
    "年度资金总额:302710{rate}%9其中:本年财政拨款3027绩效指标一级指标二级指标三级指标分值年度指标值全年实际值得分未完成原因及拟采取的改进措施"
    "产出指标(50分)数量指标安装水尺10≥266米≥266米10质量指标验收合格率20100%100%20效益指标(40分)社会效益指标群众条件改善40显著提升显著提升40总分100100"
    "注:1.一级指标分值统一设置为:产出指标50分。"
)  # fmt: skip


def test_a_form_with_nothing_between_its_cells_is_cut_at_its_labels() -> None:
    _, title, form, note = restore_forms(lines(GLUED.format(rate="90.00")))
    assert isinstance(form, Table) and isinstance(title, Heading)
    assert title.text == "绩效目标自评表(2022年度)"
    found = [[text for _, text in row] for row in rows(form)]
    assert found[:3] == [["项目名称", "青溪县节水奖励"], ["主管部门", "青溪县水利局"], ["实施单位", "青溪县水利局"]]
    assert ["年度资金总额:", "30", "27", "10", "90.00%", "9"] in found
    assert ["产出指标(50分)", "数量指标", "安装水尺", "10", "≥266米", "≥266米", "10"] in found
    assert ["质量指标", "验收合格率", "20", "100%", "100%", "20"] in found
    assert ["效益指标(40分)", "社会效益指标", "群众条件改善", "40", "显著提升", "显著提升", "40"] in found
    assert found[-1] == ["总分", "100", "100"]
    assert isinstance(note, Paragraph) and note.text.startswith("注:1.")


def test_glued_digits_that_satisfy_no_equation_are_no_numbers() -> None:
    *_, form, _ = restore_forms(lines(GLUED.format(rate="85.00")))
    assert isinstance(form, Table)
    texts = [cell.text for cell in form.cells]
    assert "年度资金总额:302710" in "".join(texts)
    assert "30" not in texts and "27" not in texts


def test_a_row_between_pipes_whose_blank_cells_were_merged_is_read_by_its_words() -> None:
    blocks = lines(
        "绩效目标自评表 | |||", "(2023年度) | |||", "项目名称 | 养殖补贴 | ||", "一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 |", "产出指标 | 数量指标 | ★补助养殖数量 | 90 | 192只 | 192只 | 90 | ||", "其中羊 | 180只 | 180只 | |||", "…… | |||",
    )  # fmt: skip
    title, form = restore_forms(blocks)
    assert isinstance(title, Heading) and isinstance(form, Table)
    assert title.text == "绩效目标自评表"
    assert rows(form)[-1] == [(2, "其中羊"), (4, "180只"), (5, "180只")]


def test_glued_rates_alone_part_budget_and_executed() -> None:
    text = (
        "县级专项资金绩效目标自评表专项资金名称储备粮县级主管部门青溪县商务局项目资金(万元)全年预算数(A)全年执行数(B)执行率(B/A)年度资金总额194.9194.9100%"
        "一级 指标二级 指标三级指标年度指标 值全年 完成值产 出 指 标数量 指标储备到位率100%100%"
    )  # fmt: skip
    *_, form = restore_forms(lines(text))
    assert isinstance(form, Table)
    found = [[text for _, text in row] for row in rows(form)]
    assert ["年度资金总额", "194.9", "194.9", "100%"] in found
    assert found[-1] == ["产出指标", "数量指标", "储备到位率", "100%", "100%"]


def test_a_rate_among_points_stands_in_the_column_of_rates() -> None:
    blocks = lines(
        "| 项目名称 | 堤防巡查 |",
        "| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |",
        "| 其中：财政拨款 | 8 | 8 | 6 | 75% |",
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |",
        "| 产出指标 | 数量指标 | 巡堤次数 | ≥40次 | 41次 | 10 | 10 |",
    )
    (money,) = [row for row in rows(table(restore_forms(blocks))) if row[0][1] == "其中：财政拨款"]
    heads = {text: col for row in rows(table(restore_forms(blocks))) for col, text in row}
    assert money[-1] == (heads["执行率"], "75%")


def test_a_value_called_like_a_title_opens_no_form() -> None:
    blocks = lines(
        "| 2021年度项目支出绩效自评表 |",
        "| 项目名称 |",
        "护林经费支出绩效自评表 |",
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |",
        "| 产出指标 | 数量指标 | 巡护次数 | ≥40次 | 41次 | 10 | 10 |",
    )
    restored = restore_forms(blocks)
    assert restored[0].text == "2021年度项目支出绩效自评表" and restored[0].locator == "L1"  # type: ignore[union-attr]
    assert [text for _, text in rows(table(restored))[0]] == ["项目名称", "护林经费支出绩效自评表"]
