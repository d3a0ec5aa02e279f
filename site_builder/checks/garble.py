"""Signs that a text was recognised badly: filled up by repetition, or in another script than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.audit import FileAudit
from site_builder.checks.places import place
from site_builder.checks.registry import Category, Note, Scope, check
from site_builder.model.finding import Severity

_HAN = re.compile(r"[\u4e00-\u9fff]")
LONG = 100
VARIED = 0.2
"""Share of different pairs among all pairs of a long text: prose has 0.6 and more."""
SHORT = 24
TRADITIONAL = frozenset(
    "書畫會館總實業團區國學與為這個們來時對從長門開關東車馬鳥魚龍見貝頁風飛電聲處備務勞動員單嚴喪豐臨麗舉義樂習鄉買賣亂爭虧雲產畝親億僅倉儀價眾優傳傷倫偽體餘傭"
    "側償儲兒黨蘭興養內岡冊寫軍農馮衝決況凍淨減湊幾鳳憑凱擊劃劉則剛創刪別劑劍劇勸辦勵勁勢勳匯華協屬歷厲壓縣參雙發變敘葉號嘆嗎聽啟吳員響嘩喬園圍圓聖場壞塊堅壇墳"
    "墜壟塵墊墾壺殼夠夢頭夾奪奮獎婦媽嬌孫寧寶審憲宮寬賓寢對尋導壽將爾嘗層屜歲豈崗島嶺巒幣師帳帶幫廠廣慶廬應廟龐廢張強彈歸當錄徹徑憶懷態憐戀戶撲執擴掃揚擾撫拋"
    "護報擬擁擇擊擋據擠揮損換搗攝擺搖攤攜數齊斷無舊曉暈術機殺雜權條楊極構樞槍櫃標棧樹樣橋檢樓歐殘毀氣漢湯溝濟渾濃測濱潔灑澤澆滬灣滿漁滅燈爐點煉燒營犧狀猶獨獲"
)
"""Characters that simplified texts do not use."""


@check(name="text-filled-up", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def texts_do_not_repeat(audit: FileAudit) -> Iterator[Note]:
    """文字不应是同几个词的大量重复.

    识别软件读不清时会把几个词重复很多遍，这样的文字不可靠。
    """
    hits = [piece for piece in audit.pieces if _is_filled(piece.text)]
    if hits:
        first = hits[0]
        message = f"有{len(hits)}处文字是同几个词的大量重复（如“{first.text[:16]}……”，{place(first.locator)}），可能识别有误。"
        yield Note(tuple(piece.locator for piece in hits), audit.document.source, message)


def _is_filled(text: str) -> bool:
    if len(text) < LONG:
        return False
    plain = "".join(_HAN.findall(text))
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return len(plain) >= LONG and len(set(pairs)) < VARIED * len(pairs) and len(plain) < 20 * LONG


@check(name="traditional-characters", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def script_is_one(audit: FileAudit) -> Iterator[Note]:
    """简体文件中不应夹杂繁体字.

    个别单元格或短行出现繁体字，多半是印章、表格线或不清的字被误认。
    """
    if sum(char in TRADITIONAL for char in audit.whole_text) * 100 > len(audit.whole_text):
        return
    hits = [piece for piece in audit.pieces if len(piece.text) <= SHORT and _is_traditional(piece.text)]
    if hits:
        shown = "、".join(dict.fromkeys(f"“{piece.text.strip()}”" for piece in hits[:4]))
        message = (
            f"文件是简体字，有{len(hits)}处夹杂繁体字（如{shown}，首见于{place(hits[0].locator)}），可能识别有误。"
        )
        yield Note(tuple(piece.locator for piece in hits), audit.document.source, message)


def _is_traditional(text: str) -> bool:
    return any(char in TRADITIONAL for char in text)
