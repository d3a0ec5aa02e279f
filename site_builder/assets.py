"""Where templates and built browser assets are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from site_builder.errors import TemplateProblem

PACKAGE = Path(__file__).resolve().parent


def template_dir() -> Path:
    """Return the folder of the default theme."""
    for folder in (PACKAGE / "_templates", PACKAGE.parent / "templates"):
        if (folder / "base.html").is_file():
            return folder
    raise TemplateProblem("找不到默认模板目录 templates/", "请重新安装 site-builder，或在项目根目录下运行。")


def asset_dir() -> Path:
    """Return the folder of the built ECharts bundles (`echarts.min.js` for browsers, `echarts-ssr.js`)."""
    return PACKAGE / "_assets"
