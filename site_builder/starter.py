"""The folder that `site-builder new` writes: settings, a sample report, and how to go on."""

from __future__ import annotations

from pathlib import Path

from site_builder.errors import OutputProblem
from site_builder.settings_keys import sample_settings

SAMPLE_NAME = "示例县财政局-2024-部门整体支出绩效自评报告.txt"
SAMPLE_REPORT = """\
示例县财政局2024年度部门整体支出绩效自评报告

一、部门基本情况
示例省示例市示例县财政局现有在职人员30人。
二、收支情况
2024年度收入合计320.50万元，其中：财政拨款收入320.50万元。
2024年度支出合计320.50万元，其中：基本支出280.00万元，项目支出40.50万元。
三、绩效目标完成情况
1.政务大厅窗口设备更新
绩效目标：投入资金25.50万元，更新办事窗口设备，缩短群众等候时间。
绩效指标：设备验收合格率达到100%。
2.预算管理业务培训
绩效目标：投入资金15.00万元，组织预算单位财务人员培训4期。
绩效指标：参训人员满意度达到95%。
四、存在的问题
个别项目的绩效指标不够细化。
五、改进措施
下一年度编制预算时把指标量化到人次、台数和时限。
六、自评结论
2024年度部门整体支出绩效自评得分92分，评价等级为优。

示例县财政局
2025年3月20日
"""
README = """\
# 用法

1. 把报告（txt、md、html、docx、xlsx、pdf 等）放进 content 文件夹，删去示例报告。
2. 运行 `site-builder check`，看哪些数字对不上、哪些内容缺少。
3. 运行 `site-builder serve`，在浏览器里预览。
4. 运行 `site-builder build`，把 output 文件夹整个交给网站管理员。

网站名称、备案号等写在 site.toml 里。
"""


def write_starter(folder: Path) -> None:
    """Write a folder that builds at once; raise OutputProblem when it holds something already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputProblem(f"{folder} 已经存在而且不是空文件夹", "请换一个名字。")
    try:
        (folder / "content").mkdir(parents=True)
        (folder / "site.toml").write_text(sample_settings(), encoding="utf-8")
        (folder / "content" / SAMPLE_NAME).write_text(SAMPLE_REPORT, encoding="utf-8")
        (folder / "使用说明.md").write_text(README, encoding="utf-8")
    except OSError as error:
        raise OutputProblem(f"无法写入 {folder}（{error.strerror}）", "请检查权限，或换一个位置。") from error
