"""Numbers of a line: values with units, and the reasons why others are none."""

import time

import pytest

from site_builder.collector import collector_paused
from site_builder.printed_numbers import printed_numbers


def values(text: str) -> list[str]:
    return [f"{number.text}{number.unit}" for number in printed_numbers(text) if not number.reason]


def reasons(text: str) -> list[str]:
    return [number.reason for number in printed_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入总计5,296.11万元，增长6.31%", ["5,296.11万元", "6.31%"]),
        ("以12.4万户为标准", ["12.4万户"]),
        ("发放折页3万份，约200余人参加", ["3万份", "200人"]),
        ("每路22元/月，配备2名管理员", ["22元/月", "2人"]),
        ("每年组织1-2次演练", ["1-2次"]),
        ("结余为-5.40万元", ["-5.40万元"]),
        ("下降0.5个百分点，历时3个月", ["0.5个百分点", "3个月"]),
        ("完成预算的11.91%，支出5.12万元、11.9万元", ["11.91%", "5.12万元", "11.9万元"]),
        ("账面余额12345.67元", ["12345.67元"]),
        ("渠道12.5km、梯田30hm²、库容35万m³、噪声60dB以下", ["12.5km", "30hm²", "35万m³", "60dB"]),
    ],
)
def test_values_keep_digits_and_unit(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("（青财绩〔2024〕10号）", "文号"),
        ("10kV线路", "型号与名称"),
        ("索 引 号:007329896/2019-11414", "电话与编码"),
        ("冀汛办【2023】4号文", "文号"),
        ("《2023年全省工作要点》", "引用的文件名"),
        ("2024年度部门决算", "年份"),
        ("2024-2025年", "年份"),
        ("2025年3月12日", "日期"),
        ("24年9月11日验收", "日期"),
        ("预计4月底之前完成", "日期"),
        ("12.依法开展调查", "编号"),
        ("联系电话：0310-1234567", "电话与编码"),
        ("370MHZ终端", "型号与名称"),
        ("“5·12”全国防灾减灾日", "固定说法"),
        ("单价100万元（含）以上设备", "固定说法"),
        ("第577号令", "文号"),
        ("第六条第4项", "条款与序数"),
        ("行政单位医疗（2101101）", "科目编码"),
        ("一、收入支出决算总表 15", "页码"),
        ("- 12 -", "页码"),
        ("自收到之日起20个工作日内公开", "期限"),
        ("对照目标说明完成情况（100字以内）", "固定说法"),
        ("评价结果分为4个等级", "固定说法"),
        ("在职人员控制率达标计5分，扣完为止", "评分规则"),
        ("每超过5个百分点扣0.5分", "评分规则"),
    ],
)
def test_numbers_that_are_no_values_have_a_reason(text: str, reason: str) -> None:
    assert set(reasons(text)) == {reason}


def test_a_number_alone_in_a_cell_is_a_value() -> None:
    assert [number.reason for number in printed_numbers("12", in_cell=True)] == [""]


def test_time_grows_with_length() -> None:
    unit = "（青财绩〔2024〕10号）支出1,234.56万元，比上年增加12.30万元；《关于加强管理的通知》第3条，"
    short, long = unit * 200, unit * 1600
    with collector_paused():  # as in the product; a collection walks the objects of all tests before
        started = time.process_time()
        printed_numbers(short)
        middle = time.process_time()
        printed_numbers(long)
        ended = time.process_time()
    assert ended - middle < 20 * max(middle - started, 0.002)
