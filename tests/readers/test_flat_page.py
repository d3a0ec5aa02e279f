"""Web pages that were saved as one line."""

from site_builder.model.document import Heading
from site_builder.readers import read_data
from site_builder.readers.flat_page import split_flat_page

FRAME = "当前位置： 首页政务公开部门决算公开 青禾县水务局2015年度决算说明 时间：2016-08-18 17:48 微信 微博 QQ空间 "
FOOT = " 来源：青禾县水务局 附件下载 决算表.xls"
BODY = (
    "2015年度青禾县水务局部门决算说明 按照有关要求，现将决算说明如下：一、部门主要职责 负责水务工作。二、决算收支情况 "
    "（一）本年收入1,477.73万元。具体情况如下： 1. 财政拨款收入1,365.92万元。 2.其他收入111.81万元。（二）本年支出901.33万元。"
    "附件： 1.收支决算总表 2.收入决算表 3.支出决算表"
)


def test_pieces_are_the_line() -> None:
    line = FRAME + BODY + FOOT
    pieces = split_flat_page(line)
    assert "".join(pieces) == line
    assert [piece.strip()[:8] for piece in pieces] == [
        "当前位置： 首页", "2015年度青禾", "按照有关要求，现", "一、部门主要职责", "负责水务工作。", "二、决算收支情况",
        "（一）本年收入1", "1. 财政拨款收", "2.其他收入11", "（二）本年支出9", "附件： 1.收支", "来源：青禾县水务",
    ]  # fmt: skip


def test_every_piece_stands_on_its_line() -> None:
    document = read_data(f"标题: 某页\n{FRAME}{BODY}{FOOT}\n".encode(), "页.txt")
    titles = [block for block in document.blocks if isinstance(block, Heading)]
    assert titles[0].text == "2015年度青禾县水务局部门决算说明"
    assert {block.locator for block in document.blocks[1:]} == {"L2"}


def test_an_ordinary_long_paragraph_is_no_page() -> None:
    line = "本部门认真贯彻落实预算管理的各项要求，加强支出管理。" * 30
    assert len(read_data(line.encode(), "文.txt").blocks) == 1


def test_chapters_that_nothing_parts_are_found_by_their_order() -> None:
    body = "我校按生均1000元安排,共计239万元,用于保障学校正常运转和完成教学活动" * 8
    line = f"青禾县第四中学专项资金绩效自评价报告一、基本情况(一)项目概况{body}(二)资金情况{body}二、资金使用情况{body}三、存在的问题暂无"
    blocks = read_data(line.encode(), "文.txt").blocks
    starts = [getattr(block, "text", "")[:7] for block in blocks]
    assert starts == [
        "青禾县第四中学",
        "一、基本情况",
        "(一)项目概况",
        "(二)资金情况",
        "二、资金使用情",
        "三、存在的问题",
    ]


def test_numerals_within_a_sentence_begin_no_chapter() -> None:
    line = "坚持一、二、三产业融合发展，推进一、二类事业单位改革，认真贯彻落实预算管理的各项要求，加强支出管理。" * 20
    assert len(read_data(line.encode(), "文.txt").blocks) == 1
