"""A site of two sample reports with every setting a portal uses, built once for the tests of this folder."""

from pathlib import Path
from shutil import copy

import pytest

from site_builder.config import load_config
from site_builder.pipeline import BuildSettings, build

SETTINGS = """
[site]
name = "湖东省预决算公开"
organisation = "湖东省财政厅"
contact = "0000-1234567"
address = "湖东省云汀市一号路"
base_url = "https://www.example.gov.cn/czgk/"
licence = "CC BY 4.0"
licence_url = "https://creativecommons.org/licenses/by/4.0/"

[portal]
site_name = "湖东省人民政府"
site_domain = "www.example.gov.cn"
site_id_code = "1300000000"
column_name = "部门预决算"
column_description = "部门预算、决算与绩效自评"
column_keywords = "预算,决算"
column_type = "政务公开"
icp = "湖ICP备00000000号"
police_record = "湖公网安备 00000000000000号"
police_record_url = "https://beian.mps.gov.cn/#/query/webSearch"
emblem_url = "https://bszs.conac.cn/"
error_report_url = "https://zfwzgl.www.gov.cn/"
"""


@pytest.fixture(scope="session")
def portal_site(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Path:
    """The built site's folder."""
    folder = tmp_path_factory.mktemp("portal")
    reports = folder / "content"
    reports.mkdir()
    for start in ("栖禾区", "霜河县"):
        copy(next(content.glob(f"{start}*")), reports)
    (folder / "site.toml").write_text(SETTINGS, encoding="utf-8")
    target = folder / "site"
    build(BuildSettings(reports, target, load_config(None, reports), jobs=1))
    return target
