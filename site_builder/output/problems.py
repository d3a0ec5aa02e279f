"""Why the output cannot be written, said in Chinese."""

from __future__ import annotations

import errno
from pathlib import Path

from site_builder.errors import OutputProblem


def write_problem(target: Path, error: OSError) -> OutputProblem:
    """Say in Chinese why the output cannot be written."""
    reasons = {
        errno.ENOSPC: ("磁盘空间不足", "请清理磁盘后重试；已发布的网站没有改动。"),
        errno.EACCES: ("没有写入权限", "请检查文件夹权限，或用 --output 指定别的文件夹；已发布的网站没有改动。"),
        errno.EPERM: ("没有写入权限", "请检查文件夹权限，或用 --output 指定别的文件夹；已发布的网站没有改动。"),
        errno.EROFS: ("磁盘是只读的", "请用 --output 指定别的磁盘上的文件夹。"),
        errno.EBUSY: ("它是挂载点或正被占用，不能整体替换", "请用 --output 指定它里面的一个子文件夹。"),
        errno.EXDEV: ("它与上一级文件夹不在同一磁盘，不能整体替换", "请用 --output 指定它里面的一个子文件夹。"),
    }
    reason, advice = reasons.get(
        error.errno or 0, (f"写入失败（{error.strerror}）", "请检查磁盘后重试；已发布的网站没有改动。")
    )
    return OutputProblem(f"无法写入输出文件夹 {target}：{reason}", advice)


def same_path_twice(path: str) -> OutputProblem:
    """Say that two files of the site have the same path."""
    return OutputProblem(f"两个页面要写到同一路径：{path}", "这是程序的错误，请报告给维护者。")
